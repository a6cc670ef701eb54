import type { RegistrationDeclineState } from "../../platform/db/generated/enums.ts";

/** Every state of a decline, in order: it is proposed by one administrator, and carried out or dropped by another. */
export const declineStates = [
  "PROPOSED",
  "CONFIRMED",
  "CANCELLED",
] as const satisfies readonly RegistrationDeclineState[];

/**
 * Why a registration is refused for good. The sentences to each are in messages under `institutions.declines.<code>`: `label`,
 * `criterion` and `remedy`; what was found is said by the officer.
 */
export const declineReasons = [
  "notEligible",
  "notGenuine",
  "notAuthorised",
  "neverProven",
  "registeredAlready",
] as const;

/** A reason to refuse a registration for good. */
export type DeclineReason = (typeof declineReasons)[number];

const day = 86_400_000;

/** Days after which a registration that was sent back, and which nobody touched since, lies: its people are reminded once. */
export const remindAfterDays = 30;

/** Days from that reminder until it is closed, if it is still untouched. */
export const closeAfterDays = 30;

/** What was touched last at this instant or before lies at `now`. */
export function lyingSince(now: Date): Date {
  return new Date(now.getTime() - remindAfterDays * day);
}

/** When a registration is closed of which its people were reminded at `remindedAt`. */
export function closesAt(remindedAt: Date): Date {
  return new Date(remindedAt.getTime() + closeAfterDays * day);
}

/** Of what was reminded at this instant or before, the days are over at `now`. */
export function overSince(now: Date): Date {
  return new Date(now.getTime() - closeAfterDays * day);
}

/** For how many whole days a registration that was sent back lies at `now`, where that is long enough to say so. */
export function daysLying(touchedAt: Date | null, now: Date): number | undefined {
  return touchedAt && touchedAt <= lyingSince(now)
    ? Math.floor((now.getTime() - touchedAt.getTime()) / day)
    : undefined;
}
