import { withdrawApplication } from "../../lib/applications/commands.ts";
import { findWaitingPlace, waitlists } from "../../lib/batches/queries.ts";
import { db } from "../../lib/platform/db/client.ts";
import type { Wish } from "./apply.mts";
import { applicationNow } from "./facts.mts";
import { must } from "./must.mts";
import type { Member } from "./onboard.mts";
import { withStory } from "./stories.mts";

/** Those who ask for one seat more when no place is left, and have not yet. */
export async function lateWishes(members: readonly Member[]): Promise<Wish[]> {
  const known = await db().application.findMany({
    where: {
      OR: [{ waiting: { isNot: null } }, { state: { in: ["SUBMITTED", "IN_REVIEW", "REVIEWED", "PROPOSED"] } }],
    },
    select: { institutionId: true },
  });
  return withStory(members, "waits", "waitsAndLeaves")
    .filter(({ institutionId }) => !known.some((one) => one.institutionId === institutionId))
    .map((member) => ({ member, seats: 1 }));
}

/** Somebody who waits takes their application back: those behind them move up. */
export async function leaveWaitlist(member: Member): Promise<void> {
  const { institutionId, name, person } = member;
  const own = await db().application.findFirst({ where: { institutionId, state: "WAITLISTED" } });
  if (!own) return;
  const { version } = await applicationNow(own.id);
  must(await withdrawApplication(person, { applicationId: own.id, version }), `${name} leaves the waitlist`);
  if (await findWaitingPlace(person, own.id)) throw new Error(`${name} has left the waitlist and stands on it`);
}

/** The published waitlist against what it is made of: by phase, score, submission and receipt, without a name. */
export async function wrongWaitlist(): Promise<string[]> {
  const entries = await db().waitlistEntry.findMany({
    where: { application: { state: "WAITLISTED" } },
    include: { application: { include: { institution: true, phase: true } } },
  });
  const { lists } = await waitlists(null);
  const wrong: string[] = [];
  for (const { sector, rows } of lists) {
    const expected = entries
      .filter(({ application }) => application.institution.sector === sector)
      .sort(
        (one, other) =>
          one.application.phase.opensAt.getTime() - other.application.phase.opensAt.getTime() ||
          (other.score ?? -1) - (one.score ?? -1) ||
          Number(one.application.submittedAt) - Number(other.application.submittedAt) ||
          ((one.application.receipt ?? "") < (other.application.receipt ?? "") ? -1 : 1),
      )
      .map(({ application }, i) => `${i + 1} ${application.receipt}`);
    const said = rows.map(({ position, receipt }) => `${position} ${receipt}`);
    if (said.join() !== expected.join())
      wrong.push(`the waitlist of ${sector} is ${said.join()}, not ${expected.join()}`);
  }
  const told = lists.reduce((sum, { rows }) => sum + rows.length, 0);
  if (told !== entries.length) wrong.push(`${told} stand on the waitlist, ${entries.length} wait`);
  const published = JSON.stringify(lists);
  if (entries.some(({ application }) => published.includes(JSON.stringify(application.institution.name))))
    wrong.push("the waitlist names an institution");
  return wrong;
}
