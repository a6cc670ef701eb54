// Made of canisters/testing/Probe.mo by npm run canisters:bindings.
import type { ActorMethod } from "@dfinity/agent";
import { IDL } from "@dfinity/candid";
import type { Principal } from "@dfinity/principal";

export const Value = IDL.Rec();

Value.fill(
  IDL.Variant({
    Array: IDL.Vec(Value),
    Blob: IDL.Vec(IDL.Nat8),
    Int: IDL.Int,
    Map: IDL.Vec(IDL.Tuple(IDL.Text, Value)),
    Nat: IDL.Nat,
    Text: IDL.Text,
  }),
);
export type Value =
  | { Array: Value[] }
  | { Blob: Uint8Array }
  | { Int: bigint }
  | { Map: [string, Value][] }
  | { Nat: bigint }
  | { Text: string };

export const Status = IDL.Variant({ active: IDL.Null, revoked: IDL.Null, suspended: IDL.Null });
export type Status = { active: null } | { revoked: null } | { suspended: null };

export const Approval = IDL.Record({ approver: IDL.Principal, at: IDL.Nat64, block: IDL.Nat });
export type Approval = { approver: Principal; at: bigint; block: bigint };

export const Receipt = IDL.Record({ at: IDL.Nat64, block: IDL.Nat });
export type Receipt = { at: bigint; block: bigint };

export const Standing = IDL.Record({
  approvals: IDL.Vec(Approval),
  batchId: IDL.Text,
  dropped: IDL.Opt(Receipt),
  manifestHash: IDL.Vec(IDL.Nat8),
  planHash: IDL.Vec(IDL.Nat8),
});
export type Standing = {
  approvals: Approval[];
  batchId: string;
  dropped: [] | [Receipt];
  manifestHash: Uint8Array;
  planHash: Uint8Array;
};

export const Sector = IDL.Variant({ education: IDL.Null, government: IDL.Null, private: IDL.Null, startups: IDL.Null });
export type Sector = { education: null } | { government: null } | { private: null } | { startups: null };

export const Role = IDL.Variant({ approver: IDL.Null, governor: IDL.Null, issuer: IDL.Null });
export type Role = { approver: null } | { governor: null } | { issuer: null };

export const ReturnedPlaces = IDL.Record({ places: IDL.Nat32, sector: Sector });
export type ReturnedPlaces = { places: number; sector: Sector };

export const Refusal = IDL.Variant({ illegalTransition: IDL.Record({ from: Status }), invalid: IDL.Text });
export type Refusal = { illegalTransition: { from: Status } } | { invalid: string };

export const Result = IDL.Variant({ err: Refusal, ok: Status });
export type Result = { err: Refusal } | { ok: Status };

export const Policy = IDL.Record({ approvals: IDL.Nat32, delay: IDL.Nat64, governors: IDL.Nat32 });
export type Policy = { approvals: number; delay: bigint; governors: number };

export const Places = IDL.Record({
  education: IDL.Nat32,
  government: IDL.Nat32,
  private: IDL.Nat32,
  startups: IDL.Nat32,
  total: IDL.Nat32,
});
export type Places = { education: number; government: number; private: number; startups: number; total: number };

export const NoteArgs = IDL.Record({ hash: IDL.Vec(IDL.Nat8), operation: IDL.Text, sequence: IDL.Nat64 });
export type NoteArgs = { hash: Uint8Array; operation: string; sequence: bigint };

export const NamedArchive = IDL.Record({ canister: IDL.Principal, keep: IDL.Nat32 });
export type NamedArchive = { canister: Principal; keep: number };

export const Act = IDL.Variant({
  archive: NamedArchive,
  caps: Places,
  grant: IDL.Record({ principal: IDL.Principal, role: Role }),
  policy: Policy,
  returnPlaces: ReturnedPlaces,
  withdraw: IDL.Record({ principal: IDL.Principal, role: Role }),
});
export type Act =
  | { archive: NamedArchive }
  | { caps: Places }
  | { grant: { principal: Principal; role: Role } }
  | { policy: Policy }
  | { returnPlaces: ReturnedPlaces }
  | { withdraw: { principal: Principal; role: Role } };

