/** What a licence on paper proves: what the registry said of it when the paper was made, and nothing of what came since. */
import { type AsOfQuestion, asOf, endedSince } from "../asOf.ts";
import { VerifyError } from "../errors.ts";
import { parseNetwork } from "../network.ts";
import type { NotInForce, Unchecked, Valid } from "../verdict.ts";
import { joinPaper } from "./codes.ts";
import { packProof, unpackProof } from "./proof.ts";

/**
 * As of the certificate's time, `evidence.certificateTime`: the status since then is not known. `evidence.checkedAt` is the
 * clock's. A licence whose last day is over by the clock has `expired`, whatever the paper said on its day.
 */
export type PaperVerdict = Valid | NotInForce | Unchecked;

/** Checks the codes of one paper, given as text in any order. Asks nobody, and never throws. */
export function checkPaper({ text, ...question }: AsOfQuestion & { readonly text: string }): PaperVerdict {
  const packed = () => {
    const { number, proof } = unpackProof(parseNetwork(question.network), joinPaper(text));
    return { number, ...proof };
  };
  const verdict = asOf(question, packed, (verifier, { number, ...proof }): PaperVerdict => {
    const said = verifier.licenceProof(number, proof);
    if (said.answer === "absent") throw new VerifyError("witness-incomplete", "no record on this paper");
    return said;
  });
  return endedSince(verdict);
}

/** The packed form of a proof that was fetched. Throws the code of what is not of the documented form. */
export function paperProof(network: unknown, number: string, proof: { certificate: Uint8Array; witness: Uint8Array }) {
  return packProof(parseNetwork(network), number, proof);
}
