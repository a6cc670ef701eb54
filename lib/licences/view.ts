import type { Actor } from "../platform/auth/actor.ts";
import type { Licence, Prisma } from "../platform/db/generated/client.ts";
import { formatNumber } from "./number.ts";
import { effectiveState } from "./rules.ts";

/**
 * What a reader may see of a licence's number: as people write it, or null while the registry has not certified it. Until then
 * nobody has it, officials included.
 */
export function shownNumber(licence: Pick<Licence, "number" | "state">): string | null {
  return licence.state === "PENDING" ? null : formatNumber(licence.number);
}

/**
 * All licences but those that the reader's own institutions do not know of yet: awarded in a batch that is not released.
 */
export function knownTo(actor: Actor): Prisma.LicenceWhereInput {
  const own = actor?.kind === "person" ? actor.memberships.map((membership) => membership.institutionId) : [];
  return {
    NOT: { state: "PENDING", institutionId: { in: own }, batch: { state: { notIn: ["RELEASED", "COMPLETED"] } } },
  };
}

/** A licence as lists and pages show it: its number only once it is certified, its state as the dates have it at `now`. */
export function shown<L extends Pick<Licence, "number" | "state" | "validUntil">>(licence: L, now: Date) {
  return { ...licence, number: shownNumber(licence), state: effectiveState(licence, now) };
}
