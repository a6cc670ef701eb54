import type { Actor } from "../../platform/auth/actor.ts";
import { may } from "../../platform/auth/permissions.ts";
import { config } from "../../platform/config.ts";
import { db } from "../../platform/db/client.ts";
import type { Prisma } from "../../platform/db/generated/client.ts";
import { formatNumber } from "../number.ts";
import { type IdleStep, idleDays, idleStep, noticeDays, offersAtOnce, unclaimedDays } from "../rules.ts";
import { underway } from "../steps.ts";

/** An idle seat, or offer, of an institution. */
export type IdleSeat = Awaited<ReturnType<typeof idleSeats>>[number];

/** What taking a seat back would come to, or has come to: besides the steps of an idle one, it is on its way, done, or in use. */
export type ReclaimEffect = IdleStep | "underway" | "released" | "inUse";

/** Is there a way from a seat to building? Until then nobody is asked whether they have begun. */
export function isBuildingOpen(): boolean {
  return config().activationUrl !== undefined;
}

const fields = {
  ...{ id: true, version: true, state: true, name: true, email: true, userId: true },
  ...{ offeredAt: true, expiresAt: true, remindedAt: true, claimedAt: true, activatedAt: true, warnedAt: true },
  licence: { select: { number: true } },
} as const satisfies Prisma.SeatSelect;

const days = (count: number) => count * 86_400_000;

/**
 * Seats of an institution that nobody seems to use at `now`: offered and not taken, or taken and never said to be in use. No
 * holder's seat is, while the way to building is not open on this portal.
 */
function isIdle(institutionId: string, now: Date): Prisma.SeatWhereInput {
  return {
    licence: { institutionId, state: "ACTIVE", validUntil: { gt: now } },
    OR: [
      { state: "OFFERED", expiresAt: { gt: now }, offeredAt: { lte: new Date(now.getTime() - days(unclaimedDays)) } },
      ...(isBuildingOpen()
        ? [{ state: "BOUND" as const, activatedAt: null, claimedAt: { lte: new Date(now.getTime() - days(idleDays)) } }]
        : []),
    ],
  };
}

/** How many idle seats an institution has; none for whoever may not take them back. */
export async function idleCount(actor: Actor, institutionId: string, now = new Date()): Promise<number> {
  if (!may(actor, "licences.reclaimSeat", { institutionId })) return 0;
  return db().seat.count({ where: isIdle(institutionId, now) });
}

/**
 * Idle seats of an institution, those taken longest ago first, at most 100: each with what comes next, from when it may be taken
 * back, and when its holder last signed in here. Nothing for whoever may not take them back.
 */
export async function idleSeats(actor: Actor, institutionId: string, now = new Date()) {
  if (!may(actor, "licences.reclaimSeat", { institutionId })) return [];
  const seats = await db().seat.findMany({
    where: isIdle(institutionId, now),
    select: fields,
    orderBy: [{ claimedAt: { sort: "asc", nulls: "last" } }, { offeredAt: "asc" }, { id: "asc" }],
    take: offersAtOnce,
  });
  const users = seats.flatMap(({ userId }) => userId ?? []);
  const signedIn = await db().session.groupBy({
    by: ["userId"],
    where: { userId: { in: users } },
    _max: { createdAt: true },
  });
  const last = new Map(signedIn.map(({ userId, _max }) => [userId, _max.createdAt]));
  return seats.flatMap((seat) => {
    const step = idleStep(seat, now);
    if (step === null) return [];
    const seen = seat.userId === null ? null : (last.get(seat.userId) ?? null);
    const told = seat.state === "OFFERED" ? seat.remindedAt : seat.warnedAt;
    return {
      ...shown(seat),
      step,
      /** When the holder last signed in here since they have the seat. */
      seenAt: seen && seat.claimedAt && seen >= seat.claimedAt ? seen : null,
      from: told && new Date(told.getTime() + days(noticeDays)),
    };
  });
}

/** The chosen seats of an institution with what taking them back would come to, or has; nothing for whoever may not. */
export async function previewReclaim(actor: Actor, institutionId: string, ids: readonly string[], now = new Date()) {
  if (!may(actor, "licences.reclaimSeat", { institutionId })) return [];
  const seats = await db().seat.findMany({
    where: { id: { in: [...ids] }, licence: { institutionId } },
    select: fields,
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  const writes = await db().chainWrite.findMany({
    where: {
      kind: "unbindHolder",
      state: { in: [...underway] },
      OR: seats.map(({ id }) => ({ key: { startsWith: `unbind:${id}:` } })),
    },
    select: { key: true },
  });
  const leaving = new Set(writes.map(({ key }) => key.split(":")[1]));
  return seats.map((seat) => {
    const effect: ReclaimEffect =
      seat.state === "RELEASED" ? "released" : leaving.has(seat.id) ? "underway" : (idleStep(seat, now) ?? "inUse");
    return { ...shown(seat), effect };
  });
}

function shown<S extends { licence: { number: string } }>({ licence, ...seat }: S) {
  return { ...seat, number: formatNumber(licence.number) };
}
