// Made of canisters/messenger/messenger.did by npm run canisters:bindings.
import type { ActorMethod } from "@dfinity/agent";
import { IDL } from "@dfinity/candid";
import type { Principal } from "@dfinity/principal";

export const Role = IDL.Variant({ issuer: IDL.Null });
export type Role = { issuer: null };

export const AccountStatus = IDL.Variant({ active: IDL.Null, suspended: IDL.Null });
export type AccountStatus = { active: null } | { suspended: null };

export const Entry = IDL.Record({
  account: IDL.Text,
  handle: IDL.Text,
  owner: IDL.Principal,
  institutionId: IDL.Text,
  institutionName: IDL.Text,
});
export type Entry = {
  account: string;
  handle: string;
  owner: Principal;
  institutionId: string;
  institutionName: string;
};

export const Account = IDL.Record({
  handle: IDL.Text,
  owner: IDL.Principal,
  institutionId: IDL.Text,
  institutionName: IDL.Text,
  opened: IDL.Nat64,
  status: AccountStatus,
  statusSince: IDL.Nat64,
});
export type Account = {
  handle: string;
  owner: Principal;
  institutionId: string;
  institutionName: string;
  opened: bigint;
  status: AccountStatus;
  statusSince: bigint;
};

export const OpenArgs = IDL.Record({
  batchId: IDL.Text,
  chunk: IDL.Nat32,
  chunks: IDL.Nat32,
  manifestHash: IDL.Vec(IDL.Nat8),
  entries: IDL.Vec(Entry),
});
export type OpenArgs = { batchId: string; chunk: number; chunks: number; manifestHash: Uint8Array; entries: Entry[] };

export const OpenError = IDL.Variant({
  notAuthorised: IDL.Null,
  invalidEntry: IDL.Record({ index: IDL.Nat32, field: IDL.Text }),
  tooMany: IDL.Null,
  conflict: IDL.Null,
  manifestMismatch: IDL.Null,
  handleTaken: IDL.Text,
  ownerHasAccount: IDL.Principal,
  accountExists: IDL.Text,
  full: IDL.Null,
});
export type OpenError =
  | { notAuthorised: null }
  | { invalidEntry: { index: number; field: string } }
  | { tooMany: null }
  | { conflict: null }
  | { manifestMismatch: null }
  | { handleTaken: string }
  | { ownerHasAccount: Principal }
  | { accountExists: string }
  | { full: null };

export const ChangeError = IDL.Variant({
  notAuthorised: IDL.Null,
  notFound: IDL.Null,
  conflict: IDL.Null,
  illegalTransition: IDL.Null,
  invalid: IDL.Text,
  full: IDL.Null,
});
export type ChangeError =
  | { notAuthorised: null }
  | { notFound: null }
  | { conflict: null }
  | { illegalTransition: null }
  | { invalid: string }
  | { full: null };

export const MoveError = IDL.Variant({
  notAuthorised: IDL.Null,
  notFound: IDL.Null,
  conflict: IDL.Null,
  illegalTransition: IDL.Null,
  invalid: IDL.Text,
  full: IDL.Null,
  ownerHasAccount: IDL.Principal,
});
export type MoveError =
  | { notAuthorised: null }
  | { notFound: null }
  | { conflict: null }
  | { illegalTransition: null }
  | { invalid: string }
  | { full: null }
  | { ownerHasAccount: Principal };

export const Receipt = IDL.Record({ at: IDL.Nat64 });
export type Receipt = { at: bigint };

export const Verification = IDL.Record({ certificate: IDL.Opt(IDL.Vec(IDL.Nat8)), witness: IDL.Vec(IDL.Nat8) });
export type Verification = { certificate: [] | [Uint8Array]; witness: Uint8Array };

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
  openAccounts: IDL.Func(
    [OpenArgs],
    [IDL.Variant({ ok: IDL.Record({ at: IDL.Nat64, chunkHash: IDL.Vec(IDL.Nat8) }), err: OpenError })],
    [],
  ),
  suspendAccount: IDL.Func(
    [IDL.Record({ operation: IDL.Text, account: IDL.Text })],
    [IDL.Variant({ ok: Receipt, err: ChangeError })],
    [],
  ),
  reinstateAccount: IDL.Func(
    [IDL.Record({ operation: IDL.Text, account: IDL.Text })],
    [IDL.Variant({ ok: Receipt, err: ChangeError })],
    [],
  ),
  removeAccount: IDL.Func(
    [IDL.Record({ operation: IDL.Text, account: IDL.Text })],
    [IDL.Variant({ ok: Receipt, err: ChangeError })],
    [],
  ),
  moveAccount: IDL.Func(
    [IDL.Record({ operation: IDL.Text, account: IDL.Text, owner: IDL.Principal })],
    [IDL.Variant({ ok: Receipt, err: MoveError })],
    [],
  ),
};

export const queries = {
  verifyHandle: IDL.Func([IDL.Text], [Verification], ["query"]),
  verifyPrincipal: IDL.Func([IDL.Principal], [Verification], ["query"]),
  count: IDL.Func([], [Verification], ["query"]),
  account: IDL.Func([IDL.Text], [IDL.Opt(Account)], ["query"]),
  accounts: IDL.Func([], [IDL.Nat], ["query"]),
};

export const service: IDL.InterfaceFactory = () => IDL.Service({ ...updates, ...queries });

export type Service = {
  grantRole: ActorMethod<[Principal, Role], { ok: null } | { err: { notAuthorised: null } }>;
  withdrawRole: ActorMethod<[Principal, Role], { ok: null } | { err: { notAuthorised: null } }>;
  openAccounts: ActorMethod<[OpenArgs], { ok: { at: bigint; chunkHash: Uint8Array } } | { err: OpenError }>;
  suspendAccount: ActorMethod<[{ operation: string; account: string }], { ok: Receipt } | { err: ChangeError }>;
  reinstateAccount: ActorMethod<[{ operation: string; account: string }], { ok: Receipt } | { err: ChangeError }>;
  removeAccount: ActorMethod<[{ operation: string; account: string }], { ok: Receipt } | { err: ChangeError }>;
  moveAccount: ActorMethod<
    [{ operation: string; account: string; owner: Principal }],
    { ok: Receipt } | { err: MoveError }
  >;
  verifyHandle: ActorMethod<[string], Verification>;
  verifyPrincipal: ActorMethod<[Principal], Verification>;
  count: ActorMethod<[], Verification>;
  account: ActorMethod<[string], [] | [Account]>;
  accounts: ActorMethod<[], bigint>;
};
