import { linkTo } from "../../notifications/link.ts";
import { type MailKey, notify } from "../../notifications/steps.ts";
import { holdersOf } from "../../people/letters.ts";
import { heldAt } from "../../platform/auth/held.ts";
import type { Tx } from "../../platform/db/client.ts";
import type { ProgrammeChange } from "../../platform/db/generated/client.ts";
import { inLanguage } from "../../platform/i18n/inLanguage.ts";
import { Eligibility } from "../schema.ts";
import { allDays, daysShown } from "../stepDays.ts";
import type { Present } from "./rules.ts";

/**
 * A programme as it is now, locked until the transaction ends so that nothing is reserved and no other change is carried out
 * meanwhile; null where there is none.
 */
export async function lockProgramme(tx: Tx, programmeId: string, now: Date): Promise<Present | null> {
  await tx.$queryRaw`SELECT 1 FROM "Programme" WHERE id = ${programmeId}::uuid FOR NO KEY UPDATE`;
  return presentOf(tx, programmeId, now);
}

/** A programme as it is now, as far as changes look at it. */
export async function presentOf(tx: Tx, programmeId: string, now: Date): Promise<Present | null> {
  const programme = await tx.programme.findUnique({
    where: { id: programmeId },
    include: {
      quotas: true,
      phases: {
        orderBy: { opensAt: "asc" },
        include: { applications: { where: { submittedAt: { not: null } }, select: { id: true }, take: 1 } },
      },
      quorumRules: { orderBy: { above: "asc" } },
      rubrics: { where: { state: "PUBLISHED" }, select: { version: true } },
      stepDays: daysShown,
    },
  });
  if (!programme) return null;
  const approvers = await tx.user.count({ where: { grants: { some: { role: "APPROVER", ...heldAt(now) } } } });
  const { places, quotas, phases, quorumRules, rubrics, stepDays } = programme;
  return {
    ...{ places, quotas, quorum: quorumRules, approvers, rubrics: rubrics.map(({ version }) => version) },
    days: allDays(now, stepDays),
    phases: phases.map(({ applications, eligibility, ...phase }) => ({
      ...phase,
      eligibility: Eligibility.parse(eligibility),
      hasApplications: applications.length > 0,
    })),
  };
}

/** Tells the other administrators of a change; with `approvers`, those too. */
export async function tellOfProgrammeChange(
  tx: Tx,
  change: ProgrammeChange,
  letter: Extract<MailKey, `programmeChange${string}`>,
  options: { except: string; approvers: boolean; now: Date },
): Promise<void> {
  const { nameEn, nameUr } = await tx.programme.findUniqueOrThrow({ where: { id: change.programmeId } });
  const readers = await holdersOf(
    tx,
    options.approvers ? ["ADMINISTRATOR", "APPROVER"] : ["ADMINISTRATOR"],
    options.now,
  );
  for (const { id, email, locale } of readers) {
    if (email === null || id === options.except) continue;
    await notify(tx, {
      to: email,
      locale,
      letter,
      values: (locale) => ({
        kind: change.kind,
        programme: inLanguage(locale, nameEn, nameUr),
        reason: change.reason,
        link: linkTo(`/desk/programmes/${change.programmeId}`, locale),
      }),
    });
  }
}
