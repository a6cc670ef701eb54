import type { LicenceProof, LicenceRecord } from "../platform/chain/registry.ts";
import { instantOf } from "../platform/chain/writes.ts";
import { formatNumber } from "./number.ts";

/** What a proof says of a number (docs/verification.md, "The record"). */
export type Answer = "valid" | "upcoming" | "suspended" | "revoked" | "expired" | "absent";

/**
 * The answer that a record gives at the certificate's time `at` (ns since 1970 UTC), and since when: revoked outranks expired,
 * expired outranks suspended. No record: absent.
 */
export function answerOf(record: LicenceRecord | null, at: bigint): { answer: Answer; since: bigint | null } {
  if (record === null) return { answer: "absent", since: null };
  if (record.status === "revoked") return { answer: "revoked", since: record.statusSince };
  if (at >= record.validUntil) return { answer: "expired", since: record.validUntil };
  if (record.status === "suspended") return { answer: "suspended", since: record.statusSince };
  return at < record.validFrom ? { answer: "upcoming", since: null } : { answer: "valid", since: record.validFrom };
}

/** What stands around a proof: which network it is of, and whether its licences are a demonstration. */
export type Standing = { subnetId: string; canisterId: string; network: string; demonstration: boolean };

/**
 * A proof as `GET /api/v1/licences/<number>` gives it: the answer, the record with instants in ISO 8601 and the commitment in
 * hexadecimal, and the proof in base64, which anybody checks without trusting the portal.
 */
export function licenceReport(number: string, proof: LicenceProof, standing: Standing) {
  const { answer, since } = answerOf(proof.record, proof.nanoseconds);
  return {
    number: formatNumber(number),
    answer,
    since: since === null ? null : iso(since),
    reason: answer === "suspended" || answer === "revoked" ? (proof.record?.reason ?? null) : null,
    record: proof.record && portable(proof.record),
    certificateTime: iso(proof.nanoseconds),
    subnetId: standing.subnetId,
    canisterId: standing.canisterId,
    network: standing.network,
    demonstration: standing.demonstration,
    proof: {
      certificate: Buffer.from(proof.certificate).toString("base64"),
      witness: Buffer.from(proof.witness).toString("base64"),
    },
  };
}

function portable(record: LicenceRecord) {
  return {
    ...record,
    holder: record.holder && Buffer.from(record.holder).toString("hex"),
    issued: iso(record.issued),
    validFrom: iso(record.validFrom),
    validUntil: iso(record.validUntil),
    statusSince: iso(record.statusSince),
  };
}

function iso(nanoseconds: bigint): string {
  return instantOf(nanoseconds).toISOString();
}
