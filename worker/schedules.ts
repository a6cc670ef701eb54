import { escalateOverdue } from "../lib/applications/escalate.ts";
import { forgetStatusLinks } from "../lib/applications/statusLink.ts";
import { noteDaily } from "../lib/audit/noting.ts";
import { sealAudit } from "../lib/audit/steps.ts";
import { closeOffers } from "../lib/batches/waitlist/closeOffers.ts";
import { archiveLog } from "../lib/chain/archiving.ts";
import { readRegistryRule } from "../lib/chain/rule.ts";
import { watchRunway } from "../lib/chain/runway.ts";
import { tendLying } from "../lib/institutions/declining/lying.ts";
import { followReturnedPlaces } from "../lib/licences/figures/returnedPlaces.ts";
import { announceEnds } from "../lib/licences/renewals/ends.ts";
import { forgetSeatImports } from "../lib/licences/seats/forget.ts";
import { tendOffers } from "../lib/licences/seats/reminding.ts";
import { sendDecided } from "../lib/licences/sendDecided.ts";
import { writeDigests } from "../lib/notifications/digest.ts";
import { forgetSentMail } from "../lib/notifications/send.ts";
import { forgetMobileCodes } from "../lib/notifications/texts/forget.ts";
import { makeDailyFiles } from "../lib/outcomes/dailyFiles.ts";
import { askForReports } from "../lib/outcomes/reminding.ts";
import { settleRoles } from "../lib/people/effect.ts";
import { raiseQuorumAlarm } from "../lib/people/quorum.ts";
import { forgetExpiredSignIns } from "../lib/people/steps.ts";
import type { Chain } from "../lib/platform/chain/agent.ts";
import { db } from "../lib/platform/db/client.ts";
import { writeReports } from "../lib/reports/write.ts";
import { takeBackFromFormer } from "../lib/reviews/former.ts";
import { remindReviewers } from "../lib/reviews/remind.ts";
import { every } from "./every.ts";
import { expire } from "./expire.ts";
import { requeueLost } from "./requeue.ts";
import { watchLog } from "./watchLog.ts";

/** Seconds in which a worker catches up with what it missed before the log is looked at: the head of the audit, above all. */
const settleSeconds = 300;

/**
 * Starts what happens by the clock: the sign of life, a look at how the registry is governed and at the places that its governors returned, sealing the audit and noting its head in the register, the files of the day and their digests, a look at the
 * register's log from outside and at what the canisters live on, the older part of that log going to its archive, the end of licences whose time is over, changes of roles that fell due, the alarm when too few can act, cases that are overdue, reviews that wait
 * for nobody, what is asked of institutions, work that lost its job, decisions that wait for nobody, and what is kept no longer.
 */
export function startSchedules(chain: Chain): { stop(): Promise<void> } {
  const running = [
    every(2_000, "heartbeat", beat),
    every(5_000, "sealAudit", sealAudit),
    every(10_000, "readRegistryRule", () => readRegistryRule(chain)),
    every(60_000, "followReturnedPlaces", () => followReturnedPlaces(chain)),
    every(60_000, "noteAuditHead", () => noteDaily(chain)),
    every(60_000, "makeDailyFiles", () => makeDailyFiles()),
    every(60_000, "watchLog", async () => process.uptime() > settleSeconds && (await watchLog())),
    every(600_000, "archiveLog", () => archiveLog(chain)),
    every(3_600_000, "watchRunway", () => watchRunway(chain)),
    every(60_000, "expireLicences", () => expire()),
    every(600_000, "announceEnds", () => announceEnds()),
    every(10_000, "closeOffers", () => closeOffers()),
    every(60_000, "tendOffers", () => tendOffers()),
    every(60_000, "requeueLost", requeueLost),
    every(60_000, "sendDecided", () => sendDecided()),
    every(5_000, "settleRoles", () => settleRoles()),
    every(60_000, "raiseQuorumAlarm", () => raiseQuorumAlarm()),
    every(300_000, "escalateOverdue", () => escalateOverdue()),
    every(10_000, "takeBackFromFormer", () => takeBackFromFormer()),
    every(60_000, "remindReviewers", () => remindReviewers()),
    every(600_000, "forgetSignIns", forgetExpiredSignIns),
    every(300_000, "writeReports", () => writeReports()),
    every(600_000, "tendLying", () => tendLying()),
    every(600_000, "askForReports", () => askForReports()),
    every(60_000, "writeDigests", () => writeDigests()),
    every(3_600_000, "forgetStatusLinks", forgetStatusLinks),
    every(3_600_000, "forgetMail", () => forgetSentMail()),
    every(3_600_000, "forgetMobileCodes", () => forgetMobileCodes()),
    every(3_600_000, "forgetSeatImports", () => forgetSeatImports()),
  ];
  return {
    async stop() {
      await Promise.all(running.map((task) => task.stop()));
    },
  };
}

/** The sign of life that /api/health reads. */
async function beat(): Promise<void> {
  const beatAt = new Date();
  await db().heartbeat.upsert({ where: { name: "worker" }, create: { name: "worker", beatAt }, update: { beatAt } });
}
