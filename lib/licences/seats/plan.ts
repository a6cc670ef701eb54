import type { Tx } from "../../platform/db/client.ts";
import type { Prisma } from "../../platform/db/generated/client.ts";
import type { SeatRow } from "./rows.ts";

/** What confirming a list would come to for one row of it. */
export type SeatEffect = "offer" | "seated" | "noSeat" | "wrong";

/** What confirming a list would come to: each row with its effect, how many of each, and the seats that are left after it. */
export type SeatPlan = {
  rows: (SeatRow & { effect: SeatEffect })[];
  counts: Record<SeatEffect, number>;
  left: number;
};

/**
 * What offering seats to these people would come to at `now`: whoever has a seat or an offer of the institution gets nothing
 * twice, the others get the free licences in the order of the list, and those for whom none is left wait. Changes nothing.
 */
export async function planSeats(tx: Tx, institutionId: string, rows: readonly SeatRow[], now: Date): Promise<SeatPlan> {
  const sound = rows.filter(({ problem }) => problem === undefined);
  const [seats, free] = [
    await tx.seat.findMany({
      where: {
        email: { in: sound.map(({ email }) => email) },
        ...standing(now),
        licence: { institutionId, state: { not: "REVOKED" } },
      },
      select: { email: true },
    }),
    await tx.licence.count({
      where: { institutionId, state: "ACTIVE", validUntil: { gt: now }, seats: { none: standing(now) } },
    }),
  ];
  const seated = new Set(seats.map(({ email }) => email));
  const counts = { offer: 0, seated: 0, noSeat: 0, wrong: 0 };
  const planned = rows.map((row) => {
    const effect: SeatEffect =
      row.problem !== undefined ? "wrong" : seated.has(row.email) ? "seated" : counts.offer < free ? "offer" : "noSeat";
    counts[effect] += 1;
    return { ...row, effect };
  });
  return { rows: planned, counts, left: free - counts.offer };
}

/** A seat that somebody has, or may still take. */
function standing(now: Date): Prisma.SeatWhereInput {
  return { state: { not: "RELEASED" }, NOT: { state: "OFFERED", expiresAt: { lte: now } } };
}
