import { IDL } from "@dfinity/candid";

const { Record, Variant, Text, Nat, Nat32, Nat64, Null, Opt, Vec, Tuple } = IDL;
const Principal = IDL.Principal;
const Blob = Vec(IDL.Nat8);

const Sector = Variant({ government: Null, education: Null, startups: Null, private: Null });
const LicenceStatus = Variant({ active: Null, suspended: Null, revoked: Null });
/** What somebody may be in the registry. */
export const Role = Variant({ issuer: Null, approver: Null, governor: Null });
/** How many approve and govern, and how long a change of roles waits. */
export const Policy = Record({ approvals: Nat32, governors: Nat32, delay: Nat64 });
const BatchStanding = Record({
  batchId: Text,
  manifestHash: Blob,
  planHash: Blob,
  approvals: Vec(Record({ approver: Principal, at: Nat64, block: Nat })),
  needed: Nat32,
  dropped: IDL.Bool,
});
/** Places, in the registry's form. */
export const Caps = Record({ total: Nat32, government: Nat32, education: Nat32, startups: Nat32, private: Nat32 });
const Verification = Record({ certificate: Opt(Blob), witness: Blob });
const StatusChange = Record({ operation: Text, number: Text, reason: Text, decision: Text });

const Entry = Record({
  number: Text,
  programme: Text,
  phase: Text,
  sector: Sector,
  institutionId: Text,
  institutionName: Text,
  validFrom: Nat64,
  validUntil: Nat64,
  decision: Text,
});
const IssueError = Variant({
  notAuthorised: Null,
  invalidEntry: Record({ index: Nat32, field: Text }),
  tooMany: Null,
  conflict: Null,
  manifestMismatch: Null,
  notApproved: Record({ needed: Nat32, approvals: Nat32 }),
  dropped: Null,
  duplicateNumber: Text,
  capExceeded: Record({ sector: Opt(Sector), cap: Nat32, issued: Nat32, asked: Nat32 }),
});
const ChangeError = Variant({
  notAuthorised: Null,
  notFound: Null,
  conflict: Null,
  illegalTransition: Record({ from: LicenceStatus }),
  invalid: Text,
});
const RenewError = Variant({
  notAuthorised: Null,
  tooMany: Null,
  conflict: Null,
  invalid: Text,
  refused: Vec(
    Record({
      index: Nat32,
      error: Variant({ notFound: Null, illegalTransition: Record({ from: LicenceStatus }), invalid: Text }),
    }),
  ),
});
const _CapsError = Variant({
  notAuthorised: Null,
  conflict: Null,
  invalid: Text,
  belowIssued: Record({ sector: Opt(Sector), issued: Nat32 }),
});
const DropError = Variant({ notAuthorised: Null, conflict: Null, invalid: Text, alreadyIssued: Null, full: Null });
const NoteError = Variant({ notAuthorised: Null, conflict: Null, invalid: Text, notAfter: Nat64, full: Null });
const DigestError = Variant({ notAuthorised: Null, conflict: Null, invalid: Text, alreadyNoted: Null, full: Null });
const AuditHead = Record({ sequence: Nat64, hash: Blob, at: Nat64, block: Nat });
const Change = Variant({ ok: Record({ block: Nat, at: Nat64 }), err: ChangeError });

const header = { batchId: Text, chunk: Nat32, chunks: Nat32, manifestHash: Blob };
const chunk = (entry: IDL.Type) => Record({ ...header, entries: Vec(entry) });

const update = (argument: IDL.Type, answer: IDL.Type) => ({ arguments: [argument], answer });

