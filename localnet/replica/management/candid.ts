import { IDL } from "@dfinity/candid";
import type { Principal } from "@dfinity/principal";

// The management canister's interface (ic.did of the interface specification 0.66), as far as this network serves it.
// `log_memory_limit` and `log_memory_store_size` are not in the published file, but clients decode them.

export type Opt<T> = [] | [T];
type VisibilityArg = { controllers: null } | { public: null } | { allowed_viewers: Principal[] };

export interface SettingsArg {
  controllers: Opt<Principal[]>;
  compute_allocation: Opt<bigint>;
  memory_allocation: Opt<bigint>;
  freezing_threshold: Opt<bigint>;
  reserved_cycles_limit: Opt<bigint>;
  minimum_incoming_canister_call_cycles: Opt<bigint>;
  wasm_memory_limit: Opt<bigint>;
  wasm_memory_threshold: Opt<bigint>;
  log_memory_limit: Opt<bigint>;
  log_visibility: Opt<VisibilityArg>;
  snapshot_visibility: Opt<VisibilityArg>;
  status_visibility: Opt<VisibilityArg>;
  environment_variables: Opt<{ name: string; value: string }[]>;
}

export type InstallMode =
  | { install: null }
  | { reinstall: null }
  | {
      upgrade: Opt<{
        skip_pre_upgrade: Opt<boolean>;
        wasm_memory_persistence: Opt<{ keep: null } | { replace: null }>;
      }>;
    };

const blob = IDL.Vec(IDL.Nat8);
const visibility = IDL.Variant({ controllers: IDL.Null, public: IDL.Null, allowed_viewers: IDL.Vec(IDL.Principal) });
const variable = IDL.Record({ name: IDL.Text, value: IDL.Text });
const NUMBERS = [
  "compute_allocation",
  "memory_allocation",
  "freezing_threshold",
  "reserved_cycles_limit",
  "minimum_incoming_canister_call_cycles",
  "wasm_memory_limit",
  "wasm_memory_threshold",
  "log_memory_limit",
];
const fields = (wrap: (type: IDL.Type) => IDL.Type) => ({
  ...Object.fromEntries(NUMBERS.map((name) => [name, wrap(IDL.Nat)])),
  controllers: wrap(IDL.Vec(IDL.Principal)),
  log_visibility: wrap(visibility),
  snapshot_visibility: wrap(visibility),
  status_visibility: wrap(visibility),
  environment_variables: wrap(IDL.Vec(variable)),
});
const settings = IDL.Record(fields((type) => IDL.Opt(type)));
const definiteSettings = IDL.Record(fields((type) => type));

const senderVersion = { sender_canister_version: IDL.Opt(IDL.Nat64) };
const target = { canister_id: IDL.Principal };
const one = IDL.Record(target);
const versioned = IDL.Record({ ...target, ...senderVersion });
const mode = IDL.Variant({
  install: IDL.Null,
  reinstall: IDL.Null,
  upgrade: IDL.Opt(
    IDL.Record({
      skip_pre_upgrade: IDL.Opt(IDL.Bool),
      wasm_memory_persistence: IDL.Opt(IDL.Variant({ keep: IDL.Null, replace: IDL.Null })),
    }),
  ),
});
const chunkHash = IDL.Record({ hash: blob });
const snapshot = IDL.Record({ id: blob, taken_at_timestamp: IDL.Nat64, total_size: IDL.Nat64 });

const nats = (...names: string[]) => IDL.Record(Object.fromEntries(names.map((name) => [name, IDL.Nat])));
const status = IDL.Record({
  status: IDL.Variant({ running: IDL.Null, stopping: IDL.Null, stopped: IDL.Null }),
  ready_for_migration: IDL.Bool,
  version: IDL.Nat64,
  settings: definiteSettings,
  module_hash: IDL.Opt(blob),
  memory_size: IDL.Nat,
  memory_metrics: nats(
    "wasm_memory_size",
    "stable_memory_size",
    "global_memory_size",
    "wasm_binary_size",
    "custom_sections_size",
    "canister_history_size",
    "wasm_chunk_store_size",
    "snapshots_size",
    "log_memory_store_size",
  ),
  cycles: IDL.Nat,
  reserved_cycles: IDL.Nat,
  idle_cycles_burned_per_day: IDL.Nat,
  query_stats: nats(
    "num_calls_total",
    "num_instructions_total",
    "request_payload_bytes_total",
    "response_payload_bytes_total",
  ),
});

