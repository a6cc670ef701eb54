import { command, done, rawId } from "../../../platform/command.ts";
import { fail } from "../../../platform/errors/result.ts";
import { institutionOwner, ownedBy } from "../../owner.ts";
import { inviteHash, newInviteToken } from "../inviteToken.ts";
import { invitationDays, invitationsADay, membersAtMost } from "../rules.ts";
import { AcceptInvitation, InviteMember, WithdrawInvitation } from "../schema.ts";
import { enter, openRoom, ownersOf, tell } from "../steps.ts";

const day = 86_400_000;

/**
 * Invites an address to belong to the institution, by a letter whose link works once within fourteen days.
 * Errors: duplicate (a member, or invited already), membersFull, tooManyRequests.
 */
export const inviteMember = command({
  action: "institutions.inviteMember",
  schema: InviteMember,
  owner: institutionOwner,
  run: async ({ tx, actor, input, now }) => {
    const { institutionId, email, role } = input;
    const opened = await openRoom(tx, actor, "institutions.inviteMember", { institutionId });
    if (!opened.ok) return opened;
    const { members } = opened.value;
    if (members.some((member) => member.user.email === email))
      return fail("duplicate", { fields: { email: "duplicate" } });
    // One that ran out makes room for the next.
    await tx.invitation.updateMany({
      where: { institutionId, state: "OPEN", expiresAt: { lte: now } },
      data: { state: "WITHDRAWN", closedAt: now, version: { increment: 1 } },
    });
    const open = await tx.invitation.findMany({ where: { institutionId, state: "OPEN" }, select: { email: true } });
    if (open.some((invitation) => invitation.email === email))
      return fail("duplicate", { fields: { email: "duplicate" } });
    if (members.length + open.length >= membersAtMost) return fail("membersFull", { values: { most: membersAtMost } });
    const today = await tx.invitation.count({
      where: { institutionId, createdAt: { gt: new Date(now.getTime() - day) } },
    });
    if (today >= invitationsADay) return fail("tooManyRequests");

    const { token, hash } = newInviteToken();
    const { id } = await tx.invitation.create({
      data: {
        institutionId,
        email,
        role,
        shared: input.shared === "yes",
        tokenHash: hash,
        invitedById: actor.userId,
        createdAt: now,
        expiresAt: new Date(now.getTime() + invitationDays * day),
      },
      select: { id: true },
    });
    const known = await tx.user.findUnique({ where: { email }, select: { locale: true } });
    const reader = { email, locale: known?.locale ?? actor.locale };
    const values = { by: actor.name, role, days: invitationDays };
    await tell(tx, opened.value, [reader], "memberInvited", values, `/join/${token}`);
    return done({ invitationId: id }, { kind: "institution", id: institutionId }, { invitation: id, role });
  },
});

/** Takes an invitation back; its link leads nowhere from then on. Errors: alreadyDone, changedMeanwhile. */
export const withdrawInvitation = command({
  action: "institutions.withdrawInvitation",
  schema: WithdrawInvitation,
  owner: async (db, raw, actor) => {
    const id = rawId(raw, "invitationId");
    const row = id && (await db.invitation.findUnique({ where: { id }, select: { institutionId: true } }));
    return row ? ownedBy(actor, "institutions.read", row.institutionId) : undefined;
  },
  run: async ({ tx, actor, input, now }) => {
    const { invitationId: id, version } = input;
    const { institutionId } = await tx.invitation.findUniqueOrThrow({ where: { id } });
    const opened = await openRoom(tx, actor, "institutions.withdrawInvitation", { institutionId });
    if (!opened.ok) return opened;
    const { state } = await tx.invitation.findUniqueOrThrow({ where: { id }, select: { state: true } });
    if (state !== "OPEN") return fail("alreadyDone");
    const { count } = await tx.invitation.updateMany({
      where: { id, state, version },
      data: { state: "WITHDRAWN", closedAt: now, version: { increment: 1 } },
    });
    if (count === 0) return fail("changedMeanwhile");
    return done({ institutionId }, { kind: "institution", id: institutionId }, { invitation: id });
  },
});

/**
 * Accepts the invitation behind a link, for whoever is signed in with the address that it was sent to; accepting one's own
 * again gives the same. To everybody else it is not there, whatever became of it: notFound.
 * Errors: notFound, claimExpired, alreadyDone (a member by another way), membersFull.
 */
export const acceptInvitation = command({
  action: "institutions.acceptInvitation",
  schema: AcceptInvitation,
  run: async ({ tx, actor, input, now }) => {
    const tokenHash = inviteHash(input.token);
    const found = await tx.invitation.findUnique({ where: { tokenHash } });
    if (!found || found.email !== actor.email) return fail("notFound");
    const { institutionId } = found;
    const opened = await openRoom(tx, actor, "institutions.acceptInvitation", { institutionId });
    if (!opened.ok) return opened;
    const room = opened.value;
    const { id, role, shared, state, version, expiresAt } = await tx.invitation.findUniqueOrThrow({
      where: { tokenHash },
    });
    const isIn = room.members.some((member) => member.userId === actor.userId);
    const subject = { kind: "institution" as const, id: institutionId };
    if (state === "ACCEPTED" && isIn) return done({ institutionId }, subject, { repeated: true });
    if (state !== "OPEN" || role === "OWNER") return fail("notFound");
    if (now >= expiresAt) return fail("claimExpired");
    if (isIn) return fail("alreadyDone");
    const entered = await enter(tx, room, { userId: actor.userId, role, shared }, now);
    if (!entered.ok) return entered;
    const { count } = await tx.invitation.updateMany({
      where: { id, state, version },
      data: { state: "ACCEPTED", acceptedById: actor.userId, closedAt: now, version: { increment: 1 } },
    });
    if (count === 0) return fail("changedMeanwhile");
    await tell(tx, room, ownersOf(room), "memberJoined", { name: actor.name, role });
    return done({ institutionId }, subject, { invitation: id, role });
  },
});
