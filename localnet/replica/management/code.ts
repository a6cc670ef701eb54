import type { Principal } from "@dfinity/principal";
import { Invocation } from "../../canister/invocation.ts";
import { StableMemory } from "../../canister/memory.ts";
import { Runtime } from "../../canister/runtime.ts";
import { InvalidModule, type PreparedModule, prepareModule } from "../../canister/wasmModule.ts";
import { sha256 } from "../../crypto/hash.ts";
import { hex, principalText, sameBytes } from "../../crypto/principal.ts";
import { applyEffects, inputFor } from "../execute.ts";
import { ManagementReject, rejectOfTrap } from "../reject.ts";
import type { Canister } from "../types.ts";
import {
  type Answer,
  canisterOf,
  checkSenderVersion,
  controlled,
  isController,
  type ManagementCall,
  record,
  refuse,
  type Target,
} from "./call.ts";
import type { InstallMode, Opt } from "./candid.ts";

const MAX_CHUNK = 1024 * 1024;
const MAX_CHUNKS = 100;
const PERSISTENCE = "enhanced-orthogonal-persistence";

interface Installation {
  mode: InstallMode;
  wasm: Uint8Array;
  arg: Uint8Array;
  senderVersion: bigint | undefined;
}

function prepare(wasm: Uint8Array): PreparedModule {
  try {
    return prepareModule(wasm);
  } catch (error) {
    if (error instanceof InvalidModule) refuse("IC0505", `Canister's Wasm module is not valid: ${error.message}`);
    throw error;
  }
}

const persists = (module: PreparedModule) => module.metadata.some(({ name }) => name === PERSISTENCE);

// Runs the start function and then a hook on fresh code, as one step; a trap rejects the call.
function begin(call: ManagementCall, canister: Canister, runtime: Runtime, hook: string, arg: Uint8Array): Invocation {
  const view = { ...canister, runtime };
  const inputs = { arg, caller: call.caller, globalTimer: 0n, version: canister.state.version + 1n };
  const started = new Invocation(inputFor(call.subnet, view, "s", inputs));
  const trap = runtime.start(started);
  const done = new Invocation(inputFor(call.subnet, view, "I", inputs));
  const later = trap ?? (runtime.has(hook) ? runtime.run(hook, done) : null);
  if (later) throw new ManagementReject(rejectOfTrap(canister.state.id, later));
  done.logs.unshift(...started.logs);
  return done;
}

function installFresh(call: ManagementCall, canister: Canister, { wasm, arg }: Installation): void {
  const runtime = new Runtime(prepare(wasm), { stable: new StableMemory() });
  const done = begin(call, canister, runtime, "canister_init", arg);
  canister.state.certifiedData = new Uint8Array();
  canister.state.logs = [];
  call.subnet.setCode(canister, wasm, runtime);
  applyEffects(call.subnet, canister, done);
}

function checkPersistence(old: PreparedModule, next: PreparedModule, keep: boolean, said: boolean): void {
  if (persists(old) && !said)
    refuse(
      "IC0504",
      "Missing upgrade option: Enhanced orthogonal persistence requires the `wasm_memory_persistence` upgrade option.",
    );
  if (keep && !persists(next))
    refuse(
      "IC0504",
      "Invalid upgrade option: The `wasm_memory_persistence: opt Keep` upgrade option requires that the new canister module supports enhanced orthogonal persistence.",
    );
}

function upgrade(call: ManagementCall, canister: Canister, { mode, wasm, arg }: Installation): void {
  const old =
    canister.runtime ?? refuse("IC0537", `Canister ${principalText(canister.state.id)} has no code to upgrade`);
  const options = "upgrade" in mode ? mode.upgrade[0] : undefined;
  const persistence = options?.wasm_memory_persistence[0];
  const keep = persistence !== undefined && "keep" in persistence;
  const module = prepare(wasm);
  checkPersistence(old.module, module, keep, persistence !== undefined);
  try {
    const before = new Invocation(inputFor(call.subnet, canister, "G", { caller: call.caller }));
    if (options?.skip_pre_upgrade[0] !== true && old.has("canister_pre_upgrade")) {
      const trap = old.run("canister_pre_upgrade", before);
      if (trap) throw new ManagementReject(rejectOfTrap(canister.state.id, trap));
    }
    const runtime = new Runtime(module, keep ? { heap: old.liveHeap(), stable: old.stable } : { stable: old.stable });
    const done = begin(call, canister, runtime, "canister_post_upgrade", arg);
    done.logs.unshift(...before.logs);
    done.certifiedData ??= before.certifiedData;
    call.subnet.setCode(canister, wasm, runtime);
    applyEffects(call.subnet, canister, done);
  } catch (error) {
    old.discard();
    throw error;
  }
}

