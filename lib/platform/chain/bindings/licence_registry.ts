// Made of canisters/licence_registry/licence_registry.did by npm run canisters:bindings.
import type { ActorMethod } from "@dfinity/agent";
import { IDL } from "@dfinity/candid";
import type { Principal } from "@dfinity/principal";

export const GetBlocksResult = IDL.Rec();
export const Value = IDL.Rec();

export const Sector = IDL.Variant({ government: IDL.Null, education: IDL.Null, startups: IDL.Null, private: IDL.Null });
export type Sector = { government: null } | { education: null } | { startups: null } | { private: null };

export const Status = IDL.Variant({ active: IDL.Null, suspended: IDL.Null, revoked: IDL.Null });
export type Status = { active: null } | { suspended: null } | { revoked: null };

export const Role = IDL.Variant({ issuer: IDL.Null, approver: IDL.Null, governor: IDL.Null });
export type Role = { issuer: null } | { approver: null } | { governor: null };

export const Entry = IDL.Record({
  number: IDL.Text,
  programme: IDL.Text,
  phase: IDL.Text,
  sector: Sector,
  institutionId: IDL.Text,
  institutionName: IDL.Text,
  validFrom: IDL.Nat64,
  validUntil: IDL.Nat64,
  decision: IDL.Text,
});
export type Entry = {
  number: string;
  programme: string;
  phase: string;
  sector: Sector;
  institutionId: string;
  institutionName: string;
  validFrom: bigint;
  validUntil: bigint;
  decision: string;
};

export const LicenceRecord = IDL.Record({
  number: IDL.Text,
  programme: IDL.Text,
  phase: IDL.Text,
  sector: Sector,
  institutionId: IDL.Text,
  institutionName: IDL.Text,
  holder: IDL.Opt(IDL.Vec(IDL.Nat8)),
  issued: IDL.Nat64,
  validFrom: IDL.Nat64,
  validUntil: IDL.Nat64,
  status: Status,
  statusSince: IDL.Nat64,
  reason: IDL.Opt(IDL.Text),
  decision: IDL.Text,
  batch: IDL.Text,
  chunk: IDL.Nat32,
});
export type LicenceRecord = {
  number: string;
  programme: string;
  phase: string;
  sector: Sector;
  institutionId: string;
  institutionName: string;
  holder: [] | [Uint8Array];
  issued: bigint;
  validFrom: bigint;
  validUntil: bigint;
  status: Status;
  statusSince: bigint;
  reason: [] | [string];
  decision: string;
  batch: string;
  chunk: number;
};

export const IssueArgs = IDL.Record({
  batchId: IDL.Text,
  chunk: IDL.Nat32,
  chunks: IDL.Nat32,
  manifestHash: IDL.Vec(IDL.Nat8),
  chunkHashes: IDL.Opt(IDL.Vec(IDL.Vec(IDL.Nat8))),
  entries: IDL.Vec(Entry),
});
export type IssueArgs = {
  batchId: string;
  chunk: number;
  chunks: number;
  manifestHash: Uint8Array;
  chunkHashes: [] | [Uint8Array[]];
  entries: Entry[];
};

export const IssueReceipt = IDL.Record({ block: IDL.Nat, chunkHash: IDL.Vec(IDL.Nat8), issued: IDL.Nat64 });
export type IssueReceipt = { block: bigint; chunkHash: Uint8Array; issued: bigint };

export const Receipt = IDL.Record({ block: IDL.Nat, at: IDL.Nat64 });
export type Receipt = { block: bigint; at: bigint };

export const Short = IDL.Record({ needed: IDL.Nat32, approvals: IDL.Nat32 });
export type Short = { needed: number; approvals: number };

