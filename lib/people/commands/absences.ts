import { heldAt } from "../../platform/auth/held.ts";
import { may } from "../../platform/auth/permissions.ts";
import { command, done, rawId } from "../../platform/command.ts";
import { fail } from "../../platform/errors/result.ts";
import { rolesLeftShort } from "../quorum.ts";
import { areDatesSound, dayBegins, dayEnds, longestDays } from "../rules.ts";
import { EndAbsence, MarkAbsence } from "../schema.ts";

/**
 * Marks an official's leave, the last day included: one's own, or as an administrator anybody's. Nobody is given reviews in it,
 * nor counted as somebody who can act. Errors: datesInvalid, wrongState (no official), duplicate (it overlaps with another),
 * leaveBreaksQuorum (too few would be left to decide; with `despite` it is marked all the same).
 */
export const markAbsence = command({
  action: "people.markAbsence",
  schema: MarkAbsence,
  owner: async (_db, raw) => {
    const userId = rawId(raw, "userId");
    return userId ? { userId } : {};
  },
  async run({ tx, actor, input, now }) {
    const { userId, from, until } = input;
    if (!areDatesSound(from, until, longestDays.absence, now))
      return fail("invalidInput", { fields: { until: "datesInvalid" } });
    // Two at once take turns, so that the second sees the first.
    const locked = await tx.$queryRaw<unknown[]>`select 1 from "User" where id = ${userId}::uuid for update`;
    if (locked.length === 0) return fail("notFound");
    if ((await tx.roleGrant.count({ where: { userId, ...heldAt(now) } })) === 0) return fail("wrongState");
    const dates = { startsAt: dayBegins(from), endsAt: dayEnds(until) };
    const overlapping = await tx.absence.count({
      where: { userId, endedAt: null, startsAt: { lt: dates.endsAt }, endsAt: { gt: dates.startsAt } },
    });
    if (overlapping > 0) return fail("duplicate");
    const lacks = await rolesLeftShort(tx, userId, dates);
    if (lacks.length > 0 && !input.despite) return fail("leaveBreaksQuorum");
    const { id } = await tx.absence.create({ data: { userId, createdById: actor.userId, ...dates } });
    return done({ userId, absenceId: id }, { kind: "user", id: userId }, { absenceId: id, from, until, lacks });
  },
});

/** Ends a leave early, or takes it back before it began. Errors: notFound, alreadyDone. */
export const endAbsence = command({
  action: "people.endAbsence",
  schema: EndAbsence,
  // Whoever neither takes the leave nor reads of everybody's learns nothing of it, not even that it is there.
  owner: async (db, raw, actor) => {
    const id = rawId(raw, "absenceId");
    const absence = id && (await db.absence.findUnique({ where: { id }, select: { userId: true } }));
    if (!absence) return undefined;
    return may(actor, "people.read") || may(actor, "people.endAbsence", absence) ? absence : undefined;
  },
  async run({ tx, input, now }) {
    const absence = await tx.absence.findUniqueOrThrow({ where: { id: input.absenceId } });
    const { count } = await tx.absence.updateMany({
      where: { id: absence.id, endedAt: null, endsAt: { gt: now } },
      data: { endedAt: now },
    });
    if (count === 0) return fail("alreadyDone");
    const { id: absenceId, userId } = absence;
    return done({ userId }, { kind: "user", id: userId }, { absenceId });
  },
});