function install(call: ManagementCall, canister: Canister, installation: Installation): Answer {
  const { mode } = installation;
  const { state } = canister;
  if ("install" in mode && canister.runtime)
    refuse("IC0538", `Canister ${principalText(state.id)} already has code; use mode reinstall or upgrade`);
  if ("upgrade" in mode) upgrade(call, canister, installation);
  else installFresh(call, canister, installation);
  state.installedAt = call.subnet.time;
  const name = "install" in mode ? "install" : "reinstall" in mode ? "reinstall" : "upgrade";
  const moduleHash = state.moduleHash ?? new Uint8Array();
  record(call, canister, { kind: "code_deployment", mode: name, moduleHash }, installation.senderVersion);
  return [];
}

/** `install_code`: controllers; the module and everything that runs on its way in succeed, or nothing changes. */
export function installCode(call: ManagementCall): Answer {
  const arg = call.arg as Target & {
    mode: InstallMode;
    wasm_module: Uint8Array;
    arg: Uint8Array;
    sender_canister_version: Opt<bigint>;
  };
  const canister = controlled(call, arg.canister_id);
  const senderVersion = checkSenderVersion(call, arg.sender_canister_version);
  return install(call, canister, { mode: arg.mode, wasm: arg.wasm_module, arg: arg.arg, senderVersion });
}

/** `install_chunked_code`: controllers, who may also read the canister whose chunk store is used. */
export function installChunkedCode(call: ManagementCall): Answer {
  const arg = call.arg as {
    mode: InstallMode;
    target_canister: Principal;
    store_canister: Opt<Principal>;
    chunk_hashes_list: { hash: Uint8Array }[];
    wasm_module_hash: Uint8Array;
    arg: Uint8Array;
    sender_canister_version: Opt<bigint>;
  };
  const canister = controlled(call, arg.target_canister);
  const senderVersion = checkSenderVersion(call, arg.sender_canister_version);
  const shelf = canisterOf(call.subnet, arg.store_canister[0] ?? arg.target_canister);
  if (hex(call.caller) !== shelf.key && !isController(shelf, call.caller))
    refuse("IC0512", "Only a controller of the store canister may install from it");
  const parts = arg.chunk_hashes_list.map(
    ({ hash }) =>
      call.subnet.store.get<Uint8Array>(`chunk/${shelf.key}/${hex(hash)}`) ??
      refuse("IC0504", `Chunk ${hex(hash)} was not found in the chunk store`),
  );
  const wasm = Buffer.concat(parts);
  if (!sameBytes(sha256(wasm), arg.wasm_module_hash))
    refuse("IC0504", "The chunks do not add up to the module of the given hash");
  return install(call, canister, { mode: arg.mode, wasm, arg: arg.arg, senderVersion });
}

/** `upload_chunk`: controllers and the canister itself; at most 100 chunks of 1 MiB. */
export function uploadChunk(call: ManagementCall): Answer {
  const arg = call.arg as Target & { chunk: Uint8Array };
  const canister = controlled(call, arg.canister_id, true);
  const { state } = canister;
  if (arg.chunk.length > MAX_CHUNK) refuse("IC0504", "A chunk must not exceed 1 MiB");
  const hash = sha256(arg.chunk);
  const name = hex(hash);
  if (!state.chunks.includes(name)) {
    if (state.chunks.length >= MAX_CHUNKS) refuse("IC0504", `The chunk store holds at most ${MAX_CHUNKS} chunks`);
    state.chunks.push(name);
    call.subnet.store.put(`chunk/${canister.key}/${name}`, arg.chunk);
    call.subnet.touch(canister);
  }
  return [{ hash }];
}

/** `clear_chunk_store`: controllers and the canister itself. */
export function clearChunkStore(call: ManagementCall): Answer {
  const canister = controlled(call, (call.arg as Target).canister_id, true);
  for (const name of canister.state.chunks) call.subnet.store.remove(`chunk/${canister.key}/${name}`);
  canister.state.chunks = [];
  call.subnet.touch(canister);
  return [];
}

/** `stored_chunks`: controllers and the canister itself. */
export function storedChunks(call: ManagementCall): Answer {
  const canister = controlled(call, (call.arg as Target).canister_id, true);
  return [canister.state.chunks.map((hash) => ({ hash: Buffer.from(hash, "hex") }))];
}
