import type { InstitutionState, MergeState, Sector } from "../../platform/db/generated/enums.ts";
import type { ErrorCode } from "../../platform/errors/codes.ts";

/** Every state of a merge, in order: it is proposed by one administrator, and carried out or closed by another. */
export const mergeStates = ["PROPOSED", "CONFIRMED", "CANCELLED"] as const satisfies readonly MergeState[];

/** One of the two, as far as these rules go. */
export type Party = { id: string; state: InstitutionState; sector: Sector };

/**
 * Why the one cannot go into the other, or undefined. What goes was found genuine, suspended or not; what stays is verified; and
 * both take places of one sector, since a licence keeps the sector that it was given in.
 */
export function obstacleToMerge(from: Party, into: Party): ErrorCode | undefined {
  if (from.id === into.id) return "nothingChosen";
  if (from.state !== "VERIFIED" && from.state !== "SUSPENDED") return "wrongState";
  if (into.state !== "VERIFIED") return "wrongState";
  return from.sector === into.sector ? undefined : "otherSector";
}
