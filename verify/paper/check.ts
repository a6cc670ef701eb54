/** What a licence on paper proves: what the registry said of it when the paper was made, and nothing of what came since. */
import { certificateTime, decodeCertificate } from "../certificate.ts";
import { VerifyError } from "../errors.ts";
import { parseNetwork } from "../network.ts";
import type { NotInForce, Unchecked, Valid } from "../verdict.ts";
import { createVerifier, unchecked, type VerifierOptions } from "../verifier.ts";
import { joinPaper } from "./codes.ts";
import { packProof, unpackProof } from "./proof.ts";

/**
 * As of the certificate's time, `evidence.certificateTime`: the status since then is not known. `evidence.checkedAt` is the
 * clock's. A licence whose last day is over by the clock has `expired`, whatever the paper said on its day.
 */
export type PaperVerdict = Valid | NotInForce | Unchecked;

export interface PaperQuestion extends Pick<VerifierOptions, "now"> {
  /** As `GET /api/v1/network` describes it. */
  readonly network: unknown;
}

/** Nanoseconds that a paper may be ahead of the clock. */
const MAX_AHEAD = 300_000_000_000n;

/** Checks the codes of one paper, given as text in any order. Asks nobody, and never throws. */
export function checkPaper({ text, ...question }: PaperQuestion & { readonly text: string }): PaperVerdict {
  return judged(() => check(question, joinPaper(text)));
}

/** The packed form of a proof that was fetched. Throws the code of what is not of the documented form. */
export function paperProof(network: unknown, number: string, proof: { certificate: Uint8Array; witness: Uint8Array }) {
  return packProof(parseNetwork(network), number, proof);
}

function check({ network, now = Date.now }: PaperQuestion, packed: Uint8Array): PaperVerdict {
  const { number, proof } = unpackProof(parseNetwork(network), packed);
  const time = certificateTime(decodeCertificate(proof.certificate).tree, "certificate-malformed");
  const clock = BigInt(Math.trunc(now())) * 1_000_000n;
  if (time - clock > MAX_AHEAD)
    throw new VerifyError("certificate-from-future", "the paper is dated after this device's clock");
  // Judged as on its day; the delegation, too, has to have been good then.
  const onItsDay = () => Number(time / 1_000_000n);
  const verdict = createVerifier(network, { now: onItsDay }).licenceProof(number, proof);
  if (verdict.answer === "absent") throw new VerifyError("witness-incomplete", "no record on this paper");
  if (verdict.answer === "unchecked") return verdict;
  const evidence = { ...verdict.evidence, checkedAt: clock };
  const { record } = verdict;
  const isOver = verdict.answer !== "revoked" && clock >= record.validUntil;
  if (isOver) return { answer: "expired", since: record.validUntil, reason: null, record, evidence };
  return { ...verdict, evidence };
}

function judged(work: () => PaperVerdict): PaperVerdict {
  try {
    return work();
  } catch (error) {
    return unchecked(error, [], ["number"]);
  }
}
