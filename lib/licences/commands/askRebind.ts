import { isSharedMailbox } from "../../institutions/membership/steps.ts";
import { command, done } from "../../platform/command.ts";
import { fail } from "../../platform/errors/result.ts";
import { AskRebind } from "../schema.ts";
import { announceRebindWish } from "../seats/announceHolder.ts";
import { holdsSeat, isReleaseUnderway, seatOfToken } from "../steps.ts";

/**
 * Whoever has a seat's link and has lost the device of its identity asks that the seat be bound to the identity they come with
 * now. Nothing changes before somebody of the institution has confirmed that it is the same person; the institution and the
 * seat's own address are told. Fails with `internetIdentityNeeded`, `wrongState` where the seat is nobody's yet or no longer,
 * `alreadyDone` where it is theirs, `seatUnderway` while it is being released, `rebindOpen` while another wish is open,
 * `principalHasSeat` and `sharedMailbox` as a claim does.
 */
export const askRebind = command({
  action: "licences.askRebind",
  schema: AskRebind,
  run: async ({ tx, actor, input, now }) => {
    const { principal, userId } = actor;
    const found = await seatOfToken(tx, input.token);
    if (!found) return fail("notFound");
    if (principal === null) return fail("internetIdentityNeeded");
    if (await isSharedMailbox(tx, userId)) return fail("sharedMailbox");
    // One wish of a person, and of a seat, at a time.
    await tx.$queryRaw`SELECT 1 FROM "User" WHERE id = ${userId}::uuid FOR UPDATE`;
    await tx.$queryRaw`SELECT 1 FROM "Seat" WHERE id = ${found.id}::uuid FOR UPDATE`;
    const seat = await tx.seat.findUniqueOrThrow({ where: { id: found.id }, include: { licence: true } });
    if (seat.state !== "BOUND") return fail("wrongState");
    if (seat.principal === principal) return fail("alreadyDone");
    if (await isReleaseUnderway(tx, seat.id)) return fail("seatUnderway");
    const open = { in: ["ASKED", "CONFIRMED"] as ("ASKED" | "CONFIRMED")[] };
    const wishes = { state: open, OR: [{ seatId: seat.id }, { principal }] };
    if ((await tx.seatRebind.count({ where: wishes })) > 0) return fail("rebindOpen");
    const { programmeId } = seat.licence;
    if (await holdsSeat(tx, { principal, programmeId, now })) return fail("principalHasSeat");

    const { id } = await tx.seatRebind.create({
      data: { seatId: seat.id, userId, principal, createdAt: now },
      select: { id: true },
    });
    await announceRebindWish(tx, seat.id);
    return done({ rebindId: id }, { kind: "seat", id: seat.id });
  },
});
