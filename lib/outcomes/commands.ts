import { isClose } from "../desk/closeness.ts";
import { institutionOwner, ownedBy } from "../institutions/owner.ts";
import { lockInstitution } from "../institutions/steps.ts";
import type { Actor } from "../platform/auth/actor.ts";
import type { Ownership } from "../platform/auth/permissions.ts";
import { command, done, rawId } from "../platform/command.ts";
import type { Db } from "../platform/db/client.ts";
import { fail } from "../platform/errors/result.ts";
import { allowsEntry, entriesAtMost, stateWritten, unsoundDay } from "./rules.ts";
import { AddEntry, ConfirmReport, CorrectEntry, HideEntry, RemoveEntry, RestoreEntry } from "./schema.ts";
import { changeEntry, keepWords, noteReported, tellInstitution, wordsOf } from "./steps.ts";

/** The `owner` of commands on one entry: its institution's. What was removed is there for nobody. */
async function entryOwner(db: Db, raw: unknown, actor: Actor): Promise<Ownership | undefined> {
  const id = rawId(raw, "entryId");
  const row = id && (await db.outcomeEntry.findFirst({ where: { id, state: { not: "REMOVED" } } }));
  return row ? ownedBy(actor, "outcomes.read", row.institutionId) : undefined;
}

/**
 * An institution reports something that was built, or people who were trained, with licences of a programme.
 * Errors: daysToCome (in a field), nothingChosen (in `programmeId`: it has no licence of that programme), alreadyDone, reportFull.
 */
export const addEntry = command({
  action: "outcomes.add",
  schema: AddEntry,
  owner: institutionOwner,
  run: async ({ tx, actor, input, now }) => {
    const { institutionId, programmeId, key: id, kind } = input;
    const day = unsoundDay(input, now);
    if (day) return fail("invalidInput", { fields: { [day]: "daysToCome" } });
    const institution = await lockInstitution(tx, institutionId);
    if (!institution || institution.state === "MERGED") return fail("notFound");
    const certified = { institutionId, programmeId, state: { not: "PENDING" as const } };
    if ((await tx.licence.count({ where: certified })) === 0)
      return fail("invalidInput", { fields: { programmeId: "nothingChosen" } });
    if ((await tx.outcomeEntry.count({ where: { id } })) > 0) return fail("alreadyDone");
    if ((await tx.outcomeEntry.count({ where: { institutionId, state: { not: "REMOVED" } } })) >= entriesAtMost)
      return fail("reportFull", { values: { most: entriesAtMost } });
    const state = stateWritten(null, input.publish === "yes");
    const words = wordsOf(input);
    await tx.outcomeEntry.create({
      data: { id, institutionId, programmeId, kind, state, ...words, createdAt: now, changedAt: now },
    });
    await keepWords(tx, { id, version: 0 }, words, state, actor.userId, now);
    await noteReported(tx, institutionId, now);
    return done({ institutionId, entryId: id }, { kind: "outcomeEntry", id }, { kind, state });
  },
});

/**
 * An institution corrects what it reported; how it read before is kept. What is hidden stays hidden.
 * Errors: daysToCome (in a field), invalidInput (another kind), wrongState, changedMeanwhile.
 */
export const correctEntry = command({
  action: "outcomes.correct",
  schema: CorrectEntry,
  owner: entryOwner,
  run: async ({ tx, actor, input, now }) => {
    const { entryId: id, version } = input;
    const day = unsoundDay(input, now);
    if (day) return fail("invalidInput", { fields: { [day]: "daysToCome" } });
    const entry = await tx.outcomeEntry.findUniqueOrThrow({ where: { id } });
    if (entry.kind !== input.kind) return fail("invalidInput", { fields: { kind: "invalidInput" } });
    if (!allowsEntry(entry.state, "correct")) return fail("wrongState");
    const state = stateWritten(entry.state, input.publish === "yes");
    const words = wordsOf(input);
    const changed = await changeEntry(tx, { id, state: entry.state, version }, { ...words, state, changedAt: now });
    if (!changed.ok) return changed;
    await keepWords(tx, { id, version: version + 1 }, words, state, actor.userId, now);
    await noteReported(tx, entry.institutionId, now);
    return done({ institutionId: entry.institutionId, entryId: id }, { kind: "outcomeEntry", id }, { state });
  },
});

/** An institution removes an entry; it is shown nowhere from then on. Errors: wrongState, changedMeanwhile. */
export const removeEntry = command({
  action: "outcomes.remove",
  schema: RemoveEntry,
  owner: entryOwner,
  run: async ({ tx, input, now }) => {
    const { entryId: id, version } = input;
    const entry = await tx.outcomeEntry.findUniqueOrThrow({ where: { id } });
    if (!allowsEntry(entry.state, "remove")) return fail("wrongState");
    const removed = { state: "REMOVED", hiddenReason: null, changedAt: now } as const;
    const changed = await changeEntry(tx, { id, state: entry.state, version }, removed);
    if (!changed.ok) return changed;
    return done({ institutionId: entry.institutionId }, { kind: "outcomeEntry", id }, { before: entry.state });
  },
});

/** An institution says that its report is up to date: it is not asked again for half a year. Errors: wrongState (it has no licences). */
export const confirmReport = command({
  action: "outcomes.confirm",
  schema: ConfirmReport,
  owner: institutionOwner,
  run: async ({ tx, input: { institutionId }, now }) => {
    const certified = { institutionId, state: { not: "PENDING" as const } };
    if ((await tx.licence.count({ where: certified })) === 0) return fail("wrongState");
    await noteReported(tx, institutionId, now);
    return done({ institutionId }, { kind: "institution", id: institutionId });
  },
});

/**
 * An administrator hides what an institution has published, with a coded reason that it is told. Nobody hides what an institution says that they stand close to.
 * Errors: conflictOfInterest, wrongState, changedMeanwhile.
 */
export const hideEntry = command({
  action: "outcomes.hide",
  schema: HideEntry,
  owner: entryOwner,
  run: async ({ tx, actor, input, now }) => {
    const { entryId: id, version, reason } = input;
    const entry = await tx.outcomeEntry.findUniqueOrThrow({ where: { id }, include: { institution: true } });
    if (await isClose(tx, actor, entry.institutionId, now)) return fail("conflictOfInterest");
    if (!allowsEntry(entry.state, "hide")) return fail("wrongState");
    const hidden = { state: "HIDDEN", hiddenReason: reason } as const;
    const changed = await changeEntry(tx, { id, state: entry.state, version }, hidden);
    if (!changed.ok) return changed;
    await tellInstitution(tx, entry, "entryHidden", { reason });
    return done({ entryId: id }, { kind: "outcomeEntry", id }, { reason });
  },
});

/** An administrator shows again what was hidden. Errors as of `hideEntry`. */
export const restoreEntry = command({
  action: "outcomes.restore",
  schema: RestoreEntry,
  owner: entryOwner,
  run: async ({ tx, actor, input, now }) => {
    const { entryId: id, version } = input;
    const entry = await tx.outcomeEntry.findUniqueOrThrow({ where: { id }, include: { institution: true } });
    if (await isClose(tx, actor, entry.institutionId, now)) return fail("conflictOfInterest");
    if (!allowsEntry(entry.state, "restore")) return fail("wrongState");
    const shown = { state: "PUBLISHED", hiddenReason: null } as const;
    const changed = await changeEntry(tx, { id, state: entry.state, version }, shown);
    if (!changed.ok) return changed;
    await tellInstitution(tx, entry, "entryRestored");
    return done({ entryId: id }, { kind: "outcomeEntry", id });
  },
});
