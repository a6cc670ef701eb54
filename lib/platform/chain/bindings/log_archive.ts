// Made of canisters/log_archive/log_archive.did by npm run canisters:bindings.
import type { ActorMethod } from "@dfinity/agent";
import { IDL } from "@dfinity/candid";
import type { Principal } from "@dfinity/principal";

export const GetBlocksResult = IDL.Rec();
export const Value = IDL.Rec();

export const Role = IDL.Variant({ issuer: IDL.Null });
export type Role = { issuer: null };

export const PullError = IDL.Variant({
  notAuthorised: IDL.Null,
  noRegistry: IDL.Null,
  refused: IDL.Variant({ notAuthorised: IDL.Null, mismatch: IDL.Null }),
  broken: IDL.Nat,
  unreachable: IDL.Text,
  full: IDL.Null,
});
export type PullError =
  | { notAuthorised: null }
  | { noRegistry: null }
  | { refused: { notAuthorised: null } | { mismatch: null } }
  | { broken: bigint }
  | { unreachable: string }
  | { full: null };

export const GetBlocksArgs = IDL.Vec(IDL.Record({ start: IDL.Nat, length: IDL.Nat }));
export type GetBlocksArgs = { start: bigint; length: bigint }[];

GetBlocksResult.fill(
  IDL.Record({
    log_length: IDL.Nat,
    blocks: IDL.Vec(IDL.Record({ id: IDL.Nat, block: Value })),
    archived_blocks: IDL.Vec(
      IDL.Record({ args: GetBlocksArgs, callback: IDL.Func([GetBlocksArgs], [GetBlocksResult], ["query"]) }),
    ),
  }),
);
export type GetBlocksResult = {
  log_length: bigint;
  blocks: { id: bigint; block: Value }[];
  archived_blocks: { args: GetBlocksArgs; callback: [Principal, string] }[];
};

Value.fill(
  IDL.Variant({
    Nat: IDL.Nat,
    Int: IDL.Int,
    Text: IDL.Text,
    Blob: IDL.Vec(IDL.Nat8),
    Array: IDL.Vec(Value),
    Map: IDL.Vec(IDL.Tuple(IDL.Text, Value)),
  }),
);
export type Value =
  | { Nat: bigint }
  | { Int: bigint }
  | { Text: string }
  | { Blob: Uint8Array }
  | { Array: Value[] }
  | { Map: [string, Value][] };

export const updates = {
  grantRole: IDL.Func(
    [IDL.Principal, Role],
    [IDL.Variant({ ok: IDL.Null, err: IDL.Variant({ notAuthorised: IDL.Null }) })],
    [],
  ),
  withdrawRole: IDL.Func(
    [IDL.Principal, Role],
    [IDL.Variant({ ok: IDL.Null, err: IDL.Variant({ notAuthorised: IDL.Null }) })],
    [],
  ),
  pull: IDL.Func(
    [],
    [IDL.Variant({ ok: IDL.Record({ start: IDL.Nat, next: IDL.Nat, whole: IDL.Bool }), err: PullError })],
    [],
  ),
};

export const queries = {
  standing: IDL.Func(
    [],
    [IDL.Record({ registry: IDL.Opt(IDL.Principal), start: IDL.Nat, next: IDL.Nat, tip: IDL.Opt(IDL.Vec(IDL.Nat8)) })],
    ["query"],
  ),
  icrc3_get_blocks: IDL.Func([GetBlocksArgs], [GetBlocksResult], ["query"]),
  icrc3_get_archives: IDL.Func(
    [IDL.Record({ from: IDL.Opt(IDL.Principal) })],
    [IDL.Vec(IDL.Record({ canister_id: IDL.Principal, start: IDL.Nat, end: IDL.Nat }))],
    ["query"],
  ),
  icrc3_get_tip_certificate: IDL.Func(
    [],
    [IDL.Opt(IDL.Record({ certificate: IDL.Vec(IDL.Nat8), hash_tree: IDL.Vec(IDL.Nat8) }))],
    ["query"],
  ),
  icrc3_supported_block_types: IDL.Func([], [IDL.Vec(IDL.Record({ block_type: IDL.Text, url: IDL.Text }))], ["query"]),
  icrc10_supported_standards: IDL.Func([], [IDL.Vec(IDL.Record({ name: IDL.Text, url: IDL.Text }))], ["query"]),
};

export const service: IDL.InterfaceFactory = () => IDL.Service({ ...updates, ...queries });

export type Service = {
  grantRole: ActorMethod<[Principal, Role], { ok: null } | { err: { notAuthorised: null } }>;
  withdrawRole: ActorMethod<[Principal, Role], { ok: null } | { err: { notAuthorised: null } }>;
  pull: ActorMethod<[], { ok: { start: bigint; next: bigint; whole: boolean } } | { err: PullError }>;
  standing: ActorMethod<[], { registry: [] | [Principal]; start: bigint; next: bigint; tip: [] | [Uint8Array] }>;
  icrc3_get_blocks: ActorMethod<[GetBlocksArgs], GetBlocksResult>;
  icrc3_get_archives: ActorMethod<
    [{ from: [] | [Principal] }],
    { canister_id: Principal; start: bigint; end: bigint }[]
  >;
  icrc3_get_tip_certificate: ActorMethod<[], [] | [{ certificate: Uint8Array; hash_tree: Uint8Array }]>;
  icrc3_supported_block_types: ActorMethod<[], { block_type: string; url: string }[]>;
  icrc10_supported_standards: ActorMethod<[], { name: string; url: string }[]>;
};
