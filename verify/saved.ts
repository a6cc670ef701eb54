/**
 * Proofs that somebody saved, from the verification page or from a portal's interface, to lay before others on a later day. Each is judged
 * as of its certificate's own time, and says nothing of what came since.
 */
import { type AsOfQuestion, asOf, endedSince } from "./asOf.ts";
import { fromBase64 } from "./bytes.ts";
import { reading } from "./errors.ts";
import type {
  AccountsVerdict,
  Evidence,
  FiguresVerdict,
  FileVerdict,
  GovernanceVerdict,
  LicenceVerdict,
  Unchecked,
} from "./verdict.ts";
import type { Proof, Verifier } from "./verifier.ts";

/** A proof as bytes, or in base64 as `GET /api/v1/licences/<number>` has it. */
export interface PortableProof {
  readonly certificate: Uint8Array | string;
  readonly witness: Uint8Array | string;
}

export interface SavedQuestion extends AsOfQuestion {
  readonly proof: PortableProof;
}

/** What a saved file holds, as far as it says so itself: none of it is believed. */
export interface Saved {
  readonly proof: PortableProof;
  /** The licence that the proof is said to be about; null where the file names none. */
  readonly number: string | null;
  /** What the file says that it proves, such as `valid` or `figures`; null where it says nothing. */
  readonly answer: string | null;
}

/** What was a licence's state when the proof was made; one whose last day is over by the clock has `expired`. Never throws. */
export function checkSavedProof(question: SavedQuestion & { number: string }): LicenceVerdict {
  return endedSince(judged(question, (verifier, proof) => verifier.licenceProof(question.number, proof)));
}

/** How many licences there were when the proof was made. Never throws. */
export function checkSavedFigures(question: SavedQuestion): FiguresVerdict {
  return judged(question, (verifier, proof) => verifier.figuresProof(proof));
}

/** How many messenger accounts there were when the proof was made. Never throws. */
export function checkSavedAccounts(question: SavedQuestion): AccountsVerdict {
  return judged(question, (verifier, proof) => verifier.accountsProof(proof));
}

/** Who decided, and how many places there were, when the proof was made. Never throws. */
export function checkSavedGovernance(question: SavedQuestion): GovernanceVerdict {
  return judged(question, (verifier, proof) => verifier.governanceProof(proof));
}

/** Whether a file was noted under its name when the proof was made: what was noted stays so. Never throws. */
export function checkSavedFile(question: SavedQuestion & { name: string; bytes: Uint8Array }): FileVerdict {
  return judged(question, (verifier, proof) => verifier.fileProof(question.name, question.bytes, proof));
}

/** The proof in what was saved: by the page, as a reply of the portal, as JSON of the command line, or standing alone; null where there is none. */
export function savedIn(json: unknown): Saved | null {
  if (!isObject(json)) return null;
  const evidence = isObject(json.evidence) ? json.evidence : {};
  const proof = [json.proof, evidence.proof, json].find(isProof);
  if (!proof) return null;
  const record = isObject(json.record) ? json.record : {};
  const number = [json.number, record.number, json.subject].find((said) => typeof said === "string") ?? null;
  const { certificate, witness } = proof;
  return { proof: { certificate, witness }, number, answer: typeof json.answer === "string" ? json.answer : null };
}

/** The bytes of a proof. Throws `certificate-malformed` and `witness-malformed`. */
export function proofBytes({ certificate, witness }: PortableProof): Proof {
  const bytes = (part: Uint8Array | string) => (typeof part === "string" ? fromBase64(part) : part);
  return {
    certificate: reading("certificate-malformed", () => bytes(certificate)),
    witness: reading("witness-malformed", () => bytes(witness)),
  };
}

function judged<V extends { readonly evidence: Evidence }>(
  question: SavedQuestion,
  check: (verifier: Verifier, proof: Proof) => V | Unchecked,
): V | Unchecked {
  return asOf(question, () => proofBytes(question.proof), check);
}

/** Whether a value has a proof's form. */
function isProof(value: unknown): value is { certificate: string; witness: string } {
  return isObject(value) && typeof value.certificate === "string" && typeof value.witness === "string";
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
