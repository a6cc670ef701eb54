/** Proofs that were made earlier, saved or printed: judged as of their certificate's own time, with what came since unknown. */
import { certificateTime, decodeCertificate } from "./certificate.ts";
import { VerifyError } from "./errors.ts";
import type { Evidence, LicenceVerdict, NotInForce, Unchecked } from "./verdict.ts";
import { createVerifier, type Proof, unchecked, type Verifier, type VerifierOptions } from "./verifier.ts";

/** What is trusted, and the clock by which nothing may be of the future. */
export interface AsOfQuestion extends Pick<VerifierOptions, "now"> {
  /** As `GET /api/v1/network` describes it. */
  readonly network: unknown;
}

/** Nanoseconds that a proof may be ahead of the clock. */
const MAX_AHEAD = 300_000_000_000n;

/**
 * What a check says of a proof on the day of its certificate, `evidence.certificateTime`, when its delegation, too, has to have been good;
 * `evidence.checkedAt` is the clock's. One that is dated after the clock is refused. Never throws.
 */
export function asOf<P extends Proof, V extends { readonly evidence: Evidence }>(
  { network, now = Date.now }: AsOfQuestion,
  proofOf: () => P,
  check: (verifier: Verifier, proof: P) => V | Unchecked,
): V | Unchecked {
  try {
    const proof = proofOf();
    const time = certificateTime(decodeCertificate(proof.certificate).tree, "certificate-malformed");
    const clock = BigInt(Math.trunc(now())) * 1_000_000n;
    if (time - clock > MAX_AHEAD) {
      const ahead = new VerifyError("certificate-from-future", "the proof is dated after this device's clock");
      return unchecked(ahead, [], ["age"]);
    }
    const verdict = check(createVerifier(network, { now: () => Number(time / 1_000_000n) }), proof);
    return "evidence" in verdict ? { ...verdict, evidence: { ...verdict.evidence, checkedAt: clock } } : verdict;
  } catch (error) {
    return unchecked(error, [], ["number"]);
  }
}

/** A licence whose last day is over by the clock has expired, whatever the proof said on its day; what was revoked stays so. */
export function endedSince<V extends LicenceVerdict>(verdict: V): V | NotInForce {
  if (!("record" in verdict) || verdict.answer === "revoked") return verdict;
  const { record, evidence } = verdict;
  if (evidence.checkedAt < record.validUntil) return verdict;
  return { answer: "expired", since: record.validUntil, reason: null, record, evidence };
}
