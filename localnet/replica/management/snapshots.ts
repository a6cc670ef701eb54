import { Image, StableMemory, WASM_PAGE } from "../../canister/memory.ts";
import { type GlobalValue, Runtime } from "../../canister/runtime.ts";
import { prepareModule } from "../../canister/wasmModule.ts";
import { hex } from "../../crypto/principal.ts";
import { ManagementReject, notController } from "../reject.ts";
import type { Canister, SnapshotInfo } from "../types.ts";
import {
  type Answer,
  canisterOf,
  controlled,
  type ManagementCall,
  maySee,
  record,
  refuse,
  type Target,
} from "./call.ts";
import type { Opt } from "./candid.ts";
import { uninstall } from "./lifecycle.ts";

const MAX_SNAPSHOTS = 10;

interface Stored {
  module: Uint8Array;
  heap: Uint8Array;
  stable: Uint8Array;
  globals: GlobalValue[];
  certifiedData: Uint8Array;
}

function find(canister: Canister, id: Uint8Array): SnapshotInfo {
  const known = canister.state.snapshots.find((snapshot) => hex(snapshot.id) === hex(id));
  return known ?? refuse("IC0305", `Could not find the snapshot ${hex(id)} for canister ${canister.key}`);
}

function drop(call: ManagementCall, canister: Canister, id: Uint8Array): void {
  find(canister, id);
  canister.state.snapshots = canister.state.snapshots.filter((snapshot) => hex(snapshot.id) !== hex(id));
  call.subnet.store.remove(`snapshot/${hex(id)}`);
  call.subnet.touch(canister);
}

const shown = ({ id, takenAt, size }: SnapshotInfo) => ({
  id,
  taken_at_timestamp: takenAt,
  total_size: BigInt(size),
});

/** `take_canister_snapshot`: controllers; at most ten. */
export function takeSnapshot(call: ManagementCall): Answer {
  const arg = call.arg as Target & { replace_snapshot: Opt<Uint8Array>; uninstall_code: Opt<boolean> };
  const canister = controlled(call, arg.canister_id);
  const { state, runtime } = canister;
  const module = call.subnet.store.get<Uint8Array>(`module/${canister.key}`);
  if (!runtime || !module) return refuse("IC0537", "An empty canister has nothing to take a snapshot of");
  const [replaced] = arg.replace_snapshot;
  if (replaced) find(canister, replaced);
  else if (state.snapshots.length >= MAX_SNAPSHOTS)
    refuse("IC0504", `A canister has at most ${MAX_SNAPSHOTS} snapshots`);
  if (replaced) drop(call, canister, replaced);
  const id = Buffer.alloc(8);
  id.writeBigUInt64BE(BigInt(state.nextSnapshot));
  state.nextSnapshot += 1;
  const info: SnapshotInfo = {
    id: Buffer.concat([id, state.id]),
    takenAt: call.subnet.time,
    size: runtime.heap.length + runtime.stable.pages * WASM_PAGE + module.length,
    version: state.version,
  };
  state.snapshots.push(info);
  call.subnet.store.put(`snapshot/${hex(info.id)}`, {
    module,
    heap: runtime.heap.bytes,
    stable: runtime.stable.committed.bytes,
    globals: runtime.globals,
    certifiedData: state.certifiedData,
  } satisfies Stored);
  call.subnet.touch(canister);
  if (arg.uninstall_code[0]) uninstall(call, canister);
  return [shown(info)];
}

function imageOf(bytes: Uint8Array): Image {
  const image = new Image();
  image.resize(bytes.length);
  image.write(0, bytes);
  return image;
}

/** `load_canister_snapshot`: controllers, of a canister without open calls. */
export function loadSnapshot(call: ManagementCall): Answer {
  const arg = call.arg as Target & { snapshot_id: Uint8Array };
  const canister = controlled(call, arg.canister_id);
  const { state } = canister;
  const info = find(canister, arg.snapshot_id);
  const stored = call.subnet.store.get<Stored>(`snapshot/${hex(info.id)}`);
  if (!stored) return refuse("IC0305", "The snapshot is gone");
  if (state.callbacks.size > 0) refuse("IC0504", "A canister with open calls cannot load a snapshot");
  const runtime = new Runtime(prepareModule(stored.module), {
    heap: imageOf(stored.heap),
    stable: new StableMemory(imageOf(stored.stable)),
    globals: stored.globals,
  });
  call.subnet.setCode(canister, stored.module, runtime);
  Object.assign(state, { certifiedData: stored.certifiedData, globalTimer: 0n, installedAt: call.subnet.time });
  state.version += 1n;
  const { id: snapshot, takenAt, version } = info;
  record(call, canister, { kind: "load_snapshot", snapshot, takenAt, version });
  return [];
}

/** `list_canister_snapshots`: whom the setting allows. */
export function listSnapshots(call: ManagementCall): Answer {
  const canister = canisterOf(call.subnet, (call.arg as Target).canister_id);
  if (!maySee(canister, canister.state.settings.snapshotVisibility, call.caller))
    throw new ManagementReject(notController(canister.state.id, call.caller));
  return [canister.state.snapshots.map(shown)];
}

/** `delete_canister_snapshot`: controllers. */
export function deleteSnapshot(call: ManagementCall): Answer {
  const arg = call.arg as Target & { snapshot_id: Uint8Array };
  drop(call, controlled(call, arg.canister_id), arg.snapshot_id);
  return [];
}
