import { Principal } from "@dfinity/principal";
import { WASM_PAGE } from "../../canister/memory.ts";
import { hex } from "../../crypto/principal.ts";
import { ManagementReject, notController } from "../reject.ts";
import type { Canister, HistoryEntry, Settings, Visibility } from "../types.ts";
import { type Answer, canisterOf, isController, type ManagementCall, maySee, refuse, type Target } from "./call.ts";
import type { Opt } from "./candid.ts";

const principals = (list: Uint8Array[]) => list.map((id) => Principal.fromUint8Array(id));
const visibility = (of: Visibility) =>
  of.kind === "viewers" ? { allowed_viewers: principals(of.viewers) } : { [of.kind]: null };

function settingsOf(settings: Settings) {
  return {
    controllers: principals(settings.controllers),
    compute_allocation: settings.computeAllocation,
    memory_allocation: settings.memoryAllocation,
    freezing_threshold: settings.freezingThreshold,
    reserved_cycles_limit: settings.reservedCyclesLimit,
    minimum_incoming_canister_call_cycles: settings.minimumIncomingCallCycles,
    wasm_memory_limit: settings.wasmMemoryLimit,
    wasm_memory_threshold: settings.wasmMemoryThreshold,
    log_memory_limit: settings.logMemoryLimit,
    log_visibility: visibility(settings.logVisibility),
    snapshot_visibility: visibility(settings.snapshotVisibility),
    status_visibility: visibility(settings.statusVisibility),
    environment_variables: settings.environment,
  };
}

function memoryOf({ state, runtime }: Canister) {
  return {
    wasm_memory_size: runtime?.heap.length ?? 0,
    stable_memory_size: (runtime?.stable.pages ?? 0) * WASM_PAGE,
    global_memory_size: state.globals.length * 8,
    wasm_binary_size: state.moduleSize,
    custom_sections_size: (runtime?.module.metadata ?? []).reduce(
      (sum, { name, content }) => sum + name.length + content.length,
      0,
    ),
    canister_history_size: state.history.length * 128,
    wasm_chunk_store_size: state.chunks.length * 1024 * 1024,
    snapshots_size: state.snapshots.reduce((sum, { size }) => sum + size, 0),
    log_memory_store_size: state.logs.reduce((sum, { content }) => sum + content.length, 0),
  };
}

/** `canister_status`: whom the setting allows, and the canister itself. */
export function canisterStatus(call: ManagementCall): Answer {
  const canister = canisterOf(call.subnet, (call.arg as Target).canister_id);
  const { state } = canister;
  if (hex(call.caller) !== canister.key && !maySee(canister, state.settings.statusVisibility, call.caller))
    throw new ManagementReject(notController(state.id, call.caller));
  const memory = memoryOf(canister);
  return [
    {
      status: { [state.status]: null },
      ready_for_migration: state.status === "stopped" && state.callbacks.size === 0,
      version: state.version,
      settings: settingsOf(state.settings),
      module_hash: state.moduleHash ? [state.moduleHash] : [],
      memory_size: Object.values(memory).reduce((sum, size) => sum + size, 0),
      memory_metrics: memory,
      cycles: state.cycles,
      reserved_cycles: 0n,
      idle_cycles_burned_per_day: 0n,
      query_stats: {
        num_calls_total: 0n,
        num_instructions_total: 0n,
        request_payload_bytes_total: 0n,
        response_payload_bytes_total: 0n,
      },
    },
  ];
}

function changeOf({ time, version, origin, details }: HistoryEntry) {
  const by =
    "user" in origin
      ? { from_user: { user_id: Principal.fromUint8Array(origin.user) } }
      : {
          from_canister: {
            canister_id: Principal.fromUint8Array(origin.canister),
            canister_version: origin.version === null ? [] : [origin.version],
          },
        };
  const what = () => {
    switch (details.kind) {
      case "creation":
        return {
          creation: {
            controllers: principals(details.controllers),
            environment_variables_hash: details.environmentHash ? [details.environmentHash] : [],
          },
        };
      case "code_uninstall":
        return { code_uninstall: null };
      case "code_deployment":
        return { code_deployment: { mode: { [details.mode]: null }, module_hash: details.moduleHash } };
      case "controllers_change":
        return { controllers_change: { controllers: principals(details.controllers) } };
      case "load_snapshot":
        return {
          load_snapshot: {
            from_canister_id: [],
            snapshot_id: details.snapshot,
            canister_version: details.version,
            taken_at_timestamp: details.takenAt,
            source: { taken_from_canister: null },
          },
        };
    }
  };
  return { timestamp_nanos: time, canister_version: version, origin: by, details: what() };
}

/** `canister_info`: any canister. */
export function canisterInfo(call: ManagementCall): Answer {
  const arg = call.arg as Target & { num_requested_changes: Opt<bigint> };
  const { state } = canisterOf(call.subnet, arg.canister_id);
  const wanted = Number(arg.num_requested_changes[0] ?? 0n);
  return [
    {
      total_num_changes: BigInt(state.historyTotal),
      recent_changes: wanted > 0 ? state.history.slice(-wanted).map(changeOf) : [],
      module_hash: state.moduleHash ? [state.moduleHash] : [],
      controllers: principals(state.settings.controllers),
    },
  ];
}

/** `canister_metadata`: any canister; private sections for controllers only. */
export function canisterMetadata(call: ManagementCall): Answer {
  const arg = call.arg as Target & { name: string };
  const canister = canisterOf(call.subnet, arg.canister_id);
  const section = canister.runtime?.module.metadata.find(({ name }) => name === arg.name);
  if (!section || (!section.isPublic && !isController(canister, call.caller)))
    return refuse("IC0504", `The canister has no metadata section with the name ${arg.name}.`);
  return [{ value: section.content }];
}

/** `fetch_canister_logs`: a query, for whom the setting allows. */
export function fetchCanisterLogs(call: ManagementCall): Answer {
  const canister = canisterOf(call.subnet, (call.arg as Target).canister_id);
  if (!maySee(canister, canister.state.settings.logVisibility, call.caller))
    refuse("IC0406", "The caller is not allowed to access the canister's logs");
  const records = canister.state.logs.map(({ index, time, content }) => ({
    idx: BigInt(index),
    timestamp_nanos: time,
    content,
  }));
  return [{ canister_log_records: records }];
}

/** `raw_rand`: canisters only. */
export function rawRand(call: ManagementCall): Answer {
  return [call.subnet.randomness()];
}
