import { z } from "zod";
import { GovernanceCall } from "./governance.ts";

export { ChainCaps } from "./caps.ts";

/** Nanoseconds since 1970 UTC as a decimal string: more than a JSON number holds exactly. */
const Nanoseconds = z.string().regex(/^(0|[1-9][0-9]{0,19})$/);
const Hash = z.string().regex(/^[0-9a-f]{64}$/);
const Id = z.string().min(1).max(128);
const Number14 = z.string().regex(/^SND[0-9A-HJKMNP-TV-Z]{11}$/);
const Sequence = z.string().regex(/^[1-9][0-9]{0,18}$/);
const Reason = z.string().min(1).max(200);
const Count = z.int().min(0).max(0xffff_ffff);

/** Sectors as the canister names them. */
export const ChainSector = z.enum(["government", "education", "startups", "private"]);
export type ChainSector = z.infer<typeof ChainSector>;

/** What the registry is told of one licence. */
export const LicenceEntry = z.strictObject({
  number: Number14,
  programme: Id,
  phase: Id,
  sector: ChainSector,
  institutionId: Id,
  institutionName: z.string().min(1).max(300),
  validFrom: Nanoseconds,
  validUntil: Nanoseconds,
  /** Id of the award (the batch item) in the portal. */
  decision: Id,
});
export type LicenceEntry = z.infer<typeof LicenceEntry>;

/** What the messenger is told of one account. `owner` is a principal in its textual form. */
export const AccountEntry = z.strictObject({
  account: Id,
  handle: z.string().min(1).max(64),
  owner: z.string().min(1).max(64),
  institutionId: Id,
  institutionName: z.string().min(1).max(300),
});
export type AccountEntry = z.infer<typeof AccountEntry>;

/** The canister takes at most this many entries in one call. */
export const chunkSize = 500;

const Chunk = z.strictObject({
  batchId: Id,
  /** Counted from 0. */
  chunk: Count,
  chunks: z.int().min(1).max(0xffff_ffff),
  manifestHash: Hash,
});
const StatusChange = z.strictObject({
  operation: Id,
  number: Number14,
  reason: Reason,
  decision: Id,
});
const Binding = StatusChange.extend({ commitment: Hash });
const AccountChange = z.strictObject({ operation: Id, account: Id });

/** A call that somebody signed: who, what, the envelope as it travels (base64), and until when the network takes it. */
const signed = {
  principal: z.string().min(1).max(64),
  envelope: z.base64().min(1).max(24_000),
  expiresAt: z.iso.datetime(),
};

/** Every kind of chain write and the payload it carries; checked when written and again when read back. */
export const chainWriteKinds = {
  /**
   * A chunk of licences by its hash; they stand where the batch was fixed. With more than one chunk, the hashes of all of them show that
   * this one is the manifest's.
   */
  issueBatch: Chunk.extend({ chunkHash: Hash, chunkHashes: z.array(Hash).min(2).max(1_000).optional() }),
  /** An approver's own approval: the portal hands it on as it is. */
  approveBatch: z.strictObject({ batchId: Id, manifestHash: Hash, planHash: Hash, ...signed }),
  /** A batch that somebody signed, and that is not to be issued any more. */
  dropBatch: z.strictObject({ operation: Id, batchId: Id, reason: Reason, decision: Id }),
  /** A governor's own act: the portal hands it on as it is. */
  governanceCall: z.strictObject({ call: GovernanceCall, ...signed }),
  suspend: StatusChange,
  reinstate: StatusChange,
  revoke: StatusChange,
  bindHolder: Binding,
  unbindHolder: StatusChange,
  rebindHolder: Binding,
  renewBatch: z.strictObject({
    operation: Id,
    reason: Reason,
    decision: Id,
    renewals: z
      .array(z.strictObject({ number: Number14, validUntil: Nanoseconds }))
      .min(1)
      .max(chunkSize),
  }),
  /** How far the audit chain reached, and its hash there. */
  noteAuditHead: z.strictObject({ operation: Id, sequence: Sequence, hash: Hash }),
  /** The SHA-256 of a file that is handed out, and how many bytes it has. */
  noteDigest: z.strictObject({ operation: Id, name: Id, hash: Hash, size: Sequence }),
  openAccounts: Chunk.extend({ entries: z.array(AccountEntry).min(1).max(chunkSize) }),
  suspendAccount: AccountChange,
  reinstateAccount: AccountChange,
  removeAccount: AccountChange,
  /** `owner` is a principal in its textual form. */
  moveAccount: AccountChange.extend({ owner: z.string().min(1).max(64) }),
} as const;

