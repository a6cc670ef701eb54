import { command, done, rawId } from "../../../platform/command.ts";
import { fail } from "../../../platform/errors/result.ts";
import { institutionOwner } from "../../owner.ts";
import { keepsAnOwner, mayOwn } from "../rules.ts";
import { ChangeMemberRole, LeaveInstitution, RemoveMember } from "../schema.ts";
import { closeTransfersOf, membershipOwner, openRoom, ownersOf, tell } from "../steps.ts";

/**
 * Gives a member another role and tells them. Errors: lastOwner, sharedMailbox (it may not own), alreadyDone, changedMeanwhile,
 * notFound (no member any more).
 */
export const changeMemberRole = command({
  action: "institutions.changeMemberRole",
  schema: ChangeMemberRole,
  owner: (db, raw, actor) => membershipOwner(db, rawId(raw, "membershipId"), actor),
  run: async ({ tx, actor, input, now }) => {
    const { membershipId: id, version, role } = input;
    const { institutionId } = await tx.membership.findUniqueOrThrow({ where: { id } });
    const opened = await openRoom(tx, actor, "institutions.changeMemberRole", { institutionId });
    if (!opened.ok) return opened;
    const { members } = opened.value;
    const member = members.find((one) => one.id === id);
    if (!member) return fail("notFound");
    if (member.role === role) return fail("alreadyDone");
    if (role === "OWNER" && !mayOwn(member)) return fail("sharedMailbox");
    if (role !== "OWNER" && !keepsAnOwner(members, member.userId)) return fail("lastOwner");
    const { count } = await tx.membership.updateMany({
      where: { id, role: member.role, endedAt: null, version },
      data: { role, version: { increment: 1 } },
    });
    if (count === 0) return fail("changedMeanwhile");
    await closeTransfersOf(tx, institutionId, member.userId, now);
    if (member.userId !== actor.userId) await tell(tx, opened.value, [member.user], "memberRoleChanged", { role });
    const subject = { kind: "institution" as const, id: institutionId };
    return done({ institutionId }, subject, { member: member.userId, from: member.role, to: role });
  },
});

/** Ends somebody's membership and tells them. Errors: lastOwner, changedMeanwhile, notFound (no member any more). */
export const removeMember = command({
  action: "institutions.removeMember",
  schema: RemoveMember,
  owner: (db, raw, actor) => membershipOwner(db, rawId(raw, "membershipId"), actor),
  run: async ({ tx, actor, input, now }) => {
    const { membershipId: id, version } = input;
    const { institutionId } = await tx.membership.findUniqueOrThrow({ where: { id } });
    const opened = await openRoom(tx, actor, "institutions.removeMember", { institutionId });
    if (!opened.ok) return opened;
    const { members } = opened.value;
    const member = members.find((one) => one.id === id);
    if (!member) return fail("notFound");
    if (!keepsAnOwner(members, member.userId)) return fail("lastOwner");
    const { count } = await tx.membership.updateMany({
      where: { id, endedAt: null, version },
      data: { endedAt: now, version: { increment: 1 } },
    });
    if (count === 0) return fail("changedMeanwhile");
    await closeTransfersOf(tx, institutionId, member.userId, now);
    await tell(tx, opened.value, [member.user], "memberRemoved", {}, "/institutions");
    return done({ institutionId }, { kind: "institution", id: institutionId }, { member: member.userId });
  },
});

/** Ends one's own membership and tells the owners. Errors: lastOwner, changedMeanwhile. */
export const leaveInstitution = command({
  action: "institutions.leave",
  schema: LeaveInstitution,
  owner: institutionOwner,
  run: async ({ tx, actor, input, now }) => {
    const { institutionId, version } = input;
    const opened = await openRoom(tx, actor, "institutions.leave", { institutionId });
    if (!opened.ok) return opened;
    const room = opened.value;
    if (!keepsAnOwner(room.members, actor.userId)) return fail("lastOwner");
    const { count } = await tx.membership.updateMany({
      where: { institutionId, userId: actor.userId, endedAt: null, version },
      data: { endedAt: now, version: { increment: 1 } },
    });
    if (count === 0) return fail("changedMeanwhile");
    await closeTransfersOf(tx, institutionId, actor.userId, now);
    await tell(tx, room, ownersOf(room, actor.userId), "memberLeft", { name: actor.name });
    return done({ institutionId }, { kind: "institution", id: institutionId }, { member: actor.userId });
  },
});
