import type { Actor } from "../../platform/auth/actor.ts";
import { may } from "../../platform/auth/permissions.ts";
import { db } from "../../platform/db/client.ts";
import type { SeatState } from "../../platform/db/generated/enums.ts";
import { reading } from "../../platform/reading.ts";
import { mayRemind, offersAtOnce } from "../rules.ts";
import { isReleaseUnderway, isSeatForTomorrow } from "../steps.ts";
import { shown } from "../view.ts";

/** A seat as its institution sees it, with every wish to bind it to another identity, or null for whoever may not read it. */
export const findSeat = reading(
  "licences.read",
  "seat",
  async (actor: Actor, seatId: string, now: Date = new Date()) => {
    const seat = await db().seat.findUnique({
      where: { id: seatId },
      select: {
        ...{ id: true, version: true, state: true, name: true, email: true, userId: true },
        ...{
          offeredAt: true,
          expiresAt: true,
          claimedAt: true,
          boundAt: true,
          activatedAt: true,
          warnedAt: true,
          releasedAt: true,
        },
        ...{ reminders: true, remindedAt: true, licence: true },
        rebinds: {
          orderBy: { createdAt: "desc" },
          take: 20,
          select: { id: true, version: true, state: true, createdAt: true, decidedAt: true },
        },
      },
    });
    if (!seat || !may(actor, "licences.read", { institutionId: seat.licence.institutionId })) return null;
    return {
      ...seat,
      licence: shown(seat.licence, now),
      remind: mayRemind(seat, now),
      seenAt: await seenAt(seat),
      isReleaseUnderway: await isReleaseUnderway(db(), seatId),
      isForTomorrow: await isSeatForTomorrow(
        db(),
        seatId,
        seat.rebinds.map(({ id }) => id),
      ),
    };
  },
);

/** When the holder of a seat last signed in to this portal since they have it; null for one that nobody has. */
async function seenAt(seat: { userId: string | null; state: SeatState; claimedAt: Date | null }) {
  const { userId, state, claimedAt } = seat;
  if (userId === null || claimedAt === null || state === "RELEASED") return null;
  const last = await db().session.aggregate({
    where: { userId, createdAt: { gte: claimedAt } },
    _max: { createdAt: true },
  });
  return last._max.createdAt;
}

/** Seats of an institution whose holder asks to have them bound to another identity; nothing for whoever may not confirm it. */
export async function openRebinds(actor: Actor, institutionId: string) {
  if (!may(actor, "licences.confirmRebind", { institutionId })) return [];
  return db().seatRebind.findMany({
    where: { state: "ASKED", seat: { licence: { institutionId } } },
    select: { id: true, createdAt: true, seat: { select: { id: true, name: true } } },
    orderBy: { createdAt: "asc" },
    take: 50,
  });
}

/** The person's own wishes that are open, with the institution that decides on them. */
export async function myRebinds(actor: Actor) {
  if (actor?.kind !== "person") return [];
  return db().seatRebind.findMany({
    where: { userId: actor.userId, state: { in: ["ASKED", "CONFIRMED"] } },
    select: {
      ...{ id: true, state: true, createdAt: true },
      seat: { select: { licence: { select: { institution: { select: { name: true, nameUr: true } } } } } },
    },
    take: 5,
  });
}

/** Offers of an institution that nobody has taken, the oldest first, each with whether its person may be reminded now. */
export async function offersToRemind(actor: Actor, institutionId: string, now = new Date()) {
  if (!may(actor, "licences.remindOffers", { institutionId })) return [];
  const seats = await db().seat.findMany({
    where: { state: "OFFERED", expiresAt: { gt: now }, licence: { institutionId } },
    orderBy: [{ reminders: "asc" }, { offeredAt: "asc" }, { id: "asc" }],
    take: offersAtOnce,
  });
  return seats.map((seat) => ({ ...seat, effect: mayRemind(seat, now) }));
}