export const IssueError = IDL.Variant({
  notAuthorised: IDL.Null,
  invalidEntry: IDL.Record({ index: IDL.Nat32, field: IDL.Text }),
  tooMany: IDL.Null,
  conflict: IDL.Null,
  manifestMismatch: IDL.Null,
  duplicateNumber: IDL.Text,
  capExceeded: IDL.Record({ sector: IDL.Opt(Sector), cap: IDL.Nat32, issued: IDL.Nat32, asked: IDL.Nat32 }),
  notApproved: Short,
  dropped: IDL.Null,
  full: IDL.Null,
});
export type IssueError =
  | { notAuthorised: null }
  | { invalidEntry: { index: number; field: string } }
  | { tooMany: null }
  | { conflict: null }
  | { manifestMismatch: null }
  | { duplicateNumber: string }
  | { capExceeded: { sector: [] | [Sector]; cap: number; issued: number; asked: number } }
  | { notApproved: Short }
  | { dropped: null }
  | { full: null };

export const ApproveArgs = IDL.Record({
  batchId: IDL.Text,
  manifestHash: IDL.Vec(IDL.Nat8),
  planHash: IDL.Vec(IDL.Nat8),
});
export type ApproveArgs = { batchId: string; manifestHash: Uint8Array; planHash: Uint8Array };

export const ApproveError = IDL.Variant({
  notAuthorised: IDL.Null,
  conflict: IDL.Null,
  invalid: IDL.Text,
  dropped: IDL.Null,
  full: IDL.Null,
});
export type ApproveError =
  | { notAuthorised: null }
  | { conflict: null }
  | { invalid: string }
  | { dropped: null }
  | { full: null };

export const DropArgs = IDL.Record({ operation: IDL.Text, batchId: IDL.Text, reason: IDL.Text, decision: IDL.Text });
export type DropArgs = { operation: string; batchId: string; reason: string; decision: string };

export const DropError = IDL.Variant({
  notAuthorised: IDL.Null,
  conflict: IDL.Null,
  invalid: IDL.Text,
  alreadyIssued: IDL.Null,
  notFound: IDL.Null,
  full: IDL.Null,
});
export type DropError =
  | { notAuthorised: null }
  | { conflict: null }
  | { invalid: string }
  | { alreadyIssued: null }
  | { notFound: null }
  | { full: null };

export const BatchStanding = IDL.Record({
  batchId: IDL.Text,
  manifestHash: IDL.Vec(IDL.Nat8),
  planHash: IDL.Vec(IDL.Nat8),
  approvals: IDL.Vec(IDL.Record({ approver: IDL.Principal, at: IDL.Nat64, block: IDL.Nat })),
  needed: IDL.Nat32,
  dropped: IDL.Bool,
});
export type BatchStanding = {
  batchId: string;
  manifestHash: Uint8Array;
  planHash: Uint8Array;
  approvals: { approver: Principal; at: bigint; block: bigint }[];
  needed: number;
  dropped: boolean;
};

export const Policy = IDL.Record({ approvals: IDL.Nat32, governors: IDL.Nat32, delay: IDL.Nat64 });
export type Policy = { approvals: number; governors: number; delay: bigint };

export const Caps = IDL.Record({
  total: IDL.Nat32,
  government: IDL.Nat32,
  education: IDL.Nat32,
  startups: IDL.Nat32,
  private: IDL.Nat32,
});
export type Caps = { total: number; government: number; education: number; startups: number; private: number };

export const Act = IDL.Variant({
  grant: IDL.Record({ principal: IDL.Principal, role: Role }),
  withdraw: IDL.Record({ principal: IDL.Principal, role: Role }),
  caps: Caps,
  policy: Policy,
  returnPlaces: IDL.Record({ sector: Sector, places: IDL.Nat32 }),
  archive: IDL.Record({ canister: IDL.Principal, keep: IDL.Nat32 }),
});
export type Act =
  | { grant: { principal: Principal; role: Role } }
  | { withdraw: { principal: Principal; role: Role } }
  | { caps: Caps }
  | { policy: Policy }
  | { returnPlaces: { sector: Sector; places: number } }
  | { archive: { canister: Principal; keep: number } };

export const MotionState = IDL.Variant({
  open: IDL.Null,
  agreed: IDL.Null,
  enacted: IDL.Null,
  cancelled: IDL.Null,
  lapsed: IDL.Null,
});
export type MotionState =
  | { open: null }
  | { agreed: null }
  | { enacted: null }
  | { cancelled: null }
  | { lapsed: null };

