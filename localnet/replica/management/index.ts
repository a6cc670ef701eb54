import { IDL } from "@dfinity/candid";
import type { Principal } from "@dfinity/principal";
import type { Outcome } from "../../canister/invocation.ts";
import { ManagementReject, notController, reject } from "../reject.ts";
import type { Subnet } from "../subnet.ts";
import type { CallMessage } from "../types.ts";
import type { Answer, ManagementCall } from "./call.ts";
import { isController } from "./call.ts";
import { TYPES } from "./candid.ts";
import { clearChunkStore, installChunkedCode, installCode, storedChunks, uploadChunk } from "./code.ts";
import { canisterInfo, canisterMetadata, canisterStatus, fetchCanisterLogs, rawRand } from "./information.ts";
import {
  createCanister,
  deleteCanister,
  depositCycles,
  provisionalCreate,
  startCanister,
  stopCanister,
  topUp,
  uninstallCode,
} from "./lifecycle.ts";
import { updateSettings } from "./settings.ts";
import { deleteSnapshot, listSnapshots, loadSnapshot, takeSnapshot } from "./snapshots.ts";

type Access =
  /** Users who control the canister, and canisters. */
  | "controllers"
  /** Any user, and canisters. */
  | "anyone"
  /** Canisters only: refused as ingress. */
  | "canisters"
  /** As a query only. */
  | "query";

const METHODS: Record<string, { access: Access; query?: true; run: (call: ManagementCall) => Answer }> = {
  create_canister: { access: "canisters", run: createCanister },
  provisional_create_canister_with_cycles: { access: "anyone", run: provisionalCreate },
  provisional_top_up_canister: { access: "anyone", run: topUp },
  update_settings: { access: "controllers", run: updateSettings },
  install_code: { access: "controllers", run: installCode },
  install_chunked_code: { access: "controllers", run: installChunkedCode },
  upload_chunk: { access: "controllers", run: uploadChunk },
  clear_chunk_store: { access: "controllers", run: clearChunkStore },
  stored_chunks: { access: "controllers", run: storedChunks },
  uninstall_code: { access: "controllers", run: uninstallCode },
  start_canister: { access: "controllers", run: startCanister },
  stop_canister: { access: "controllers", run: stopCanister },
  delete_canister: { access: "controllers", run: deleteCanister },
  canister_status: { access: "anyone", query: true, run: canisterStatus },
  canister_info: { access: "canisters", run: canisterInfo },
  canister_metadata: { access: "canisters", run: canisterMetadata },
  deposit_cycles: { access: "canisters", run: depositCycles },
  raw_rand: { access: "canisters", run: rawRand },
  fetch_canister_logs: { access: "query", query: true, run: fetchCanisterLogs },
  take_canister_snapshot: { access: "controllers", run: takeSnapshot },
  load_canister_snapshot: { access: "controllers", run: loadSnapshot },
  list_canister_snapshots: { access: "anyone", run: listSnapshots },
  delete_canister_snapshot: { access: "controllers", run: deleteSnapshot },
};

const CREATING = new Set(["create_canister", "provisional_create_canister_with_cycles"]);

const decoded = new WeakMap<Uint8Array, { method: string; value: unknown }>();

// A call is looked at several times on its way, and the decoder copies what is left of a module for every type before it.
function decodeArg(method: string, arg: Uint8Array): unknown {
  const known = decoded.get(arg);
  if (known?.method === method) return known.value;
  // The decoder wants an array of its own, not a view into a larger buffer.
  const value: unknown = IDL.decode(TYPES[method]?.arg ?? [], Uint8Array.from(arg))[0];
  decoded.set(arg, { method, value });
  return value;
}

const unknown = (method: string): Outcome => reject("IC0536", `Management canister has no method '${method}'`);
const undecodable = (error: unknown): Outcome =>
  reject("IC0408", `Error decoding candid: ${error instanceof Error ? error.message : String(error)}`);

/** Whether a method creates a canister: such a call has no canister yet that it could be sent to. */
export const createsCanister = (method: string): boolean => CREATING.has(method);

/**
 * The canister that a call of the management canister is about, which must be its effective canister id; null when it is
 * about none, or cannot be decoded (HTTPS interface, "Effective canister id").
 */
export function effectiveCanister(method: string, arg: Uint8Array): Uint8Array | null {
  try {
    const about = decodeArg(method, arg) as { canister_id?: Principal; target_canister?: Principal } | undefined;
    return (about?.target_canister ?? about?.canister_id)?.toUint8Array() ?? null;
  } catch {
    return null;
  }
}

/** Why a user's call of the management canister is not even taken in, or null when it is. */
export function refusedAsIngress(subnet: Subnet, caller: Uint8Array, method: string, arg: Uint8Array): Outcome | null {
  const known = METHODS[method];
  if (!known) return unknown(method);
  if (known.access === "query") return reject("IC0406", `${method} can be called as a query only`);
  if (known.access === "canisters") return reject("IC0406", `Only canisters can call ic00 method ${method}`);
  try {
    decodeArg(method, arg);
  } catch (error) {
    return undecodable(error);
  }
  if (known.access === "anyone") return null;
  const target = effectiveCanister(method, arg);
  const canister = target && subnet.find(target);
  return canister && !isController(canister, caller) ? notController(canister.state.id, caller) : null;
}

function run(call: ManagementCall, arg: Uint8Array): Outcome | "later" {
  const method = METHODS[call.method];
  if (!method) return unknown(call.method);
  try {
    call.arg = decodeArg(call.method, arg);
  } catch (error) {
    return undecodable(error);
  }
  try {
    const answer = method.run(call);
    return answer === "later" ? answer : { kind: "reply", arg: IDL.encode(TYPES[call.method]?.result ?? [], answer) };
  } catch (error) {
    if (error instanceof ManagementReject) return error.outcome;
    throw error;
  }
}

/** Executes a call of the management canister and answers it. */
export function callManagement(subnet: Subnet, message: CallMessage): void {
  const { method, caller, origin, cycles, arg } = message;
  const call: ManagementCall = { subnet, method, caller, origin, cycles, arg: undefined };
  const queryOnly = METHODS[method]?.access === "query";
  const outcome = queryOnly ? reject("IC0406", `${method} can be called as a query only`) : run(call, arg);
  if (outcome !== "later") subnet.respond(origin, outcome, call.cycles);
}

/** Executes a query of the management canister. */
export function queryManagement(subnet: Subnet, caller: Uint8Array, method: string, arg: Uint8Array): Outcome {
  if (!METHODS[method]?.query) return reject("IC0536", `Management canister has no query method '${method}'`);
  const origin = { kind: "system" } as const;
  const outcome = run({ subnet, method, caller, origin, cycles: 0n, arg: undefined }, arg);
  return outcome === "later" ? unknown(method) : outcome;
}
