import { may } from "../../platform/auth/permissions.ts";
import { command, done, rawId } from "../../platform/command.ts";
import { roleDelaySeconds } from "../../platform/config.ts";
import type { Tx } from "../../platform/db/client.ts";
import type { RoleChange } from "../../platform/db/generated/client.ts";
import { fail } from "../../platform/errors/result.ts";
import { tellOfChange } from "../letters.ts";
import { confirmedTo, effectOf, isOffer, isRoleChangeStep } from "../rules.ts";
import { DecideRoleChange } from "../schema.ts";
import { giveRole, lockRoles, obstacleNow, proposerStands } from "../standing.ts";

/**
 * The second person's word on exactly the change that was looked at. A proposal then waits out the delay; a suspension is final.
 * Errors: confirmationNeeded, notFound, wrongState, changedMeanwhile, sameOfficer (who proposed it, whom it concerns or who is stood in for),
 * officerLeft (whoever proposed it may not any more), datesPassed, and whatever stands in the way of the change by now.
 */
export const confirmRoleChange = command({
  action: "people.confirmChange",
  schema: DecideRoleChange,
  confirmed: (input) => input,
  async run({ tx, actor, input, now }) {
    await lockRoles(tx);
    const change = await tx.roleChange.findUnique({ where: { id: input.changeId } });
    if (!change) return fail("notFound");
    const to = confirmedTo(change.state);
    if (!to || !isRoleChangeStep(change.state, to)) return fail("wrongState");
    if (change.version !== input.version) return fail("changedMeanwhile");
    if ([change.proposedById, change.userId, change.deputyForId].includes(actor.userId)) return fail("sameOfficer");
    if (to === "CONFIRMED") {
      if (!(await proposerStands(tx, change, now))) return fail("officerLeft");
      const obstacle = await obstacleNow(tx, change, now);
      if (obstacle) return fail(obstacle);
    }
    const effectiveAt = to === "CONFIRMED" ? effectOf(now, roleDelaySeconds(), change.startsAt) : change.effectiveAt;
    if (to === "CONFIRMED" && change.endsAt && effectiveAt && change.endsAt <= effectiveAt) return fail("datesPassed");
    const confirmed = await move(tx, change, {
      state: to,
      confirmedById: actor.userId,
      confirmedAt: now,
      effectiveAt,
      ...(to === "APPLIED" && { closedAt: now, closedById: actor.userId }),
    });
    if (!confirmed) return fail("changedMeanwhile");
    const letter = to === "CONFIRMED" ? "roleChangeConfirmed" : "roleChangeApplied";
    await tellOfChange(tx, confirmed, letter, now, { concerned: true, except: actor.userId });
    const { id: changeId, kind, role, userId } = change;
    const isFinal = to === "APPLIED";
    return done({ userId, isFinal, effectiveAt }, { kind: "user", id: userId }, { kind, role, changeId });
  },
});

/**
 * Stops a change before it takes effect, or lifts a suspension, which gives the role back as it was. Any administrator but the
 * person concerned may, and whoever proposed it. Errors: notFound, sameOfficer, wrongState, changedMeanwhile, roleConflict (the
 * role cannot come back beside another by now).
 */
export const cancelRoleChange = command({
  action: "people.cancelChange",
  schema: DecideRoleChange,
  // Whoever neither proposed it nor reads all of them learns nothing of it, not even that it is there.
  owner: async (db, raw, actor) => {
    const id = rawId(raw, "changeId");
    const change = id && (await db.roleChange.findUnique({ where: { id }, select: { proposedById: true } }));
    if (!change) return undefined;
    const owner = { userId: change.proposedById };
    return may(actor, "people.read") || may(actor, "people.cancelChange", owner) ? owner : undefined;
  },
  async run({ tx, actor, input, now }) {
    await lockRoles(tx);
    const change = await tx.roleChange.findUniqueOrThrow({ where: { id: input.changeId } });
    if (change.userId === actor.userId) return fail("sameOfficer");
    if (!isRoleChangeStep(change.state, "CANCELLED")) return fail("wrongState");
    if (change.version !== input.version) return fail("changedMeanwhile");
    // A suspension is not lifted by somebody who was an official when they ordered it and is none any more.
    if (change.state === "IN_FORCE" && !actor.roles.includes("ADMINISTRATOR")) return fail("notAllowed");
    const cancelled = await move(tx, change, { state: "CANCELLED", closedById: actor.userId, closedAt: now });
    if (!cancelled) return fail("changedMeanwhile");
    if (change.state === "IN_FORCE" && (change.endsAt === null || change.endsAt > now)) {
      const obstacle = await obstacleNow(tx, { ...change, kind: "GRANT" }, now);
      if (obstacle) return fail(obstacle);
      await giveRole(tx, change, now);
    }
    const concerned = change.state !== "PROPOSED";
    await tellOfChange(tx, cancelled, "roleChangeCancelled", now, { concerned, except: actor.userId });
    const { id: changeId, kind, role, state, userId } = change;
    return done({ userId }, { kind: "user", id: userId }, { kind, role, changeId, from: state });
  },
});

/**
 * The person's own no to a role that was offered to them, as long as it has not taken effect: nobody holds an office against
 * their will. To everybody else there is no such offer. Errors: notFound, wrongState, changedMeanwhile.
 */
export const declineRole = command({
  action: "people.declineRole",
  schema: DecideRoleChange,
  owner: async (db, raw, actor) => {
    const id = rawId(raw, "changeId");
    const change = id && (await db.roleChange.findUnique({ where: { id }, select: { userId: true } }));
    return change && actor?.kind === "person" && change.userId === actor.userId ? change : undefined;
  },
  async run({ tx, input, actor, now }) {
    await lockRoles(tx);
    const change = await tx.roleChange.findUniqueOrThrow({ where: { id: input.changeId } });
    if (!isOffer(change.kind, change.state)) return fail("wrongState");
    if (change.version !== input.version) return fail("changedMeanwhile");
    const declined = await move(tx, change, { state: "CANCELLED", closedById: actor.userId, closedAt: now });
    if (!declined) return fail("changedMeanwhile");
    await tellOfChange(tx, declined, "roleChangeDeclined", now, {
      concerned: change.deputyForId !== null,
      except: actor.userId,
    });
    const { id: changeId, kind, role, state, userId } = change;
    return done({ userId }, { kind: "user", id: userId }, { kind, role, changeId, from: state });
  },
});

/** The change in its next state, or null when somebody was faster. */
async function move(tx: Tx, change: RoleChange, data: Partial<RoleChange>): Promise<RoleChange | null> {
  const { id, state, version } = change;
  const { count } = await tx.roleChange.updateMany({
    where: { id, state, version },
    data: { ...data, version: { increment: 1 } },
  });
  return count === 0 ? null : tx.roleChange.findUniqueOrThrow({ where: { id } });
}
