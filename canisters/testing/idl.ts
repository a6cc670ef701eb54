// The interfaces of canisters/*/*.did for a stock actor.
import type { ActorMethod } from "@dfinity/agent";
import { IDL } from "@dfinity/candid";
import type { Principal } from "@dfinity/principal";
import { type ArchivesActor, archives } from "./archiveIdl.ts";
import type { Sector as SectorName } from "./encoding.ts";
import { type GovernanceActor, governance, Role as RegistryRole, type RoleCase } from "./governanceIdl.ts";
import { type HttpActor, http } from "./httpIdl.ts";
import { type IcrcActor, icrc } from "./icrcIdl.ts";

const { Record, Variant, Text, Nat, Nat32, Nat64, Null, Opt, Vec, Tuple, Func, Service } = IDL;
const Blob = Vec(IDL.Nat8);

export type Case<Name extends string, Value = null> = { [K in Name]: Record<K, Value> }[Name];
export type Answer<Ok, Err> = { ok: Ok } | { err: Err };
type Optional<T> = [] | [T];

const update = (argument: [] | [IDL.Type, ...IDL.Type[]], ok: IDL.Type, err: IDL.Type) =>
  Func(argument, [Variant({ ok, err })], []);
const query = (argument: [] | [IDL.Type, ...IDL.Type[]], answer: IDL.Type) => Func(argument, [answer], ["query"]);

const Role = Variant({ issuer: Null });
const RoleError = Variant({ notAuthorised: Null });
const Verification = Record({ certificate: Opt(Blob), witness: Blob });
const Chunk = { batchId: Text, chunk: Nat32, chunks: Nat32, manifestHash: Blob };
const roles = (role: IDL.Type) => ({
  grantRole: update([IDL.Principal, role], Null, RoleError),
  withdrawRole: update([IDL.Principal, role], Null, RoleError),
});

export type CertifiedAnswer = { certificate: Optional<Uint8Array>; witness: Uint8Array };
type Roles<Role = Case<"issuer">> = {
  grantRole: ActorMethod<[Principal, Role], Answer<null, Case<"notAuthorised">>>;
  withdrawRole: ActorMethod<[Principal, Role], Answer<null, Case<"notAuthorised">>>;
};
type ChunkArgs<Entry> = {
  batchId: string;
  chunk: number;
  chunks: number;
  manifestHash: Uint8Array;
  entries: Entry[];
};

// The licence registry.

const Sector = Variant({ government: Null, education: Null, startups: Null, private: Null });
export const Status = Variant({ active: Null, suspended: Null, revoked: Null });
const Entry = {
  number: Text,
  programme: Text,
  phase: Text,
  sector: Sector,
  institutionId: Text,
  institutionName: Text,
  validFrom: Nat64,
  validUntil: Nat64,
  decision: Text,
};
export const EntryType = Record(Entry);
export const RecordType = Record({
  ...Entry,
  holder: Opt(Blob),
  issued: Nat64,
  status: Status,
  statusSince: Nat64,
  reason: Opt(Text),
  batch: Text,
  chunk: Nat32,
});
export const IssueArgsType = Record({ ...Chunk, chunkHashes: Opt(Vec(Blob)), entries: Vec(EntryType) });
const Places = Record({ total: Nat32, government: Nat32, education: Nat32, startups: Nat32, private: Nat32 });
const Receipt = Record({ block: Nat, at: Nat64 });
const ChangeArgs = Record({ operation: Text, number: Text, reason: Text, decision: Text });
const ChangeError = Variant({
  notAuthorised: Null,
  notFound: Null,
  conflict: Null,
  illegalTransition: Record({ from: Status }),
  invalid: Text,
});

