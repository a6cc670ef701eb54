/** What a check answers. There are four answers about a licence, and the last is never shown as another. */
import type { Account, AccountCount } from "./account.ts";
import type { Digest } from "./digest.ts";
import type { VerifyCode } from "./errors.ts";
import type { Figures } from "./figures.ts";
import type { Governance } from "./governance.ts";
import type { LicenceRecord } from "./record.ts";
import type { StatusLists } from "./statusList.ts";

/** The parts of a check, in the order in which they are done. `query` is left out when a proof was handed in. */
export const STEPS = ["number", "query", "delegation", "signature", "range", "age", "witness", "record"] as const;
export type Step = (typeof STEPS)[number];

/** Who signed, how old it is, and what was checked. Times are nanoseconds since 1970 UTC. */
export interface Evidence {
  readonly canisterId: string;
  /** The subnet whose key signed. */
  readonly subnetId: string;
  /** SHA-256 of the root key's DER encoding, hexadecimal. */
  readonly rootKeyFingerprint: string;
  readonly certificateTime: bigint;
  /** Null when the root key itself signed. */
  readonly delegationTime: bigint | null;
  /** By the verifier's own clock. */
  readonly checkedAt: bigint;
  readonly checks: readonly Step[];
  readonly proof: { readonly certificate: Uint8Array; readonly witness: Uint8Array };
}

/** Nothing was learnt: which check failed, and why. */
export interface Unchecked {
  readonly answer: "unchecked";
  readonly code: VerifyCode;
  readonly detail: string;
  /** What was done before. */
  readonly checks: readonly Step[];
  readonly failed: Step;
}

/** No such entry, proved by its neighbours in the tree. */
export interface Absent {
  readonly answer: "absent";
  readonly evidence: Evidence;
}

/** The licence is in force. */
export interface Valid {
  readonly answer: "valid";
  readonly record: LicenceRecord;
  readonly evidence: Evidence;
}

/** The licence exists and is not in force; `since` in nanoseconds (for `upcoming`, the instant when it begins). */
export interface NotInForce {
  readonly answer: "suspended" | "revoked" | "expired" | "upcoming";
  readonly since: bigint;
  readonly reason: string | null;
  readonly record: LicenceRecord;
  readonly evidence: Evidence;
}

export type LicenceVerdict = Valid | NotInForce | Absent | Unchecked;

export type AccountVerdict =
  | { readonly answer: "active" | "suspended"; readonly account: Account; readonly evidence: Evidence }
  | Absent
  | Unchecked;

export type OwnerVerdict =
  | { readonly answer: "listed"; readonly handle: string; readonly evidence: Evidence }
  | Absent
  | Unchecked;

/** Every programme, phase and sector that has licences; what is not among them has none. */
export type FiguresVerdict =
  | {
      readonly answer: "figures";
      readonly figures: readonly Figures[];
      /** The log's last block in the very state that was counted; null where the proof does not show one. */
      readonly block: bigint | null;
      readonly evidence: Evidence;
    }
  | Unchecked;

/** Who decides, and how many places there are. */
export type GovernanceVerdict =
  | {
      readonly answer: "governance";
      readonly governance: Governance;
      /** The log's last block in that very state; null where the proof does not show one. */
      readonly block: bigint | null;
      readonly evidence: Evidence;
    }
  | Unchecked;

/** Whether a file is the one whose digest was noted under its name. */
export type FileVerdict =
  | { readonly answer: "noted" | "changed"; readonly digest: Digest; readonly evidence: Evidence }
  | Absent
  | Unchecked;

/** How many messenger accounts there are. */
export type AccountsVerdict =
  | { readonly answer: "accounts"; readonly accounts: AccountCount; readonly evidence: Evidence }
  | Unchecked;

/** Both status lists, whole: a bit a licence, in the order of issue. */
export type StatusListsVerdict =
  | { readonly answer: "lists"; readonly lists: StatusLists; readonly evidence: Evidence }
  | Unchecked;

/** A licence's place in the status lists. */
export type StatusPlaceVerdict =
  | { readonly answer: "placed"; readonly place: number; readonly evidence: Evidence }
  | Absent
  | Unchecked;

/**
 * What a genuine record means at the certificate's time: revoked outranks expired, expired outranks suspended, and only
 * an active licence can be one that has not begun.
 */
export function judge(record: LicenceRecord, evidence: Evidence): Valid | NotInForce {
  const time = evidence.certificateTime;
  const { statusSince, reason, validFrom, validUntil } = record;
  if (record.status === "revoked") return { answer: "revoked", since: statusSince, reason, record, evidence };
  if (time >= validUntil) return { answer: "expired", since: validUntil, reason: null, record, evidence };
  if (record.status === "suspended") return { answer: "suspended", since: statusSince, reason, record, evidence };
  if (time < validFrom) return { answer: "upcoming", since: validFrom, reason: null, record, evidence };
  return { answer: "valid", record, evidence };
}
