/**
 * For systems that ask whether the person in front of them holds a licence (docs/entitlement.md). Apart from `index.ts`, since those
 * who check licences need nothing of it.
 */
import { type Challenge, type HolderVerdict, identityTrust, judgeHolder, signedAnswer } from "./holder.ts";
import { type PortableProof, type Question, withVerifier } from "./index.ts";
import { parseNetwork } from "./network.ts";
import { proofBytes } from "./saved.ts";

export {
  answerIn,
  type Challenge,
  type HolderAnswer,
  type HolderFault,
  type HolderVerdict,
  newChallenge,
  proveAddress,
} from "./holder.ts";

export interface HolderQuestion extends Question {
  /** The challenge that was made for this person and not answered before. */
  readonly challenge: Challenge;
  /** What they came back with: as `answerIn` gives it, or as text. */
  readonly answer: unknown;
}

/** Checks that whoever answered a challenge holds the licence that it names, asking the registry. Never throws. */
export async function verifyHolder(question: HolderQuestion): Promise<HolderVerdict> {
  return withVerifier(question, async (verifier): Promise<HolderVerdict> => {
    const signed = signedBy(question);
    if (typeof signed === "string") return { answer: "refused", fault: signed };
    return judgeHolder(signed, await verifier.licence(question.challenge.licence));
  });
}

/** The same with a proof of the licence that is at hand. Never throws. */
export function checkHolder(question: HolderQuestion & { proof: PortableProof }): HolderVerdict {
  return withVerifier(question, (verifier): HolderVerdict => {
    const signed = signedBy(question);
    if (typeof signed === "string") return { answer: "refused", fault: signed };
    return judgeHolder(signed, verifier.licenceProof(question.challenge.licence, proofBytes(question.proof)));
  });
}

function signedBy({ network, challenge, answer, now = Date.now }: HolderQuestion) {
  return signedAnswer(challenge, answer, identityTrust(parseNetwork(network)), now());
}
