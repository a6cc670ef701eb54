import type { Prisma } from "../db/generated/client.ts";

/** Grants that are held at `now`: not ended, and within a deputy's time whether or not the worker has ended it yet. */
export function heldAt(now: Date): { endedAt: null; OR: Prisma.RoleGrantWhereInput[] } {
  return { endedAt: null, OR: [{ endsAt: null }, { endsAt: { gt: now } }] };
}

/** Leave that somebody is on at `now`. */
export function awayAt(now: Date): { endedAt: null; startsAt: { lte: Date }; endsAt: { gt: Date } } {
  return { endedAt: null, startsAt: { lte: now }, endsAt: { gt: now } };
}

/** People who hold `role` at `now` and are not on leave: who can be given work in it. */
export function atWork(role: NonNullable<Prisma.RoleGrantWhereInput["role"]>, now: Date): Prisma.UserWhereInput {
  return { grants: { some: { role, ...heldAt(now) } }, absences: { none: awayAt(now) } };
}