export const MoveArgs = IDL.Record({ act: Act, decision: IDL.Text, operation: IDL.Text });
export type MoveArgs = { act: Act; decision: string; operation: string };

export const MotionArgs = IDL.Record({ motion: IDL.Nat });
export type MotionArgs = { motion: bigint };

export const LicenceRecord = IDL.Record({
  batch: IDL.Text,
  chunk: IDL.Nat32,
  decision: IDL.Text,
  holder: IDL.Opt(IDL.Vec(IDL.Nat8)),
  institutionId: IDL.Text,
  institutionName: IDL.Text,
  issued: IDL.Nat64,
  number: IDL.Text,
  phase: IDL.Text,
  programme: IDL.Text,
  reason: IDL.Opt(IDL.Text),
  sector: Sector,
  status: Status,
  statusSince: IDL.Nat64,
  validFrom: IDL.Nat64,
  validUntil: IDL.Nat64,
});
export type LicenceRecord = {
  batch: string;
  chunk: number;
  decision: string;
  holder: [] | [Uint8Array];
  institutionId: string;
  institutionName: string;
  issued: bigint;
  number: string;
  phase: string;
  programme: string;
  reason: [] | [string];
  sector: Sector;
  status: Status;
  statusSince: bigint;
  validFrom: bigint;
  validUntil: bigint;
};

export const Entry = IDL.Record({
  decision: IDL.Text,
  institutionId: IDL.Text,
  institutionName: IDL.Text,
  number: IDL.Text,
  phase: IDL.Text,
  programme: IDL.Text,
  sector: Sector,
  validFrom: IDL.Nat64,
  validUntil: IDL.Nat64,
});
export type Entry = {
  decision: string;
  institutionId: string;
  institutionName: string;
  number: string;
  phase: string;
  programme: string;
  sector: Sector;
  validFrom: bigint;
  validUntil: bigint;
};

export const IssueArgs = IDL.Record({
  batchId: IDL.Text,
  chunk: IDL.Nat32,
  chunkHashes: IDL.Opt(IDL.Vec(IDL.Vec(IDL.Nat8))),
  chunks: IDL.Nat32,
  entries: IDL.Vec(Entry),
  manifestHash: IDL.Vec(IDL.Nat8),
});
export type IssueArgs = {
  batchId: string;
  chunk: number;
  chunkHashes: [] | [Uint8Array[]];
  chunks: number;
  entries: Entry[];
  manifestHash: Uint8Array;
};

export const FoundArgs = IDL.Record({
  approvers: IDL.Vec(IDL.Principal),
  governors: IDL.Vec(IDL.Principal),
  policy: Policy,
});
export type FoundArgs = { approvers: Principal[]; governors: Principal[]; policy: Policy };

export const Entry__1 = IDL.Record({
  account: IDL.Text,
  handle: IDL.Text,
  institutionId: IDL.Text,
  institutionName: IDL.Text,
  owner: IDL.Principal,
});
export type Entry__1 = {
  account: string;
  handle: string;
  institutionId: string;
  institutionName: string;
  owner: Principal;
};

export const DisownArgs = IDL.Record({ block: IDL.Nat, decision: IDL.Text, reason: IDL.Text, sequence: IDL.Nat64 });
export type DisownArgs = { block: bigint; decision: string; reason: string; sequence: bigint };

export const ChangeArgs = IDL.Record({ decision: IDL.Text, number: IDL.Text, operation: IDL.Text, reason: IDL.Text });
export type ChangeArgs = { decision: string; number: string; operation: string; reason: string };

export const Change = IDL.Variant({ put: IDL.Tuple(IDL.Vec(IDL.Nat8), IDL.Vec(IDL.Nat8)), remove: IDL.Vec(IDL.Nat8) });
export type Change = { put: [Uint8Array, Uint8Array] } | { remove: Uint8Array };

export const CancelArgs = IDL.Record({ decision: IDL.Text, motion: IDL.Nat, reason: IDL.Text });
export type CancelArgs = { decision: string; motion: bigint; reason: string };