export const Motion = IDL.Record({
  id: IDL.Nat,
  act: Act,
  decision: IDL.Text,
  moved: IDL.Nat64,
  agreed: IDL.Vec(IDL.Record({ governor: IDL.Principal, at: IDL.Nat64, block: IDL.Nat })),
  effectiveFrom: IDL.Opt(IDL.Nat64),
  state: MotionState,
});
export type Motion = {
  id: bigint;
  act: Act;
  decision: string;
  moved: bigint;
  agreed: { governor: Principal; at: bigint; block: bigint }[];
  effectiveFrom: [] | [bigint];
  state: MotionState;
};

export const MoveArgs = IDL.Record({ operation: IDL.Text, act: Act, decision: IDL.Text });
export type MoveArgs = { operation: string; act: Act; decision: string };

export const MoveReceipt = IDL.Record({ motion: IDL.Nat, block: IDL.Nat, at: IDL.Nat64 });
export type MoveReceipt = { motion: bigint; block: bigint; at: bigint };

export const MotionError = IDL.Variant({
  notAuthorised: IDL.Null,
  conflict: IDL.Null,
  notFound: IDL.Null,
  invalid: IDL.Text,
  full: IDL.Null,
  tooEarly: IDL.Nat64,
  over: MotionState,
  belowIssued: IDL.Record({ sector: IDL.Opt(Sector), issued: IDL.Nat32 }),
});
export type MotionError =
  | { notAuthorised: null }
  | { conflict: null }
  | { notFound: null }
  | { invalid: string }
  | { full: null }
  | { tooEarly: bigint }
  | { over: MotionState }
  | { belowIssued: { sector: [] | [Sector]; issued: number } };

export const FoundArgs = IDL.Record({
  governors: IDL.Vec(IDL.Principal),
  approvers: IDL.Vec(IDL.Principal),
  policy: Policy,
});
export type FoundArgs = { governors: Principal[]; approvers: Principal[]; policy: Policy };

export const FoundError = IDL.Variant({
  notAuthorised: IDL.Null,
  conflict: IDL.Null,
  invalid: IDL.Text,
  full: IDL.Null,
});
export type FoundError = { notAuthorised: null } | { conflict: null } | { invalid: string } | { full: null };

export const BrokenGlass = IDL.Record({ at: IDL.Nat64, block: IDL.Nat, reason: IDL.Text });
export type BrokenGlass = { at: bigint; block: bigint; reason: string };

export const ChangeError = IDL.Variant({
  notAuthorised: IDL.Null,
  notFound: IDL.Null,
  conflict: IDL.Null,
  illegalTransition: IDL.Record({ from: Status }),
  invalid: IDL.Text,
  notApproved: Short,
  full: IDL.Null,
});
export type ChangeError =
  | { notAuthorised: null }
  | { notFound: null }
  | { conflict: null }
  | { illegalTransition: { from: Status } }
  | { invalid: string }
  | { notApproved: Short }
  | { full: null };

export const RenewArgs = IDL.Record({
  operation: IDL.Text,
  reason: IDL.Text,
  decision: IDL.Text,
  renewals: IDL.Vec(IDL.Record({ number: IDL.Text, validUntil: IDL.Nat64 })),
});
export type RenewArgs = {
  operation: string;
  reason: string;
  decision: string;
  renewals: { number: string; validUntil: bigint }[];
};

export const RenewError = IDL.Variant({
  notAuthorised: IDL.Null,
  tooMany: IDL.Null,
  conflict: IDL.Null,
  invalid: IDL.Text,
  notApproved: Short,
  full: IDL.Null,
  refused: IDL.Vec(
    IDL.Record({
      index: IDL.Nat32,
      error: IDL.Variant({ notFound: IDL.Null, illegalTransition: IDL.Record({ from: Status }), invalid: IDL.Text }),
    }),
  ),
});
export type RenewError =
  | { notAuthorised: null }
  | { tooMany: null }
  | { conflict: null }
  | { invalid: string }
  | { notApproved: Short }
  | { full: null }
  | {
      refused: {
        index: number;
        error: { notFound: null } | { illegalTransition: { from: Status } } | { invalid: string };
      }[];
    };

