import type { CanisterTrap, Outcome } from "../canister/invocation.ts";
import { principalText } from "../crypto/principal.ts";

type Reject = Extract<Outcome, { kind: "reject" }>;

/**
 * A reject with an error code of the reference implementation. The first digit of such a code is the reject code, from 1
 * SYS_FATAL to 6 SYS_UNKNOWN.
 */
export function reject(error: string, message: string): Reject {
  return { kind: "reject", code: Number(error[3]), message, error };
}

/** The reject that a trap of a canister ends in. */
export function rejectOfTrap(canister: Uint8Array, trap: CanisterTrap): Reject {
  return reject(trap.code, `Error from Canister ${principalText(canister)}: ${trap.message}`);
}

/** The reject for a canister that does not exist. */
export const notFound = (canister: Uint8Array): Reject =>
  reject("IC0301", `Canister ${principalText(canister)} not found`);

/** The reject for a caller who would have to be a controller. */
export const notController = (canister: Uint8Array, caller: Uint8Array): Reject =>
  reject(
    "IC0512",
    `Only controllers of canister ${principalText(canister)} can call this method, and ${principalText(caller)} is not one`,
  );

/** Thrown by a management method: the call is rejected and changes nothing. */
export class ManagementReject extends Error {
  readonly outcome: Reject;
  constructor(outcome: Reject) {
    super(outcome.message);
    this.outcome = outcome;
  }
}
