import { Principal } from "@dfinity/principal";
import { CREATE_CANISTER_FEE } from "../../canister/costApi.ts";
import { hex, principalText } from "../../crypto/principal.ts";
import { finishStopping } from "../execute.ts";
import { reject } from "../reject.ts";
import { STOP_TIMEOUT } from "../round.ts";
import type { Canister, CanisterState } from "../types.ts";
import {
  type Answer,
  canisterOf,
  checkSenderVersion,
  controlled,
  type ManagementCall,
  record,
  refuse,
  type Target,
} from "./call.ts";
import type { Opt, SettingsArg } from "./candid.ts";
import { changedSettings, defaultSettings, environmentHash } from "./settings.ts";

const DEFAULT_PROVISIONAL_CYCLES = 100_000_000_000_000n;

function create(call: ManagementCall, id: Uint8Array, given: Opt<SettingsArg>, cycles: bigint): Canister {
  const base = defaultSettings(call.caller);
  const settings = given[0] ? changedSettings(base, given[0]) : base;
  const state: CanisterState = {
    id,
    settings,
    status: "running",
    cycles,
    version: 0n,
    createdAt: call.subnet.time,
    installedAt: null,
    moduleHash: null,
    moduleSize: 0,
    certifiedData: new Uint8Array(),
    globalTimer: 0n,
    globals: [],
    contexts: new Map(),
    callbacks: new Map(),
    stopWaiters: [],
    history: [],
    historyTotal: 0,
    logs: [],
    nextLog: 0,
    chunks: [],
    snapshots: [],
    nextSnapshot: 0,
  };
  const canister = call.subnet.addCanister(state);
  const { controllers, environment } = settings;
  record(call, canister, { kind: "creation", controllers, environmentHash: environmentHash(environment) });
  return canister;
}

const idOf = (canister: Canister): Answer => [{ canister_id: Principal.fromUint8Array(canister.state.id) }];

/** `create_canister`: canisters, for a fee out of the cycles attached. */
export function createCanister(call: ManagementCall): Answer {
  const arg = call.arg as { settings: Opt<SettingsArg>; sender_canister_version: Opt<bigint> };
  checkSenderVersion(call, arg.sender_canister_version);
  if (call.cycles < CREATE_CANISTER_FEE)
    refuse(
      "IC0403",
      `Creating a canister requires ${CREATE_CANISTER_FEE} cycles, but only ${call.cycles} came with the call`,
    );
  const canister = create(call, call.subnet.freshCanisterId(), arg.settings, call.cycles - CREATE_CANISTER_FEE);
  call.cycles = 0n;
  return idOf(canister);
}

/** `provisional_create_canister_with_cycles`: anyone; cycles out of thin air, under a given id if it is free. */
export function provisionalCreate(call: ManagementCall): Answer {
  const arg = call.arg as {
    amount: Opt<bigint>;
    settings: Opt<SettingsArg>;
    specified_id: Opt<Principal>;
    sender_canister_version: Opt<bigint>;
  };
  checkSenderVersion(call, arg.sender_canister_version);
  const wanted = arg.specified_id[0]?.toUint8Array();
  if (wanted && (wanted.length !== 10 || wanted[8] !== 1 || wanted[9] !== 1))
    refuse("IC0404", `${principalText(wanted)} is no canister id of this subnet`);
  if (wanted && call.subnet.canisters.has(hex(wanted)))
    refuse("IC0205", `Canister ${principalText(wanted)} already exists`);
  const cycles = arg.amount[0] ?? DEFAULT_PROVISIONAL_CYCLES;
  return idOf(create(call, wanted ?? call.subnet.freshCanisterId(), arg.settings, cycles));
}

/** `provisional_top_up_canister`: anyone. */
export function topUp(call: ManagementCall): Answer {
  const arg = call.arg as Target & { amount: bigint };
  const canister = canisterOf(call.subnet, arg.canister_id);
  canister.state.cycles += arg.amount;
  call.subnet.touch(canister);
  return [];
}

/** `deposit_cycles`: canisters. */
export function depositCycles(call: ManagementCall): Answer {
  const canister = canisterOf(call.subnet, (call.arg as Target).canister_id);
  canister.state.cycles += call.cycles;
  call.cycles = 0n;
  call.subnet.touch(canister);
  return [];
}

/** `start_canister`: controllers; stops under way are cancelled. */
export function startCanister(call: ManagementCall): Answer {
  const canister = controlled(call, (call.arg as Target).canister_id);
  const { state } = canister;
  if (state.status !== "running") state.version += 1n;
  state.status = "running";
  for (const { origin, refund } of state.stopWaiters)
    call.subnet.respond(origin, reject("IC0511", "Canister has been restarted before it stopped"), refund);
  state.stopWaiters = [];
  call.subnet.touch(canister);
  return [];
}

/** `stop_canister`: controllers; answered once no call is open. */
export function stopCanister(call: ManagementCall): Answer {
  const canister = controlled(call, (call.arg as Target).canister_id);
  const { state } = canister;
  if (state.status === "stopped") return [];
  if (state.status === "running") state.version += 1n;
  state.status = "stopping";
  state.stopWaiters.push({ origin: call.origin, refund: call.cycles, deadline: call.subnet.time + STOP_TIMEOUT });
  call.subnet.touch(canister);
  finishStopping(call.subnet, canister);
  return "later";
}

/** `delete_canister`: controllers, of a stopped canister. */
export function deleteCanister(call: ManagementCall): Answer {
  const canister = controlled(call, (call.arg as Target).canister_id);
  if (hex(call.caller) === canister.key) refuse("IC0512", "A canister cannot delete itself");
  if (canister.state.status !== "stopped")
    refuse("IC0510", `Canister ${principalText(canister.state.id)} must be stopped before it is deleted`);
  for (const chunk of canister.state.chunks) call.subnet.store.remove(`chunk/${canister.key}/${chunk}`);
  for (const { id } of canister.state.snapshots) call.subnet.store.remove(`snapshot/${hex(id)}`);
  call.subnet.removeCanister(canister);
  return [];
}

/** Takes the code away: every open call is rejected, and answers still to come are dropped. */
export function uninstall(call: ManagementCall, canister: Canister, version?: bigint): void {
  const { state } = canister;
  for (const context of state.contexts.values())
    if (!context.answered && context.origin.kind !== "system")
      call.subnet.respond(context.origin, reject("IC0406", "Canister has been uninstalled."), context.cycles);
  state.contexts.clear();
  call.subnet.clearCode(canister);
  state.logs = [];
  state.version += 1n;
  record(call, canister, { kind: "code_uninstall" }, version);
  finishStopping(call.subnet, canister);
}

/** `uninstall_code`: controllers. */
export function uninstallCode(call: ManagementCall): Answer {
  const arg = call.arg as Target & { sender_canister_version: Opt<bigint> };
  const canister = controlled(call, arg.canister_id);
  uninstall(call, canister, checkSenderVersion(call, arg.sender_canister_version));
  return [];
}