export const registryInterface: IDL.InterfaceFactory = () =>
  Service({
    ...roles(RegistryRole),
    issueBatch: update(
      [IssueArgsType],
      Record({ block: Nat, chunkHash: Blob, issued: Nat64 }),
      Variant({
        notAuthorised: Null,
        invalidEntry: Record({ index: Nat32, field: Text }),
        tooMany: Null,
        conflict: Null,
        manifestMismatch: Null,
        duplicateNumber: Text,
        capExceeded: Record({ sector: Opt(Sector), cap: Nat32, issued: Nat32, asked: Nat32 }),
        notApproved: Record({ needed: Nat32, approvals: Nat32 }),
        dropped: Null,
      }),
    ),
    suspend: update([ChangeArgs], Receipt, ChangeError),
    reinstate: update([ChangeArgs], Receipt, ChangeError),
    revoke: update([ChangeArgs], Receipt, ChangeError),
    bindHolder: update([Record({ operation: Text, number: Text, commitment: Blob })], Receipt, ChangeError),
    unbindHolder: update([ChangeArgs], Receipt, ChangeError),
    rebindHolder: update(
      [Record({ operation: Text, number: Text, commitment: Blob, reason: Text, decision: Text })],
      Receipt,
      ChangeError,
    ),
    renewBatch: update(
      [Record({ operation: Text, decision: Text, renewals: Vec(Record({ number: Text, validUntil: Nat64 })) })],
      Receipt,
      Variant({
        notAuthorised: Null,
        tooMany: Null,
        conflict: Null,
        invalid: Text,
        refused: Vec(
          Record({
            index: Nat32,
            error: Variant({ notFound: Null, illegalTransition: Record({ from: Status }), invalid: Text }),
          }),
        ),
      }),
    ),
    setCaps: update(
      [Record({ operation: Text, caps: Places, decision: Text })],
      Receipt,
      Variant({
        notAuthorised: Null,
        conflict: Null,
        invalid: Text,
        belowIssued: Record({ sector: Opt(Sector), issued: Nat32 }),
      }),
    ),
    noteAuditHead: update(
      [Record({ operation: Text, sequence: Nat64, hash: Blob })],
      Receipt,
      Variant({ notAuthorised: Null, conflict: Null, invalid: Text, notAfter: Nat64, full: Null }),
    ),
    noteDigest: update(
      [Record({ operation: Text, name: Text, hash: Blob, size: IDL.Nat64 })],
      Receipt,
      Variant({ notAuthorised: Null, conflict: Null, invalid: Text, alreadyNoted: Null, full: Null }),
    ),
    verify: query([Text], Verification),
    licence: query([Text], Opt(RecordType)),
    caps: query([], Places),
    issued: query([], Places),
    auditHeads: query(
      [],
      Record({
        heads: Vec(Record({ sequence: Nat64, hash: Blob, at: Nat64, block: Nat })),
        certificate: Opt(Blob),
        witness: Blob,
      }),
    ),
    digest: query([Text], Verification),
    figures: query([], Verification),
    statusLists: query([], Verification),
    statusPlace: query([Text], Verification),
    roles: query([], Vec(Tuple(IDL.Principal, RegistryRole))),
    ...governance,
    ...icrc,
    ...archives,
    ...http,
  });

export type SectorCase = Case<SectorName>;
export type CandidEntry = {
  number: string;
  programme: string;
  phase: string;
  sector: SectorCase;
  institutionId: string;
  institutionName: string;
  validFrom: bigint;
  validUntil: bigint;
  decision: string;
};
export type CandidRecord = CandidEntry & {
  holder: Optional<Uint8Array>;
  issued: bigint;
  status: Case<"active" | "suspended" | "revoked">;
  statusSince: bigint;
  reason: Optional<string>;
  batch: string;
  chunk: number;
};
export type PlaceCounts = { total: number; government: number; education: number; startups: number; private: number };
export type IssueArgs = ChunkArgs<CandidEntry> & { chunkHashes: Optional<Uint8Array[]> };
export type ChangeAnswer = Answer<
  { block: bigint; at: bigint },
  | Case<"notAuthorised" | "notFound" | "conflict">
  | { illegalTransition: { from: Case<"active" | "suspended" | "revoked"> } }
  | { invalid: string }
>;
export type RenewArgs = {
  operation: string;
  decision: string;
  renewals: { number: string; validUntil: bigint }[];
};
export type RenewAnswer = Answer<
  { block: bigint; at: bigint },
  | Case<"notAuthorised" | "tooMany" | "conflict">
  | { invalid: string }
  | {
      refused: {
        index: number;
        error:
          | Case<"notFound">
          | { illegalTransition: { from: Case<"active" | "suspended" | "revoked"> } }
          | { invalid: string };
      }[];
    }
>;
type Change = { operation: string; number: string; reason: string; decision: string };

export type RegistryActor = Roles<RoleCase> &
  GovernanceActor &
  IcrcActor &
  ArchivesActor &
  HttpActor & {
    issueBatch: ActorMethod<
      [IssueArgs],
      Answer<
        { block: bigint; chunkHash: Uint8Array; issued: bigint },
        | Case<"notAuthorised" | "tooMany" | "conflict" | "manifestMismatch" | "dropped">
        | { notApproved: { needed: number; approvals: number } }
        | { invalidEntry: { index: number; field: string } }
        | { duplicateNumber: string }
        | { capExceeded: { sector: Optional<SectorCase>; cap: number; issued: number; asked: number } }
      >
    >;
    suspend: ActorMethod<[Change], ChangeAnswer>;
    reinstate: ActorMethod<[Change], ChangeAnswer>;
    revoke: ActorMethod<[Change], ChangeAnswer>;
    bindHolder: ActorMethod<[{ operation: string; number: string; commitment: Uint8Array }], ChangeAnswer>;
    unbindHolder: ActorMethod<[Change], ChangeAnswer>;
    rebindHolder: ActorMethod<[Change & { commitment: Uint8Array }], ChangeAnswer>;
    renewBatch: ActorMethod<[RenewArgs], RenewAnswer>;
    setCaps: ActorMethod<
      [{ operation: string; caps: PlaceCounts; decision: string }],
      Answer<
        { block: bigint; at: bigint },
        | Case<"notAuthorised" | "conflict">
        | { invalid: string }
        | { belowIssued: { sector: Optional<SectorCase>; issued: number } }
      >
    >;
    noteAuditHead: ActorMethod<
      [{ operation: string; sequence: bigint; hash: Uint8Array }],
      Answer<
        { block: bigint; at: bigint },
        Case<"notAuthorised" | "conflict" | "full"> | { invalid: string } | { notAfter: bigint }
      >
    >;
    noteDigest: ActorMethod<
      [{ operation: string; name: string; hash: Uint8Array; size: bigint }],
      Answer<
        { block: bigint; at: bigint },
        Case<"notAuthorised" | "conflict" | "alreadyNoted" | "full"> | { invalid: string }
      >
    >;
    verify: ActorMethod<[string], CertifiedAnswer>;
    licence: ActorMethod<[string], Optional<CandidRecord>>;
    caps: ActorMethod<[], PlaceCounts>;
    issued: ActorMethod<[], PlaceCounts>;
    auditHeads: ActorMethod<
      [],
      CertifiedAnswer & { heads: { sequence: bigint; hash: Uint8Array; at: bigint; block: bigint }[] }
    >;
    digest: ActorMethod<[string], CertifiedAnswer>;
    figures: ActorMethod<[], CertifiedAnswer>;
    statusLists: ActorMethod<[], CertifiedAnswer>;
    statusPlace: ActorMethod<[string], CertifiedAnswer>;
    roles: ActorMethod<[], [Principal, RoleCase][]>;
  };

