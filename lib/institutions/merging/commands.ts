import { isClose, type Judge } from "../../desk/closeness.ts";
import { linkTo } from "../../notifications/link.ts";
import { notify } from "../../notifications/steps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import type { Ownership } from "../../platform/auth/permissions.ts";
import { command, done, rawId } from "../../platform/command.ts";
import type { Db, Tx } from "../../platform/db/client.ts";
import type { Institution } from "../../platform/db/generated/client.ts";
import { fail, ok, type Result } from "../../platform/errors/result.ts";
import { inLanguage } from "../../platform/i18n/inLanguage.ts";
import { institutionOwner, ownedBy } from "../owner.ts";
import { CancelMerge, ConfirmMerge, ProposeMerge } from "../schema.ts";
import { institutionRecipients, lockInstitution } from "../steps.ts";
import { obstacleToMerge } from "./rules.ts";
import { moveEverything, unsettled } from "./steps.ts";

/** The `owner` of commands on one merge: whose the institution is that goes. */
async function mergeOwner(db: Db, raw: unknown, actor: Actor): Promise<Ownership | undefined> {
  const id = rawId(raw, "mergeId");
  const row = id && (await db.institutionMerge.findUnique({ where: { id }, select: { fromId: true } }));
  return row ? ownedBy(actor, "institutions.read", row.fromId) : undefined;
}

/**
 * An administrator proposes that one institution was registered twice: `institutionId` goes, `intoId` stays. Nothing moves yet.
 * Errors: nothingChosen and notFound (of `intoId`), conflictOfInterest, wrongState, otherSector, changeUnderway (one of the two
 * is in another proposal), changedMeanwhile.
 */
export const proposeMerge = command({
  action: "institutions.proposeMerge",
  schema: ProposeMerge,
  owner: institutionOwner,
  run: async ({ tx, actor, input, now }) => {
    const { institutionId, intoId, version, reason } = input;
    const opened = await open(tx, actor, institutionId, intoId, now);
    if (!opened.ok) return opened;
    const ids = [institutionId, intoId];
    const others = await tx.institutionMerge.count({
      where: { state: "PROPOSED", OR: [{ fromId: { in: ids } }, { intoId: { in: ids } }] },
    });
    if (others > 0) return fail("changeUnderway");
    if (opened.value.from.version !== version) return fail("changedMeanwhile");
    const { id } = await tx.institutionMerge.create({
      data: { fromId: institutionId, intoId, reason, proposedById: actor.userId, proposedAt: now },
      select: { id: true },
    });
    return done(
      { institutionId, mergeId: id },
      { kind: "institution", id: institutionId },
      { merge: id, into: intoId },
    );
  },
});

/**
 * Another administrator carries the merge out: everything of the one becomes the other's, and its address leads there.
 * Errors: alreadyDone, sameOfficer, conflictOfInterest, wrongState, otherSector, changeUnderway (a decision is on its way),
 * applicationsInBoth, membersFull, changedMeanwhile.
 */
export const confirmMerge = command({
  action: "institutions.confirmMerge",
  schema: ConfirmMerge,
  confirmed: (input) => input,
  owner: mergeOwner,
  run: async ({ tx, actor, input, now }) => {
    const { mergeId: id, version } = input;
    const { fromId, intoId } = await tx.institutionMerge.findUniqueOrThrow({ where: { id } });
    const opened = await open(tx, actor, fromId, intoId, now);
    const merge = await tx.institutionMerge.findUniqueOrThrow({ where: { id } });
    if (merge.state !== "PROPOSED") return fail("alreadyDone");
    if (!opened.ok) return opened;
    if (merge.proposedById === actor.userId) return fail("sameOfficer");
    const { from, into } = opened.value;
    const obstacle = await unsettled(tx, fromId, intoId);
    if (obstacle) return fail(obstacle);
    const { count } = await tx.institutionMerge.updateMany({
      where: { id, state: "PROPOSED", version },
      data: { state: "CONFIRMED", closedById: actor.userId, closedAt: now, version: { increment: 1 } },
    });
    if (count === 0) return fail("changedMeanwhile");
    const readers = [...(await institutionRecipients(tx, fromId)), ...(await institutionRecipients(tx, intoId))];
    await tx.institution.update({
      where: { id: fromId },
      data: { state: "MERGED", mergedIntoId: intoId, version: { increment: 1 } },
    });
    await moveEverything(tx, from, into, now);
    await tx.institution.update({
      where: { id: intoId },
      data: {
        identifierKeys: [...new Set([...into.identifierKeys, ...from.identifierKeys])],
        version: { increment: 1 },
      },
    });
    await tell(tx, readers, from, into);
    return done({ institutionId: intoId }, { kind: "institution", id: fromId }, { merge: id, into: intoId });
  },
});

/** An administrator drops the proposal; both institutions stay as they are. Errors: alreadyDone, conflictOfInterest, changedMeanwhile. */
export const cancelMerge = command({
  action: "institutions.cancelMerge",
  schema: CancelMerge,
  owner: mergeOwner,
  run: async ({ tx, actor, input, now }) => {
    const { mergeId: id, version } = input;
    const { fromId, intoId, state } = await tx.institutionMerge.findUniqueOrThrow({ where: { id } });
    if (state !== "PROPOSED") return fail("alreadyDone");
    if (await isClose(tx, actor, [fromId, intoId], now)) return fail("conflictOfInterest");
    const { count } = await tx.institutionMerge.updateMany({
      where: { id, state, version },
      data: { state: "CANCELLED", closedById: actor.userId, closedAt: now, version: { increment: 1 } },
    });
    if (count === 0) return fail("changedMeanwhile");
    return done({ institutionId: fromId }, { kind: "institution", id: fromId }, { merge: id });
  },
});

/** Both institutions, locked in the order of their ids so that two merges never wait for each other; nobody acts on one that they stand close to. */
async function open(
  tx: Tx,
  officer: Judge,
  fromId: string,
  intoId: string,
  now: Date,
): Promise<Result<{ from: Institution; into: Institution }>> {
  const locked = new Map<string, Institution>();
  for (const id of [fromId, intoId].sort()) {
    const institution = await lockInstitution(tx, id);
    if (institution && institution.state !== "DRAFT") locked.set(id, institution);
  }
  const [from, into] = [locked.get(fromId), locked.get(intoId)];
  if (!from || !into) return fail("notFound");
  if (await isClose(tx, officer, [fromId, intoId], now)) return fail("conflictOfInterest");
  const obstacle = obstacleToMerge(from, into);
  return obstacle ? fail(obstacle) : ok({ from, into });
}

async function tell(
  tx: Tx,
  readers: readonly { to: string; locale: "en" | "ur" }[],
  from: Institution,
  into: Institution,
): Promise<void> {
  const told = new Set<string>();
  for (const { to, locale } of readers) {
    if (told.has(to)) continue;
    told.add(to);
    await notify(tx, {
      ...{ to, locale, letter: "institutionMerged" },
      values: (locale) => ({
        from: inLanguage(locale, from.name, from.nameUr),
        into: inLanguage(locale, into.name, into.nameUr),
        link: linkTo(`/institutions/${into.id}`, locale),
      }),
    });
  }
}
