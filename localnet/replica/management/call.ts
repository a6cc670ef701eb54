import type { Principal } from "@dfinity/principal";
import { hex, principalText, sameBytes } from "../../crypto/principal.ts";
import { ManagementReject, notController, notFound, reject } from "../reject.ts";
import type { Subnet } from "../subnet.ts";
import type { Canister, ChangeDetails, Origin, Visibility } from "../types.ts";

/** One call of the management canister. */
export interface ManagementCall {
  subnet: Subnet;
  method: string;
  caller: Uint8Array;
  origin: Origin;
  /** Cycles attached; the method takes what it uses away, the rest goes back. */
  cycles: bigint;
  /** The decoded argument; its type is the method's in `candid.ts`. */
  arg: unknown;
}

/** What a method gives back: its result, or nothing yet when it answers by itself later. */
export type Answer = unknown[] | "later";

export interface Target {
  canister_id: Principal;
}

/** Ends the call with a reject. */
export function refuse(error: string, message: string): never {
  throw new ManagementReject(reject(error, message));
}

/** The canister a call is about, or a reject IC0301. */
export function canisterOf(subnet: Subnet, id: Principal): Canister {
  const bytes = id.toUint8Array();
  return subnet.find(bytes) ?? refuse("IC0301", notFound(bytes).message);
}

/** Whether somebody controls a canister. */
export function isController(canister: Canister, who: Uint8Array): boolean {
  return canister.state.settings.controllers.some((controller) => sameBytes(controller, who));
}

/** The canister a call is about, when its caller is a controller of it. Otherwise a reject. */
export function controlled(call: ManagementCall, id: Principal, selfToo = false): Canister {
  const canister = canisterOf(call.subnet, id);
  const isSelf = selfToo && hex(call.caller) === canister.key;
  if (!isSelf && !isController(canister, call.caller))
    throw new ManagementReject(notController(canister.state.id, call.caller));
  return canister;
}

/** Whether somebody may see what a visibility setting covers. */
export function maySee(canister: Canister, visibility: Visibility, who: Uint8Array): boolean {
  if (visibility.kind === "public" || isController(canister, who)) return true;
  return visibility.kind === "viewers" && visibility.viewers.some((viewer) => sameBytes(viewer, who));
}

const HISTORY = 20;

/** Writes a change into a canister's history, as done by the caller. */
export function record(call: ManagementCall, canister: Canister, details: ChangeDetails, senderVersion?: bigint): void {
  const { state } = canister;
  const origin =
    call.origin.kind === "call" ? { canister: call.caller, version: senderVersion ?? null } : { user: call.caller };
  state.history.push({ time: call.subnet.time, version: state.version, origin, details });
  state.historyTotal += 1;
  if (state.history.length > HISTORY) state.history.shift();
  call.subnet.touch(canister);
}

/** Refuses a call that names another version of its sender than it has. */
export function checkSenderVersion(call: ManagementCall, [version]: [] | [bigint]): bigint | undefined {
  const sender = call.subnet.find(call.caller);
  if (version !== undefined && sender && sender.state.version !== version)
    refuse("IC0408", `sender_canister_version ${version} is not the version of ${principalText(call.caller)}`);
  return version;
}