export const CapsError = IDL.Variant({
  notAuthorised: IDL.Null,
  conflict: IDL.Null,
  invalid: IDL.Text,
  belowIssued: IDL.Record({ sector: IDL.Opt(Sector), issued: IDL.Nat32 }),
  full: IDL.Null,
});
export type CapsError =
  | { notAuthorised: null }
  | { conflict: null }
  | { invalid: string }
  | { belowIssued: { sector: [] | [Sector]; issued: number } }
  | { full: null };

export const NoteError = IDL.Variant({
  notAuthorised: IDL.Null,
  conflict: IDL.Null,
  invalid: IDL.Text,
  notAfter: IDL.Nat64,
  full: IDL.Null,
});
export type NoteError =
  | { notAuthorised: null }
  | { conflict: null }
  | { invalid: string }
  | { notAfter: bigint }
  | { full: null };

export const DisownedWord = IDL.Record({
  head: IDL.Nat,
  governor: IDL.Principal,
  reason: IDL.Text,
  decision: IDL.Text,
  at: IDL.Nat64,
  block: IDL.Nat,
});
export type DisownedWord = {
  head: bigint;
  governor: Principal;
  reason: string;
  decision: string;
  at: bigint;
  block: bigint;
};

export const DisownedHead = IDL.Record({ head: IDL.Nat, at: IDL.Nat64, block: IDL.Nat });
export type DisownedHead = { head: bigint; at: bigint; block: bigint };

export const DisownError = IDL.Variant({
  notAuthorised: IDL.Null,
  notFound: IDL.Null,
  invalid: IDL.Text,
  alreadyDisowned: IDL.Null,
  tooLate: IDL.Null,
  full: IDL.Null,
});
export type DisownError =
  | { notAuthorised: null }
  | { notFound: null }
  | { invalid: string }
  | { alreadyDisowned: null }
  | { tooLate: null }
  | { full: null };

export const DigestError = IDL.Variant({
  notAuthorised: IDL.Null,
  conflict: IDL.Null,
  invalid: IDL.Text,
  alreadyNoted: IDL.Null,
  tooEarly: IDL.Nat64,
  full: IDL.Null,
});
export type DigestError =
  | { notAuthorised: null }
  | { conflict: null }
  | { invalid: string }
  | { alreadyNoted: null }
  | { tooEarly: bigint }
  | { full: null };

export const AuditHead = IDL.Record({ sequence: IDL.Nat64, hash: IDL.Vec(IDL.Nat8), at: IDL.Nat64, block: IDL.Nat });
export type AuditHead = { sequence: bigint; hash: Uint8Array; at: bigint; block: bigint };

export const Totals = IDL.Record({
  total: IDL.Nat32,
  government: IDL.Nat32,
  education: IDL.Nat32,
  startups: IDL.Nat32,
  private: IDL.Nat32,
});
export type Totals = { total: number; government: number; education: number; startups: number; private: number };

export const Verification = IDL.Record({ certificate: IDL.Opt(IDL.Vec(IDL.Nat8)), witness: IDL.Vec(IDL.Nat8) });
export type Verification = { certificate: [] | [Uint8Array]; witness: Uint8Array };

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

export const Held = IDL.Record({ next: IDL.Nat, tip: IDL.Vec(IDL.Nat8) });
export type Held = { next: bigint; tip: Uint8Array };

export const HandOverError = IDL.Variant({ notAuthorised: IDL.Null, mismatch: IDL.Null });
export type HandOverError = { notAuthorised: null } | { mismatch: null };

export const Header = IDL.Tuple(IDL.Text, IDL.Text);
export type Header = [string, string];

export const HttpRequest = IDL.Record({
  method: IDL.Text,
  url: IDL.Text,
  headers: IDL.Vec(Header),
  body: IDL.Vec(IDL.Nat8),
  certificate_version: IDL.Opt(IDL.Nat16),
});
export type HttpRequest = {
  method: string;
  url: string;
  headers: Header[];
  body: Uint8Array;
  certificate_version: [] | [number];
};

