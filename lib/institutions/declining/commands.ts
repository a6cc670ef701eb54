import { isClose, type Judge } from "../../desk/closeness.ts";
import { passLease } from "../../desk/steps.ts";
import { linkTo } from "../../notifications/link.ts";
import { notify } from "../../notifications/steps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import type { Ownership } from "../../platform/auth/permissions.ts";
import { command, done, rawId } from "../../platform/command.ts";
import type { Db, Tx } from "../../platform/db/client.ts";
import type { Institution } from "../../platform/db/generated/client.ts";
import { fail, ok, type Result } from "../../platform/errors/result.ts";
import { inLanguage } from "../../platform/i18n/inLanguage.ts";
import { openCheck } from "../checking.ts";
import { institutionOwner, ownedBy } from "../owner.ts";
import { allows } from "../rules.ts";
import { institutionRecipients, lockInstitution } from "../steps.ts";
import { CancelDecline, ConfirmDecline, ProposeDecline } from "./schema.ts";
import { isDeclineProposed } from "./steps.ts";
import { declineWords } from "./words.ts";

/** The `owner` of commands on one decline: whose the institution is. */
async function declineOwner(db: Db, raw: unknown, actor: Actor): Promise<Ownership | undefined> {
  const id = rawId(raw, "declineId");
  const row = id && (await db.registrationDecline.findUnique({ where: { id }, select: { institutionId: true } }));
  return row ? ownedBy(actor, "institutions.read", row.institutionId) : undefined;
}

/**
 * An administrator proposes that a registration is refused for good, with a coded reason and what was found. Until another one
 * carries it out or it is dropped, nobody verifies it or sends it back.
 * Errors: conflictOfInterest, wrongState, changedMeanwhile, caseHeld, declineProposed, reasonRequired and evidenceRequired (in
 * `fields`).
 */
export const proposeDecline = command({
  action: "institutions.proposeDecline",
  schema: ProposeDecline,
  owner: institutionOwner,
  run: async ({ tx, actor, input, now }) => {
    const { reason, evidence } = input;
    // Whoever found it genuine first may think better of it.
    const opened = await openCheck(tx, actor, input, now, true);
    if (!opened.ok) return opened;
    const { id, state, version } = opened.value.institution;
    if (await isDeclineProposed(tx, id)) return fail("declineProposed");
    const { count } = await tx.institution.updateMany({
      where: { id, state, version },
      data: { version: { increment: 1 } },
    });
    if (count === 0) return fail("changedMeanwhile");
    const decline = await tx.registrationDecline.create({
      data: { institutionId: id, reason, evidence, proposedById: actor.userId, proposedAt: now },
      select: { id: true },
    });
    return done(
      { institutionId: id, declineId: decline.id },
      { kind: "institution", id },
      { decline: decline.id, reason },
    );
  },
});

/**
 * Another administrator carries the decline out: the registration is over, stays on record, and holds no name, number or domain
 * against a later one. Errors: alreadyDone, sameOfficer, conflictOfInterest, wrongState, caseHeld, changedMeanwhile.
 */
export const confirmDecline = command({
  action: "institutions.confirmDecline",
  schema: ConfirmDecline,
  owner: declineOwner,
  run: async ({ tx, actor, input, now }) => {
    const opened = await open(tx, actor, input.declineId, now);
    if (!opened.ok) return opened;
    const { institution, decline } = opened.value;
    if (!allows(institution.state, "institutions.confirmDecline")) return fail("wrongState");
    if (decline.proposedById === actor.userId) return fail("sameOfficer");
    const { id } = institution;
    const free = await passLease(tx, { institutionId: id }, actor.userId, now);
    if (!free.ok) return free;
    const closed = await close(tx, actor.userId, input, "CONFIRMED", now);
    if (!closed.ok) return closed;
    await tx.institution.update({
      where: { id },
      data: { state: "DECLINED", version: { increment: 1 }, dueAt: null },
    });
    const { reason, evidence } = decline;
    for (const recipient of await institutionRecipients(tx, id))
      await notify(tx, {
        ...recipient,
        letter: "institutionDeclined",
        values: (locale) => ({
          institution: inLanguage(locale, institution.name, institution.nameUr),
          ...declineWords(locale, reason),
          evidence,
          link: linkTo(`/institutions/${id}`, locale),
        }),
      });
    return done({ institutionId: id }, { kind: "institution", id }, { decline: decline.id, reason });
  },
});

/** An administrator drops the proposal: the registration waits for officers as before. Errors: alreadyDone, conflictOfInterest, changedMeanwhile. */
export const cancelDecline = command({
  action: "institutions.cancelDecline",
  schema: CancelDecline,
  owner: declineOwner,
  run: async ({ tx, actor, input, now }) => {
    const opened = await open(tx, actor, input.declineId, now);
    if (!opened.ok) return opened;
    const { id } = opened.value.institution;
    const closed = await close(tx, actor.userId, input, "CANCELLED", now);
    return closed.ok ? done({ institutionId: id }, { kind: "institution", id }, { decline: input.declineId }) : closed;
  },
});

/** The decline, open, and its institution, locked; nobody acts on one that they stand close to. */
async function open(
  tx: Tx,
  officer: Judge,
  declineId: string,
  now: Date,
): Promise<
  Result<{ institution: Institution; decline: { id: string; reason: string; evidence: string; proposedById: string } }>
> {
  const { institutionId } = await tx.registrationDecline.findUniqueOrThrow({ where: { id: declineId } });
  const institution = await lockInstitution(tx, institutionId);
  if (!institution) return fail("notFound");
  const decline = await tx.registrationDecline.findUniqueOrThrow({ where: { id: declineId } });
  if (decline.state !== "PROPOSED") return fail("alreadyDone");
  if (await isClose(tx, officer, institutionId, now)) return fail("conflictOfInterest");
  return ok({ institution, decline });
}

async function close(
  tx: Tx,
  closedById: string,
  { declineId: id, version }: { declineId: string; version: number },
  state: "CONFIRMED" | "CANCELLED",
  closedAt: Date,
): Promise<Result<void>> {
  const { count } = await tx.registrationDecline.updateMany({
    where: { id, state: "PROPOSED", version },
    data: { state, closedById, closedAt, version: { increment: 1 } },
  });
  return count === 0 ? fail("changedMeanwhile") : ok(undefined);
}
