import type { Actor } from "../../../platform/auth/actor.ts";
import type { Ownership } from "../../../platform/auth/permissions.ts";
import { command, done, rawId } from "../../../platform/command.ts";
import type { Db } from "../../../platform/db/client.ts";
import { fail } from "../../../platform/errors/result.ts";
import { institutionOwner, ownedBy } from "../../owner.ts";
import { mayOwn } from "../rules.ts";
import { AcceptTransfer, CloseTransfer, ProposeTransfer } from "../schema.ts";
import { openRoom, tell } from "../steps.ts";

/** A transfer is the institution's, and the one's whom it names. */
async function transferOwner(db: Db, raw: unknown, actor: Actor): Promise<Ownership | undefined> {
  const id = rawId(raw, "transferId");
  const row = id && (await db.ownershipTransfer.findUnique({ where: { id } }));
  const owned = row ? ownedBy(actor, "institutions.read", row.institutionId) : undefined;
  return row && owned ? { ...owned, userId: row.toId } : undefined;
}

/**
 * An owner offers their ownership to another member, who has to accept it; until then nothing changes. Wants a fresh confirmation.
 * Errors: confirmationNeeded, alreadyDone (an owner), sharedMailbox, changeUnderway (another offer is open), notFound (no member any more).
 */
export const proposeTransfer = command({
  action: "institutions.proposeTransfer",
  schema: ProposeTransfer,
  owner: institutionOwner,
  confirmed: (input) => input,
  run: async ({ tx, actor, input, now }) => {
    const { institutionId, membershipId: id } = input;
    const opened = await openRoom(tx, actor, "institutions.proposeTransfer", { institutionId });
    if (!opened.ok) return opened;
    const member = opened.value.members.find((one) => one.id === id);
    if (!member) return fail("notFound");
    if (member.role === "OWNER") return fail("alreadyDone");
    if (!mayOwn(member)) return fail("sharedMailbox");
    const open = await tx.ownershipTransfer.count({ where: { institutionId, state: "PROPOSED" } });
    if (open > 0) return fail("changeUnderway");
    const transfer = await tx.ownershipTransfer.create({
      data: { institutionId, fromId: actor.userId, toId: member.userId, createdAt: now },
      select: { id: true },
    });
    await tell(tx, opened.value, [member.user], "ownershipProposed", { by: actor.name });
    const subject = { kind: "institution" as const, id: institutionId };
    return done({ institutionId, transferId: transfer.id }, subject, { transfer: transfer.id, to: member.userId });
  },
});

/**
 * The one whom a transfer names becomes owner, and whoever offered it becomes editor, in one step.
 * Errors: alreadyDone, changedMeanwhile, wrongState (either of them is no longer who they were).
 */
export const acceptTransfer = command({
  action: "institutions.acceptTransfer",
  schema: AcceptTransfer,
  owner: transferOwner,
  run: async ({ tx, actor, input, now }) => {
    const { transferId: id, version } = input;
    const { institutionId, fromId, toId } = await tx.ownershipTransfer.findUniqueOrThrow({ where: { id } });
    const opened = await openRoom(tx, actor, "institutions.acceptTransfer", { institutionId, userId: toId });
    if (!opened.ok) return opened;
    const { state } = await tx.ownershipTransfer.findUniqueOrThrow({ where: { id }, select: { state: true } });
    if (state !== "PROPOSED") return fail("alreadyDone");
    const { members } = opened.value;
    const [from, to] = [fromId, toId].map((userId) => members.find((member) => member.userId === userId));
    if (!from || !to || from.role !== "OWNER" || !mayOwn(to)) return fail("wrongState");
    const { count } = await tx.ownershipTransfer.updateMany({
      where: { id, state, version },
      data: { state: "ACCEPTED", closedAt: now, version: { increment: 1 } },
    });
    if (count === 0) return fail("changedMeanwhile");
    await tx.membership.update({ where: { id: to.id }, data: { role: "OWNER", version: { increment: 1 } } });
    await tx.membership.update({ where: { id: from.id }, data: { role: "EDITOR", version: { increment: 1 } } });
    await tell(tx, opened.value, [from.user], "ownershipTransferred", { name: actor.name });
    return done(
      { institutionId },
      { kind: "institution", id: institutionId },
      { transfer: id, from: fromId, to: toId },
    );
  },
});

/** Takes an offered ownership back, or declines it. Errors: alreadyDone, changedMeanwhile. */
export const closeTransfer = command({
  action: "institutions.closeTransfer",
  schema: CloseTransfer,
  owner: transferOwner,
  run: async ({ tx, actor, input, now }) => {
    const { transferId: id, version } = input;
    const { institutionId, toId } = await tx.ownershipTransfer.findUniqueOrThrow({ where: { id } });
    const opened = await openRoom(tx, actor, "institutions.closeTransfer", { institutionId, userId: toId });
    if (!opened.ok) return opened;
    const { state } = await tx.ownershipTransfer.findUniqueOrThrow({ where: { id }, select: { state: true } });
    if (state !== "PROPOSED") return fail("alreadyDone");
    const { count } = await tx.ownershipTransfer.updateMany({
      where: { id, state, version },
      data: { state: "CLOSED", closedAt: now, version: { increment: 1 } },
    });
    if (count === 0) return fail("changedMeanwhile");
    return done({ institutionId }, { kind: "institution", id: institutionId }, { transfer: id });
  },
});
