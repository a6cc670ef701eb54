import { command, done, rawId } from "../../../platform/command.ts";
import { fail } from "../../../platform/errors/result.ts";
import { ownedBy } from "../../owner.ts";
import { handedInStates, standingStates } from "../../rules.ts";
import { requestsAtMost } from "../rules.ts";
import { DecideJoinRequest, RequestToJoin } from "../schema.ts";
import { enter, openRoom, ownersOf, tell } from "../steps.ts";

/** Verified, or on its way there: a draft is nobody's business. */
const joinable = [...handedInStates, ...standingStates];

/**
 * Asks the owners of an institution that is verified, or whose registration is under way, to let one in, instead of registering it
 * a second time. Errors: notFound (none, or neither), alreadyDone (a member, or asked already), tooManyRequests.
 */
export const requestToJoin = command({
  action: "institutions.requestToJoin",
  schema: RequestToJoin,
  run: async ({ tx, actor, input, now }) => {
    const { institutionId, note } = input;
    // The person first, so that two requests at once cannot both be the last one that is allowed.
    await tx.$queryRaw`SELECT 1 FROM "User" WHERE id = ${actor.userId}::uuid FOR NO KEY UPDATE`;
    const opened = await openRoom(tx, actor, "institutions.requestToJoin", { institutionId });
    if (!opened.ok) return opened;
    const room = opened.value;
    if (!joinable.some((state) => state === room.institution.state)) return fail("notFound");
    if (room.members.some((member) => member.userId === actor.userId)) return fail("alreadyDone");
    const open = await tx.joinRequest.findMany({ where: { userId: actor.userId, state: "OPEN" } });
    if (open.some((request) => request.institutionId === institutionId)) return fail("alreadyDone");
    if (open.length >= requestsAtMost) return fail("tooManyRequests");
    const { id } = await tx.joinRequest.create({
      data: { institutionId, userId: actor.userId, note, createdAt: now },
      select: { id: true },
    });
    await tell(tx, room, ownersOf(room), "joinRequested", { name: actor.name, email: actor.email ?? "", note });
    return done({ requestId: id }, { kind: "institution", id: institutionId }, { request: id });
  },
});

/**
 * An owner lets somebody in as editor or viewer, or declines. Either way they hear of it.
 * Errors: alreadyDone, changedMeanwhile, membersFull.
 */
export const decideJoinRequest = command({
  action: "institutions.decideJoinRequest",
  schema: DecideJoinRequest,
  owner: async (db, raw, actor) => {
    const id = rawId(raw, "requestId");
    const row = id && (await db.joinRequest.findUnique({ where: { id }, select: { institutionId: true } }));
    return row ? ownedBy(actor, "institutions.read", row.institutionId) : undefined;
  },
  run: async ({ tx, actor, input, now }) => {
    const { requestId: id, version, decision } = input;
    const { institutionId, userId } = await tx.joinRequest.findUniqueOrThrow({ where: { id } });
    const opened = await openRoom(tx, actor, "institutions.decideJoinRequest", { institutionId });
    if (!opened.ok) return opened;
    const room = opened.value;
    const { state, user } = await tx.joinRequest.findUniqueOrThrow({ where: { id }, include: { user: true } });
    if (state !== "OPEN") return fail("alreadyDone");
    const isIn = room.members.some((member) => member.userId === userId);
    if (decision !== "DECLINE" && !isIn) {
      const entered = await enter(tx, room, { userId, role: decision, shared: false }, now);
      if (!entered.ok) return entered;
    }
    const { count } = await tx.joinRequest.updateMany({
      where: { id, state, version },
      data: {
        state: decision === "DECLINE" ? "DECLINED" : "ACCEPTED",
        decidedById: actor.userId,
        decidedAt: now,
        version: { increment: 1 },
      },
    });
    if (count === 0) return fail("changedMeanwhile");
    const path = decision === "DECLINE" ? "/institutions" : `/institutions/${institutionId}`;
    await tell(tx, room, [user], "joinDecided", { decision }, path);
    return done({ institutionId }, { kind: "institution", id: institutionId }, { request: id, decision });
  },
});