export const HttpResponse = IDL.Record({ status_code: IDL.Nat16, headers: IDL.Vec(Header), body: IDL.Vec(IDL.Nat8) });
export type HttpResponse = { status_code: number; headers: Header[]; body: Uint8Array };

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
  found: IDL.Func([FoundArgs], [IDL.Variant({ ok: Receipt, err: FoundError })], []),
  breakGlass: IDL.Func(
    [IDL.Record({ governors: IDL.Vec(IDL.Principal), reason: IDL.Text, decision: IDL.Text })],
    [IDL.Variant({ ok: Receipt, err: FoundError })],
    [],
  ),
  move: IDL.Func([MoveArgs], [IDL.Variant({ ok: MoveReceipt, err: MotionError })], []),
  agree: IDL.Func([IDL.Record({ motion: IDL.Nat })], [IDL.Variant({ ok: Receipt, err: MotionError })], []),
  cancel: IDL.Func(
    [IDL.Record({ motion: IDL.Nat, reason: IDL.Text, decision: IDL.Text })],
    [IDL.Variant({ ok: Receipt, err: MotionError })],
    [],
  ),
  enact: IDL.Func([IDL.Record({ motion: IDL.Nat })], [IDL.Variant({ ok: Receipt, err: MotionError })], []),
  disownHead: IDL.Func(
    [IDL.Record({ block: IDL.Nat, sequence: IDL.Nat64, reason: IDL.Text, decision: IDL.Text })],
    [IDL.Variant({ ok: Receipt, err: DisownError })],
    [],
  ),
  approveBatch: IDL.Func([ApproveArgs], [IDL.Variant({ ok: Receipt, err: ApproveError })], []),
  dropBatch: IDL.Func([DropArgs], [IDL.Variant({ ok: Receipt, err: DropError })], []),
  issueBatch: IDL.Func([IssueArgs], [IDL.Variant({ ok: IssueReceipt, err: IssueError })], []),
  suspend: IDL.Func(
    [IDL.Record({ operation: IDL.Text, number: IDL.Text, reason: IDL.Text, decision: IDL.Text })],
    [IDL.Variant({ ok: Receipt, err: ChangeError })],
    [],
  ),
  reinstate: IDL.Func(
    [IDL.Record({ operation: IDL.Text, number: IDL.Text, reason: IDL.Text, decision: IDL.Text })],
    [IDL.Variant({ ok: Receipt, err: ChangeError })],
    [],
  ),
  revoke: IDL.Func(
    [IDL.Record({ operation: IDL.Text, number: IDL.Text, reason: IDL.Text, decision: IDL.Text })],
    [IDL.Variant({ ok: Receipt, err: ChangeError })],
    [],
  ),
  bindHolder: IDL.Func(
    [
      IDL.Record({
        operation: IDL.Text,
        number: IDL.Text,
        commitment: IDL.Vec(IDL.Nat8),
        reason: IDL.Text,
        decision: IDL.Text,
      }),
    ],
    [IDL.Variant({ ok: Receipt, err: ChangeError })],
    [],
  ),
  unbindHolder: IDL.Func(
    [IDL.Record({ operation: IDL.Text, number: IDL.Text, reason: IDL.Text, decision: IDL.Text })],
    [IDL.Variant({ ok: Receipt, err: ChangeError })],
    [],
  ),
  rebindHolder: IDL.Func(
    [
      IDL.Record({
        operation: IDL.Text,
        number: IDL.Text,
        commitment: IDL.Vec(IDL.Nat8),
        reason: IDL.Text,
        decision: IDL.Text,
      }),
    ],
    [IDL.Variant({ ok: Receipt, err: ChangeError })],
    [],
  ),
  renewBatch: IDL.Func([RenewArgs], [IDL.Variant({ ok: Receipt, err: RenewError })], []),
  setCaps: IDL.Func(
    [IDL.Record({ operation: IDL.Text, caps: Caps, decision: IDL.Text })],
    [IDL.Variant({ ok: Receipt, err: CapsError })],
    [],
  ),
  noteAuditHead: IDL.Func(
    [IDL.Record({ operation: IDL.Text, sequence: IDL.Nat64, hash: IDL.Vec(IDL.Nat8) })],
    [IDL.Variant({ ok: Receipt, err: NoteError })],
    [],
  ),
  noteDigest: IDL.Func(
    [IDL.Record({ operation: IDL.Text, name: IDL.Text, hash: IDL.Vec(IDL.Nat8), size: IDL.Nat64 })],
    [IDL.Variant({ ok: Receipt, err: DigestError })],
    [],
  ),
  handOver: IDL.Func(
    [IDL.Opt(Held)],
    [IDL.Variant({ ok: IDL.Record({ start: IDL.Nat, blocks: IDL.Vec(Value) }), err: HandOverError })],
    [],
  ),
};