/** Updates of the licence registry, as canisters/licence_registry/licence_registry.did has them. */
export const registryUpdates = {
  issueBatch: update(
    Record({ ...header, chunkHashes: Opt(Vec(Blob)), entries: Vec(Entry) }),
    Variant({ ok: Record({ block: Nat, chunkHash: Blob, issued: Nat64 }), err: IssueError }),
  ),
  dropBatch: update(
    Record({ operation: Text, batchId: Text, reason: Text }),
    Variant({ ok: Record({ block: Nat, at: Nat64 }), err: DropError }),
  ),
  suspend: update(StatusChange, Change),
  reinstate: update(StatusChange, Change),
  revoke: update(StatusChange, Change),
  bindHolder: update(Record({ operation: Text, number: Text, commitment: Blob }), Change),
  unbindHolder: update(StatusChange, Change),
  rebindHolder: update(
    Record({ operation: Text, number: Text, commitment: Blob, reason: Text, decision: Text }),
    Change,
  ),
  renewBatch: update(
    Record({ operation: Text, decision: Text, renewals: Vec(Record({ number: Text, validUntil: Nat64 })) }),
    Variant({ ok: Record({ block: Nat, at: Nat64 }), err: RenewError }),
  ),
  noteDigest: update(
    Record({ operation: Text, name: Text, hash: Blob, size: Nat64 }),
    Variant({ ok: Record({ block: Nat, at: Nat64 }), err: DigestError }),
  ),
  noteAuditHead: update(
    Record({ operation: Text, sequence: Nat64, hash: Blob }),
    Variant({ ok: Record({ block: Nat, at: Nat64 }), err: NoteError }),
  ),
};

/** Queries of the licence registry. */
export const registryQueries = {
  verify: { arguments: [Text], answer: Verification },
  caps: { arguments: [], answer: Caps },
  issued: { arguments: [], answer: Caps },
  icrc3_get_tip_certificate: { arguments: [], answer: Opt(Record({ certificate: Blob, hash_tree: Blob })) },
  statusLists: { arguments: [], answer: Verification },
  statusPlace: { arguments: [Text], answer: Verification },
  auditHeads: { arguments: [], answer: Record({ heads: Vec(AuditHead), certificate: Opt(Blob), witness: Blob }) },
  figures: { arguments: [], answer: Verification },
  archiving: { arguments: [], answer: Record({ canister: Opt(Principal), keep: Nat32, live: Nat, length: Nat }) },
  roles: { arguments: [], answer: Vec(Tuple(Principal, Role)) },
  batch: {
    arguments: [Text],
    answer: Record({ standing: Opt(BatchStanding), certificate: Opt(Blob), witness: Blob }),
  },
};

const AccountEntry = Record({
  account: Text,
  handle: Text,
  owner: Principal,
  institutionId: Text,
  institutionName: Text,
});
const OpenError = Variant({
  notAuthorised: Null,
  invalidEntry: Record({ index: Nat32, field: Text }),
  tooMany: Null,
  conflict: Null,
  manifestMismatch: Null,
  handleTaken: Text,
  ownerHasAccount: Principal,
  accountExists: Text,
  full: Null,
});
const AccountChangeError = Variant({
  notAuthorised: Null,
  notFound: Null,
  conflict: Null,
  illegalTransition: Null,
  invalid: Text,
});
const AccountChange = update(
  Record({ operation: Text, account: Text }),
  Variant({ ok: Record({ at: Nat64 }), err: AccountChangeError }),
);

const AccountMove = update(
  Record({ operation: Text, account: Text, owner: Principal }),
  Variant({
    ok: Record({ at: Nat64 }),
    err: Variant({
      notAuthorised: Null,
      notFound: Null,
      conflict: Null,
      illegalTransition: Null,
      invalid: Text,
      ownerHasAccount: Principal,
    }),
  }),
);

/** Updates of the messenger, as canisters/messenger/messenger.did has them. */
export const messengerUpdates = {
  openAccounts: update(chunk(AccountEntry), Variant({ ok: Record({ at: Nat64, chunkHash: Blob }), err: OpenError })),
  suspendAccount: AccountChange,
  reinstateAccount: AccountChange,
  removeAccount: AccountChange,
  moveAccount: AccountMove,
};

/** Queries of the messenger. */
export const messengerQueries = {
  accounts: { arguments: [], answer: Nat },
  count: { arguments: [], answer: Verification },
};

const Refusal = Variant({ notAuthorised: Null, mismatch: Null });
const PullError = Variant({
  notAuthorised: Null,
  noRegistry: Null,
  refused: Refusal,
  broken: Nat,
  unreachable: Text,
  full: Null,
});

/** Updates of an archive of the log, as canisters/log_archive/log_archive.did has them. */
export const archiveUpdates = {
  pull: {
    arguments: [],
    answer: Variant({ ok: Record({ start: Nat, next: Nat, whole: IDL.Bool }), err: PullError }),
  },
};