export const Bound = IDL.Variant({
  accounts: IDL.Null,
  allBlocks: IDL.Null,
  approvals: IDL.Null,
  archived: IDL.Null,
  archives: IDL.Null,
  batches: IDL.Null,
  brokenGlass: IDL.Null,
  cells: IDL.Null,
  changes: IDL.Null,
  digests: IDL.Null,
  digestsOfDay: IDL.Null,
  ends: IDL.Null,
  grants: IDL.Null,
  heads: IDL.Null,
  headsOfDay: IDL.Null,
  liveBlocks: IDL.Null,
  motionsKept: IDL.Null,
  places: IDL.Null,
  statusPlaces: IDL.Null,
  words: IDL.Null,
});
export type Bound =
  | { accounts: null }
  | { allBlocks: null }
  | { approvals: null }
  | { archived: null }
  | { archives: null }
  | { batches: null }
  | { brokenGlass: null }
  | { cells: null }
  | { changes: null }
  | { digests: null }
  | { digestsOfDay: null }
  | { ends: null }
  | { grants: null }
  | { heads: null }
  | { headsOfDay: null }
  | { liveBlocks: null }
  | { motionsKept: null }
  | { places: null }
  | { statusPlaces: null }
  | { words: null };

export const ApproveArgs = IDL.Record({
  batchId: IDL.Text,
  manifestHash: IDL.Vec(IDL.Nat8),
  planHash: IDL.Vec(IDL.Nat8),
});
export type ApproveArgs = { batchId: string; manifestHash: Uint8Array; planHash: Uint8Array };

export const Asked = IDL.Variant({
  agree: MotionArgs,
  approve: ApproveArgs,
  cancel: CancelArgs,
  caps: Places,
  disown: DisownArgs,
  enact: MotionArgs,
  found: FoundArgs,
  issue: IssueArgs,
  move: MoveArgs,
  note: NoteArgs,
  suspend: ChangeArgs,
});
export type Asked =
  | { agree: MotionArgs }
  | { approve: ApproveArgs }
  | { cancel: CancelArgs }
  | { caps: Places }
  | { disown: DisownArgs }
  | { enact: MotionArgs }
  | { found: FoundArgs }
  | { issue: IssueArgs }
  | { move: MoveArgs }
  | { note: NoteArgs }
  | { suspend: ChangeArgs };

export const Act__1 = IDL.Variant({
  bind: IDL.Null,
  rebind: IDL.Null,
  reinstate: IDL.Null,
  renew: IDL.Null,
  revoke: IDL.Null,
  suspend: IDL.Null,
  unbind: IDL.Null,
});
export type Act__1 =
  | { bind: null }
  | { rebind: null }
  | { reinstate: null }
  | { renew: null }
  | { revoke: null }
  | { suspend: null }
  | { unbind: null };

export const AccountStatus = IDL.Variant({ active: IDL.Null, suspended: IDL.Null });
export type AccountStatus = { active: null } | { suspended: null };

export const Account = IDL.Record({
  handle: IDL.Text,
  institutionId: IDL.Text,
  institutionName: IDL.Text,
  opened: IDL.Nat64,
  owner: IDL.Principal,
  status: AccountStatus,
  statusSince: IDL.Nat64,
});
export type Account = {
  handle: string;
  institutionId: string;
  institutionName: string;
  opened: bigint;
  owner: Principal;
  status: AccountStatus;
  statusSince: bigint;
};

export const updates = {};