export const queries = {
  verify: IDL.Func([IDL.Text], [Verification], ["query"]),
  licence: IDL.Func([IDL.Text], [IDL.Opt(LicenceRecord)], ["query"]),
  caps: IDL.Func([], [Caps], ["query"]),
  issued: IDL.Func([], [Totals], ["query"]),
  auditHeads: IDL.Func(
    [],
    [
      IDL.Record({
        heads: IDL.Vec(AuditHead),
        disowned: IDL.Vec(DisownedHead),
        words: IDL.Vec(DisownedWord),
        certificate: IDL.Opt(IDL.Vec(IDL.Nat8)),
        witness: IDL.Vec(IDL.Nat8),
      }),
    ],
    ["query"],
  ),
  digest: IDL.Func([IDL.Text], [Verification], ["query"]),
  figures: IDL.Func([], [Verification], ["query"]),
  statusLists: IDL.Func([], [Verification], ["query"]),
  statusPlace: IDL.Func([IDL.Text], [Verification], ["query"]),
  roles: IDL.Func([], [IDL.Vec(IDL.Tuple(IDL.Principal, Role))], ["query"]),
  batch: IDL.Func(
    [IDL.Text],
    [
      IDL.Record({
        standing: IDL.Opt(BatchStanding),
        certificate: IDL.Opt(IDL.Vec(IDL.Nat8)),
        witness: IDL.Vec(IDL.Nat8),
      }),
    ],
    ["query"],
  ),
  governance: IDL.Func(
    [],
    [
      IDL.Record({
        roles: IDL.Vec(IDL.Tuple(IDL.Principal, Role)),
        policy: Policy,
        motions: IDL.Vec(Motion),
        brokenGlass: IDL.Vec(BrokenGlass),
        certificate: IDL.Opt(IDL.Vec(IDL.Nat8)),
        witness: IDL.Vec(IDL.Nat8),
      }),
    ],
    ["query"],
  ),
  http_request: IDL.Func([HttpRequest], [HttpResponse], ["query"]),
  archiving: IDL.Func(
    [],
    [IDL.Record({ canister: IDL.Opt(IDL.Principal), keep: IDL.Nat32, live: IDL.Nat, length: IDL.Nat })],
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
  found: ActorMethod<[FoundArgs], { ok: Receipt } | { err: FoundError }>;
  breakGlass: ActorMethod<
    [{ governors: Principal[]; reason: string; decision: string }],
    { ok: Receipt } | { err: FoundError }
  >;
  move: ActorMethod<[MoveArgs], { ok: MoveReceipt } | { err: MotionError }>;
  agree: ActorMethod<[{ motion: bigint }], { ok: Receipt } | { err: MotionError }>;
  cancel: ActorMethod<[{ motion: bigint; reason: string; decision: string }], { ok: Receipt } | { err: MotionError }>;
  enact: ActorMethod<[{ motion: bigint }], { ok: Receipt } | { err: MotionError }>;
  disownHead: ActorMethod<
    [{ block: bigint; sequence: bigint; reason: string; decision: string }],
    { ok: Receipt } | { err: DisownError }
  >;
  approveBatch: ActorMethod<[ApproveArgs], { ok: Receipt } | { err: ApproveError }>;
  dropBatch: ActorMethod<[DropArgs], { ok: Receipt } | { err: DropError }>;
  issueBatch: ActorMethod<[IssueArgs], { ok: IssueReceipt } | { err: IssueError }>;
  suspend: ActorMethod<
    [{ operation: string; number: string; reason: string; decision: string }],
    { ok: Receipt } | { err: ChangeError }
  >;
  reinstate: ActorMethod<
    [{ operation: string; number: string; reason: string; decision: string }],
    { ok: Receipt } | { err: ChangeError }
  >;
  revoke: ActorMethod<
    [{ operation: string; number: string; reason: string; decision: string }],
    { ok: Receipt } | { err: ChangeError }
  >;
  bindHolder: ActorMethod<
    [{ operation: string; number: string; commitment: Uint8Array; reason: string; decision: string }],
    { ok: Receipt } | { err: ChangeError }
  >;
  unbindHolder: ActorMethod<
    [{ operation: string; number: string; reason: string; decision: string }],
    { ok: Receipt } | { err: ChangeError }
  >;
  rebindHolder: ActorMethod<
    [{ operation: string; number: string; commitment: Uint8Array; reason: string; decision: string }],
    { ok: Receipt } | { err: ChangeError }
  >;
  renewBatch: ActorMethod<[RenewArgs], { ok: Receipt } | { err: RenewError }>;
  setCaps: ActorMethod<[{ operation: string; caps: Caps; decision: string }], { ok: Receipt } | { err: CapsError }>;
  noteAuditHead: ActorMethod<
    [{ operation: string; sequence: bigint; hash: Uint8Array }],
    { ok: Receipt } | { err: NoteError }
  >;
  noteDigest: ActorMethod<
    [{ operation: string; name: string; hash: Uint8Array; size: bigint }],
    { ok: Receipt } | { err: DigestError }
  >;
  handOver: ActorMethod<[[] | [Held]], { ok: { start: bigint; blocks: Value[] } } | { err: HandOverError }>;
  verify: ActorMethod<[string], Verification>;
  licence: ActorMethod<[string], [] | [LicenceRecord]>;
  caps: ActorMethod<[], Caps>;
  issued: ActorMethod<[], Totals>;
  auditHeads: ActorMethod<
    [],
    {
      heads: AuditHead[];
      disowned: DisownedHead[];
      words: DisownedWord[];
      certificate: [] | [Uint8Array];
      witness: Uint8Array;
    }
  >;
  digest: ActorMethod<[string], Verification>;
  figures: ActorMethod<[], Verification>;
  statusLists: ActorMethod<[], Verification>;
  statusPlace: ActorMethod<[string], Verification>;
  roles: ActorMethod<[], [Principal, Role][]>;
  batch: ActorMethod<[string], { standing: [] | [BatchStanding]; certificate: [] | [Uint8Array]; witness: Uint8Array }>;
  governance: ActorMethod<
    [],
    {
      roles: [Principal, Role][];
      policy: Policy;
      motions: Motion[];
      brokenGlass: BrokenGlass[];
      certificate: [] | [Uint8Array];
      witness: Uint8Array;
    }
  >;
  http_request: ActorMethod<[HttpRequest], HttpResponse>;
  archiving: ActorMethod<[], { canister: [] | [Principal]; keep: number; live: bigint; length: bigint }>;
  icrc3_get_blocks: ActorMethod<[GetBlocksArgs], GetBlocksResult>;
  icrc3_get_archives: ActorMethod<
    [{ from: [] | [Principal] }],
    { canister_id: Principal; start: bigint; end: bigint }[]
  >;
  icrc3_get_tip_certificate: ActorMethod<[], [] | [{ certificate: Uint8Array; hash_tree: Uint8Array }]>;
  icrc3_supported_block_types: ActorMethod<[], { block_type: string; url: string }[]>;
  icrc10_supported_standards: ActorMethod<[], { name: string; url: string }[]>;
};