export type ChainWriteKind = keyof typeof chainWriteKinds;

/** The payload of each kind. */
export type ChainWritePayloads = { [K in ChainWriteKind]: z.infer<(typeof chainWriteKinds)[K]> };

/** A kind together with its own payload. */
export type ChainWriteRequest = {
  [K in ChainWriteKind]: { kind: K; payload: ChainWritePayloads[K] };
}[ChainWriteKind];

/** Is this the name of a kind? */
export function isChainWriteKind(kind: string): kind is ChainWriteKind {
  return Object.hasOwn(chainWriteKinds, kind);
}

/**
 * Does this refusal say nothing about the write, so that its operator has to mend it? The portal's key has no such role there, there
 * is no room before an archive has taken blocks or another day has begun, or the portal's clock is ahead of the registry's.
 */
export function isOperatorsToMend(refusal: string | null): boolean {
  return refusal === "notAuthorised" || refusal === "full" || refusal === "tooEarly";
}

/**
 * Writes of the outbox that wait for the next day in Pakistan: on one day the registry takes so many licences from their holders, or
 * binds them to another identity, without an approver's signature.
 */
export const forTomorrow = {
  kind: { in: ["unbindHolder", "rebindHolder"] as string[] },
  state: "QUEUED",
  lastError: "notApproved",
} as const;

/** Does a write that the registry refused with this code wait for the next day in Pakistan? */
export function isForTomorrow(kind: string, refusal: string | null): boolean {
  return forTomorrow.kind.in.includes(kind) && refusal === forTomorrow.lastError;
}

/**
 * May a write of this kind that was refused with this code be sent again? Issuing waits for somebody to set things
 * right, and so does what happens to a seat, its messenger account or the end of its licence where the refusal is the operator's to mend. Whatever else was refused has
 * been undone in the portal, and is asked for anew.
 */
export function isResendable(kind: string, refusal: string | null): boolean {
  return kind === "issueBatch" || (portalsOwn.includes(kind) && isOperatorsToMend(refusal));
}

const portalsOwn: readonly string[] = [
  "dropBatch",
  "bindHolder",
  "unbindHolder",
  "rebindHolder",
  "renewBatch",
  "moveAccount",
  "noteDigest",
] satisfies ChainWriteKind[];

/** The request that an outbox row holds. Throws when the row is not one that this code wrote. */
export function parseChainWrite(kind: string, payload: unknown): ChainWriteRequest {
  if (!isChainWriteKind(kind)) throw new Error(`unknown kind of chain write: ${kind}`);
  return { kind, payload: chainWriteKinds[kind].parse(payload) } as ChainWriteRequest;
}

/**
 * What must stay in order: writes of one stream are sent one after the other, as they were requested; different streams do not
 * wait for each other. Each chunk is a stream of its own: the registry takes them in any order, and a network that needs a
 * second for a call needs no more for all of them.
 */
export function streamOf(write: ChainWriteRequest): string {
  switch (write.kind) {
    case "issueBatch":
      return `batch:${write.payload.batchId}:${write.payload.chunk}`;
    case "openAccounts":
      return `accounts:${write.payload.batchId}:${write.payload.chunk}`;
    case "renewBatch":
      return `renewal:${write.payload.decision}`;
    case "noteAuditHead":
      return "audit";
    case "noteDigest":
      return `digest:${write.payload.name}`;
    case "approveBatch":
      return `approval:${write.payload.batchId}:${write.payload.principal}`;
    case "dropBatch":
      return `drop:${write.payload.batchId}`;
    case "governanceCall":
      return `governance:${write.payload.principal}`;
    case "suspend":
    case "reinstate":
    case "revoke":
    case "bindHolder":
    case "unbindHolder":
    case "rebindHolder":
      return `licence:${write.payload.number}`;
    default:
      return `account:${write.payload.account}`;
  }
}

/** An instant as the canisters count it: nanoseconds since 1970 UTC, decimal. */
export function nanoseconds(at: Date): string {
  return (BigInt(at.getTime()) * 1_000_000n).toString();
}

/** The instant of a canister's nanoseconds, cut to the millisecond. */
export function instantOf(ns: bigint | string): Date {
  return new Date(Number(BigInt(ns) / 1_000_000n));
}