export const queries = {
  account: IDL.Func([Account, Entry__1], [IDL.Vec(IDL.Vec(IDL.Nat8))], ["query"]),
  admit: IDL.Func(
    [IDL.Vec(IDL.Record({ act: Act__1, now: IDL.Nat64, record: LicenceRecord }))],
    [IDL.Vec(Result)],
    ["query"],
  ),
  blockHash: IDL.Func([Value], [IDL.Vec(IDL.Nat8)], ["query"]),
  bound: IDL.Func([Bound, IDL.Vec(Entry), IDL.Bool], [IDL.Vec(IDL.Tuple(IDL.Text, IDL.Bool))], ["query"]),
  chunk: IDL.Func([IDL.Vec(Entry)], [IDL.Vec(IDL.Nat8)], ["query"]),
  decide: IDL.Func(
    [IDL.Vec(IDL.Record({ asked: Asked, caller: IDL.Principal, now: IDL.Nat64 }))],
    [IDL.Vec(IDL.Text)],
    ["query"],
  ),
  leb128: IDL.Func(
    [IDL.Vec(IDL.Nat), IDL.Vec(IDL.Int)],
    [IDL.Vec(IDL.Vec(IDL.Nat8)), IDL.Vec(IDL.Vec(IDL.Nat8))],
    ["query"],
  ),
  licence: IDL.Func([LicenceRecord], [IDL.Vec(IDL.Nat8), IDL.Vec(IDL.Nat8)], ["query"]),
  manifest: IDL.Func([IDL.Vec(IDL.Vec(IDL.Nat8))], [IDL.Vec(IDL.Nat8)], ["query"]),
  sha256: IDL.Func([IDL.Vec(IDL.Vec(IDL.Nat8))], [IDL.Vec(IDL.Vec(IDL.Nat8))], ["query"]),
  sha256OfPieces: IDL.Func([IDL.Vec(IDL.Vec(IDL.Vec(IDL.Nat8)))], [IDL.Vec(IDL.Vec(IDL.Nat8))], ["query"]),
  standing: IDL.Func([Standing], [IDL.Vec(IDL.Nat8), IDL.Vec(IDL.Nat8)], ["query"]),
  statusBits: IDL.Func([IDL.Nat, IDL.Vec(IDL.Tuple(IDL.Nat, Status))], [IDL.Vec(IDL.Nat8)], ["query"]),
  statusLists: IDL.Func([IDL.Vec(IDL.Vec(Entry)), IDL.Vec(IDL.Tuple(IDL.Nat, Status))], [IDL.Vec(IDL.Nat8)], ["query"]),
  taken: IDL.Func([IDL.Vec(Value), IDL.Bool], [IDL.Nat], ["query"]),
  trie: IDL.Func(
    [IDL.Vec(Change), IDL.Bool, IDL.Vec(IDL.Vec(IDL.Nat8))],
    [IDL.Vec(IDL.Nat8), IDL.Nat, IDL.Vec(IDL.Vec(IDL.Nat8))],
    ["query"],
  ),
  wellFormed: IDL.Func(
    [IDL.Vec(IDL.Text), IDL.Vec(IDL.Text), IDL.Vec(IDL.Text)],
    [IDL.Vec(IDL.Bool), IDL.Vec(IDL.Bool), IDL.Vec(IDL.Bool)],
    ["query"],
  ),
};

export const service: IDL.InterfaceFactory = () => IDL.Service({ ...updates, ...queries });

export type Service = {
  account: ActorMethod<[Account, Entry__1], Uint8Array[]>;
  admit: ActorMethod<[{ act: Act__1; now: bigint; record: LicenceRecord }[]], Result[]>;
  blockHash: ActorMethod<[Value], Uint8Array>;
  bound: ActorMethod<[Bound, Entry[], boolean], [string, boolean][]>;
  chunk: ActorMethod<[Entry[]], Uint8Array>;
  decide: ActorMethod<[{ asked: Asked; caller: Principal; now: bigint }[]], string[]>;
  leb128: ActorMethod<[bigint[], bigint[]], [Uint8Array[], Uint8Array[]]>;
  licence: ActorMethod<[LicenceRecord], [Uint8Array, Uint8Array]>;
  manifest: ActorMethod<[Uint8Array[]], Uint8Array>;
  sha256: ActorMethod<[Uint8Array[]], Uint8Array[]>;
  sha256OfPieces: ActorMethod<[Uint8Array[][]], Uint8Array[]>;
  standing: ActorMethod<[Standing], [Uint8Array, Uint8Array]>;
  statusBits: ActorMethod<[bigint, [bigint, Status][]], Uint8Array>;
  statusLists: ActorMethod<[Entry[][], [bigint, Status][]], Uint8Array>;
  taken: ActorMethod<[Value[], boolean], bigint>;
  trie: ActorMethod<[Change[], boolean, Uint8Array[]], [Uint8Array, bigint, Uint8Array[]]>;
  wellFormed: ActorMethod<[string[], string[], string[]], [boolean[], boolean[], boolean[]]>;
};