// The messenger.

export const AccountEntryType = Record({
  account: Text,
  handle: Text,
  owner: IDL.Principal,
  institutionId: Text,
  institutionName: Text,
});
export const AccountType = Record({
  handle: Text,
  owner: IDL.Principal,
  institutionId: Text,
  institutionName: Text,
  opened: Nat64,
  status: Variant({ active: Null, suspended: Null }),
  statusSince: Nat64,
});
const accountChange = update(
  [Record({ operation: Text, account: Text })],
  Record({ at: Nat64 }),
  Variant({ notAuthorised: Null, notFound: Null, conflict: Null, illegalTransition: Null, invalid: Text }),
);

export const messengerInterface: IDL.InterfaceFactory = () =>
  Service({
    ...roles(Role),
    openAccounts: update(
      [Record({ ...Chunk, entries: Vec(AccountEntryType) })],
      Record({ at: Nat64, chunkHash: Blob }),
      Variant({
        notAuthorised: Null,
        invalidEntry: Record({ index: Nat32, field: Text }),
        tooMany: Null,
        conflict: Null,
        manifestMismatch: Null,
        handleTaken: Text,
        ownerHasAccount: IDL.Principal,
        accountExists: Text,
        full: Null,
      }),
    ),
    suspendAccount: accountChange,
    reinstateAccount: accountChange,
    removeAccount: accountChange,
    moveAccount: update(
      [Record({ operation: Text, account: Text, owner: IDL.Principal })],
      Record({ at: Nat64 }),
      Variant({
        ...{ notAuthorised: Null, notFound: Null, conflict: Null, illegalTransition: Null, invalid: Text },
        ownerHasAccount: IDL.Principal,
      }),
    ),
    verifyHandle: query([Text], Verification),
    verifyPrincipal: query([IDL.Principal], Verification),
    account: query([Text], Opt(AccountType)),
    accounts: query([], Nat),
    count: query([], Verification),
  });

export type CandidAccountEntry = {
  account: string;
  handle: string;
  owner: Principal;
  institutionId: string;
  institutionName: string;
};
export type CandidAccount = Omit<CandidAccountEntry, "account"> & {
  opened: bigint;
  status: Case<"active" | "suspended">;
  statusSince: bigint;
};
export type OpenArgs = ChunkArgs<CandidAccountEntry>;
type AccountChange = ActorMethod<
  [{ operation: string; account: string }],
  Answer<{ at: bigint }, Case<"notAuthorised" | "notFound" | "conflict" | "illegalTransition"> | { invalid: string }>
>;

export type MessengerActor = Roles & {
  openAccounts: ActorMethod<
    [OpenArgs],
    Answer<
      { at: bigint; chunkHash: Uint8Array },
      | Case<"notAuthorised" | "tooMany" | "conflict" | "manifestMismatch" | "full">
      | { invalidEntry: { index: number; field: string } }
      | { handleTaken: string }
      | { ownerHasAccount: Principal }
      | { accountExists: string }
    >
  >;
  suspendAccount: AccountChange;
  reinstateAccount: AccountChange;
  removeAccount: AccountChange;
  moveAccount: ActorMethod<
    [{ operation: string; account: string; owner: Principal }],
    Answer<
      { at: bigint },
      | Case<"notAuthorised" | "notFound" | "conflict" | "illegalTransition">
      | { invalid: string }
      | { ownerHasAccount: Principal }
    >
  >;
  verifyHandle: ActorMethod<[string], CertifiedAnswer>;
  verifyPrincipal: ActorMethod<[Principal], CertifiedAnswer>;
  account: ActorMethod<[string], Optional<CandidAccount>>;
  accounts: ActorMethod<[], bigint>;
  count: ActorMethod<[], CertifiedAnswer>;
};