const change = IDL.Record({
  timestamp_nanos: IDL.Nat64,
  canister_version: IDL.Nat64,
  origin: IDL.Variant({
    from_user: IDL.Record({ user_id: IDL.Principal }),
    from_canister: IDL.Record({ canister_id: IDL.Principal, canister_version: IDL.Opt(IDL.Nat64) }),
  }),
  details: IDL.Variant({
    creation: IDL.Record({ controllers: IDL.Vec(IDL.Principal), environment_variables_hash: IDL.Opt(blob) }),
    code_uninstall: IDL.Null,
    code_deployment: IDL.Record({
      mode: IDL.Variant({ install: IDL.Null, reinstall: IDL.Null, upgrade: IDL.Null }),
      module_hash: blob,
    }),
    load_snapshot: IDL.Record({
      from_canister_id: IDL.Opt(IDL.Principal),
      snapshot_id: blob,
      canister_version: IDL.Nat64,
      taken_at_timestamp: IDL.Nat64,
      source: IDL.Variant({ taken_from_canister: IDL.Reserved, metadata_upload: IDL.Reserved }),
    }),
    controllers_change: IDL.Record({ controllers: IDL.Vec(IDL.Principal) }),
  }),
});

/** Argument and result types of each method. */
export const TYPES: Record<string, { arg: [] | [IDL.Type]; result: [] | [IDL.Type] }> = {
  create_canister: { arg: [IDL.Record({ settings: IDL.Opt(settings), ...senderVersion })], result: [one] },
  provisional_create_canister_with_cycles: {
    arg: [
      IDL.Record({
        amount: IDL.Opt(IDL.Nat),
        settings: IDL.Opt(settings),
        specified_id: IDL.Opt(IDL.Principal),
        ...senderVersion,
      }),
    ],
    result: [one],
  },
  provisional_top_up_canister: { arg: [IDL.Record({ ...target, amount: IDL.Nat })], result: [] },
  update_settings: { arg: [IDL.Record({ ...target, settings, ...senderVersion })], result: [] },
  install_code: { arg: [IDL.Record({ mode, ...target, wasm_module: blob, arg: blob, ...senderVersion })], result: [] },
  install_chunked_code: {
    arg: [
      IDL.Record({
        mode,
        target_canister: IDL.Principal,
        store_canister: IDL.Opt(IDL.Principal),
        chunk_hashes_list: IDL.Vec(chunkHash),
        wasm_module_hash: blob,
        arg: blob,
        ...senderVersion,
      }),
    ],
    result: [],
  },
  upload_chunk: { arg: [IDL.Record({ ...target, chunk: blob })], result: [chunkHash] },
  clear_chunk_store: { arg: [one], result: [] },
  stored_chunks: { arg: [one], result: [IDL.Vec(chunkHash)] },
  uninstall_code: { arg: [versioned], result: [] },
  start_canister: { arg: [one], result: [] },
  stop_canister: { arg: [one], result: [] },
  delete_canister: { arg: [one], result: [] },
  canister_status: { arg: [one], result: [status] },
  canister_info: {
    arg: [IDL.Record({ ...target, num_requested_changes: IDL.Opt(IDL.Nat64) })],
    result: [
      IDL.Record({
        total_num_changes: IDL.Nat64,
        recent_changes: IDL.Vec(change),
        module_hash: IDL.Opt(blob),
        controllers: IDL.Vec(IDL.Principal),
      }),
    ],
  },
  canister_metadata: { arg: [IDL.Record({ ...target, name: IDL.Text })], result: [IDL.Record({ value: blob })] },
  deposit_cycles: { arg: [one], result: [] },
  raw_rand: { arg: [], result: [blob] },
  fetch_canister_logs: {
    arg: [one],
    result: [
      IDL.Record({
        canister_log_records: IDL.Vec(IDL.Record({ idx: IDL.Nat64, timestamp_nanos: IDL.Nat64, content: blob })),
      }),
    ],
  },
  list_canisters: {
    arg: [],
    result: [IDL.Record({ canisters: IDL.Vec(IDL.Record({ start: IDL.Principal, end: IDL.Principal })) })],
  },
  take_canister_snapshot: {
    arg: [
      IDL.Record({ ...target, replace_snapshot: IDL.Opt(blob), uninstall_code: IDL.Opt(IDL.Bool), ...senderVersion }),
    ],
    result: [snapshot],
  },
  load_canister_snapshot: { arg: [IDL.Record({ ...target, snapshot_id: blob, ...senderVersion })], result: [] },
  list_canister_snapshots: { arg: [one], result: [IDL.Vec(snapshot)] },
  delete_canister_snapshot: { arg: [IDL.Record({ ...target, snapshot_id: blob })], result: [] },
};
