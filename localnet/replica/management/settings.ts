import { hashOfMap } from "../../wire/requestId.ts";
import type { Settings, Visibility } from "../types.ts";
import {
  type Answer,
  checkSenderVersion,
  controlled,
  type ManagementCall,
  record,
  refuse,
  type Target,
} from "./call.ts";
import type { Opt, SettingsArg } from "./candid.ts";

const MAX_CONTROLLERS = 10;
const MAX_VARIABLES = 20;
const MAX_VARIABLE = 128;

/** The settings of a canister that was created without any. */
export function defaultSettings(caller: Uint8Array): Settings {
  return {
    controllers: [caller],
    computeAllocation: 0n,
    memoryAllocation: 0n,
    freezingThreshold: 2_592_000n,
    reservedCyclesLimit: 5_000_000_000_000n,
    minimumIncomingCallCycles: 0n,
    wasmMemoryLimit: 0n,
    wasmMemoryThreshold: 0n,
    logMemoryLimit: 4096n,
    logVisibility: { kind: "controllers" },
    snapshotVisibility: { kind: "controllers" },
    statusVisibility: { kind: "controllers" },
    environment: [],
  };
}

function visibilityOf([given]: SettingsArg["log_visibility"], before: Visibility): Visibility {
  if (!given) return before;
  if ("public" in given) return { kind: "public" };
  if ("controllers" in given) return { kind: "controllers" };
  if (given.allowed_viewers.length > 10) refuse("IC0408", "at most 10 viewers may be allowed");
  return { kind: "viewers", viewers: given.allowed_viewers.map((viewer) => viewer.toUint8Array()) };
}

function bounded(name: string, [given]: Opt<bigint>, before: bigint, most: bigint): bigint {
  if (given !== undefined && given > most) refuse("IC0408", `${name} must not exceed ${most}`);
  return given ?? before;
}

function environmentOf([given]: SettingsArg["environment_variables"], before: Settings["environment"]) {
  if (!given) return before;
  if (given.length > MAX_VARIABLES) refuse("IC0408", `at most ${MAX_VARIABLES} environment variables may be set`);
  if (new Set(given.map(({ name }) => name)).size < given.length)
    refuse("IC0408", "an environment variable is given twice");
  if (
    given.some(({ name, value }) => Buffer.byteLength(name) > MAX_VARIABLE || Buffer.byteLength(value) > MAX_VARIABLE)
  )
    refuse("IC0408", `names and values of environment variables have at most ${MAX_VARIABLE} bytes`);
  return given.map(({ name, value }) => ({ name, value })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Settings with the given ones changed. A setting out of bounds is refused. */
export function changedSettings(before: Settings, given: SettingsArg): Settings {
  const controllers = given.controllers[0]?.map((controller) => controller.toUint8Array());
  if (controllers && controllers.length > MAX_CONTROLLERS)
    refuse("IC0408", `at most ${MAX_CONTROLLERS} controllers may be set`);
  const wide = 2n ** 64n - 1n;
  return {
    controllers: controllers ?? before.controllers,
    computeAllocation: bounded("compute_allocation", given.compute_allocation, before.computeAllocation, 100n),
    memoryAllocation: bounded("memory_allocation", given.memory_allocation, before.memoryAllocation, wide),
    freezingThreshold: bounded("freezing_threshold", given.freezing_threshold, before.freezingThreshold, wide),
    reservedCyclesLimit: bounded(
      "reserved_cycles_limit",
      given.reserved_cycles_limit,
      before.reservedCyclesLimit,
      2n ** 128n - 1n,
    ),
    minimumIncomingCallCycles: bounded(
      "minimum_incoming_canister_call_cycles",
      given.minimum_incoming_canister_call_cycles,
      before.minimumIncomingCallCycles,
      2n ** 128n - 1n,
    ),
    wasmMemoryLimit: bounded("wasm_memory_limit", given.wasm_memory_limit, before.wasmMemoryLimit, 2n ** 48n),
    wasmMemoryThreshold: bounded(
      "wasm_memory_threshold",
      given.wasm_memory_threshold,
      before.wasmMemoryThreshold,
      2n ** 48n,
    ),
    logMemoryLimit: bounded("log_memory_limit", given.log_memory_limit, before.logMemoryLimit, 2n ** 21n),
    logVisibility: visibilityOf(given.log_visibility, before.logVisibility),
    snapshotVisibility: visibilityOf(given.snapshot_visibility, before.snapshotVisibility),
    statusVisibility: visibilityOf(given.status_visibility, before.statusVisibility),
    environment: environmentOf(given.environment_variables, before.environment),
  };
}

/** The representation-independent hash of environment variables, as a canister's history shows it. */
export function environmentHash(environment: Settings["environment"]): Uint8Array | null {
  if (environment.length === 0) return null;
  return hashOfMap(Object.fromEntries(environment.map(({ name, value }) => [name, value])));
}

/** `update_settings`: controllers; what is not given stays. */
export function updateSettings(call: ManagementCall): Answer {
  const arg = call.arg as Target & { settings: SettingsArg; sender_canister_version: Opt<bigint> };
  const canister = controlled(call, arg.canister_id);
  const version = checkSenderVersion(call, arg.sender_canister_version);
  const { state } = canister;
  state.settings = changedSettings(state.settings, arg.settings);
  state.version += 1n;
  call.subnet.touch(canister);
  if (arg.settings.controllers.length > 0)
    record(call, canister, { kind: "controllers_change", controllers: state.settings.controllers }, version);
  return [];
}
