/**
 * Checks licences and messenger accounts of Sanad against the Internet Computer's certificates, trusting a root key and
 * nothing else: not the portal, not the host that answers. Runs in browsers and in Node.
 */
import { VerifyError } from "./errors.ts";
import { type PortableProof, proofBytes } from "./saved.ts";
import type {
  AccountsVerdict,
  AccountVerdict,
  FiguresVerdict,
  FileVerdict,
  GovernanceVerdict,
  LicenceVerdict,
  OwnerVerdict,
  Unchecked,
} from "./verdict.ts";
import { createVerifier, type Verifier, type VerifierOptions } from "./verifier.ts";

export type { Account, AccountCount } from "./account.ts";
export type { Digest } from "./digest.ts";
export { type VerifyCode, VerifyError } from "./errors.ts";
export { checkEvidence, type EvidenceVerdict } from "./evidence.ts";
export type { Figures } from "./figures.ts";
export type { Governance, Motion, MotionAct, Places, Policy, Role } from "./governance.ts";
export { formatNumber, numberIn, parseNumber } from "./number.ts";
export { checkPaper, type PaperVerdict, paperProof } from "./paper/check.ts";
export { splitPaper } from "./paper/codes.ts";
export type { LicenceRecord, Sector } from "./record.ts";
export {
  checkSavedAccounts,
  checkSavedFigures,
  checkSavedFile,
  checkSavedGovernance,
  checkSavedProof,
  type PortableProof,
  type Saved,
  type SavedQuestion,
  savedIn,
} from "./saved.ts";
export { type Signer, type SignerQuestion, type SignerVerdict, verifySigner } from "./signer.ts";
export {
  decodeStatusList,
  encodeStatusList,
  isStatusSet,
  STATUS_PURPOSES,
  type StatusLists,
  type StatusPurpose,
} from "./statusList.ts";
export type {
  AccountsVerdict,
  AccountVerdict,
  Evidence,
  FiguresVerdict,
  FileVerdict,
  GovernanceVerdict,
  LicenceVerdict,
  OwnerVerdict,
  StatusListsVerdict,
  StatusPlaceVerdict,
  Step,
  Unchecked,
} from "./verdict.ts";
export { createVerifier, type Proof, type Verifier, type VerifierOptions } from "./verifier.ts";

export interface Question extends VerifierOptions {
  /** As `GET /api/v1/network` describes it. */
  readonly network: unknown;
}

/** Asks for one licence and checks the answer. Never throws. For many of one network, keep a `createVerifier`. */
export async function verifyLicence(question: Question & { number: string }): Promise<LicenceVerdict> {
  return withVerifier(question, (verifier) => verifier.licence(question.number));
}

/** Checks a proof about a licence that was fetched a moment ago; for one that was saved, `checkSavedProof`. Never throws. */
export function checkProof(question: Question & { number: string; proof: PortableProof }): LicenceVerdict {
  return withVerifier(question, (verifier) => verifier.licenceProof(question.number, proofBytes(question.proof)));
}

/** Asks how many licences there are and how they stand, and checks the answer. Never throws. */
export async function verifyFigures(question: Question): Promise<FiguresVerdict> {
  return withVerifier(question, (verifier) => verifier.figures());
}

/** Checks a proof of the figures that is at hand. Never throws. */
export function checkFigures(question: Question & { proof: PortableProof }): FiguresVerdict {
  return withVerifier(question, (verifier) => verifier.figuresProof(proofBytes(question.proof)));
}

/** Asks who decides on the registry and how many places there are, taken and free, and checks the answer. Never throws. */
export async function verifyGovernance(question: Question): Promise<GovernanceVerdict> {
  return withVerifier(question, (verifier) => verifier.governance());
}

/** Checks a proof of who decides that is at hand. Never throws. */
export function checkGovernance(question: Question & { proof: PortableProof }): GovernanceVerdict {
  return withVerifier(question, (verifier) => verifier.governanceProof(proofBytes(question.proof)));
}

/** Asks whether a file is the one whose digest was noted under its name. Never throws. */
export async function verifyFile(question: Question & { name: string; bytes: Uint8Array }): Promise<FileVerdict> {
  return withVerifier(question, (verifier) => verifier.file(question.name, question.bytes));
}

/** Checks a proof about a file that is at hand. Never throws. */
export function checkFile(question: Question & { name: string; bytes: Uint8Array; proof: PortableProof }): FileVerdict {
  const { name, bytes, proof } = question;
  return withVerifier(question, (verifier) => verifier.fileProof(name, bytes, proofBytes(proof)));
}

/** Asks how many messenger accounts there are, and checks the answer. Never throws. */
export async function verifyAccounts(question: Question): Promise<AccountsVerdict> {
  return withVerifier(question, (verifier) => verifier.accounts());
}

/** Checks a proof of how many messenger accounts there are that is at hand. Never throws. */
export function checkAccounts(question: Question & { proof: PortableProof }): AccountsVerdict {
  return withVerifier(question, (verifier) => verifier.accountsProof(proofBytes(question.proof)));
}

/** Asks for one messenger account by its handle and checks the answer. Never throws. */
export async function checkHandle(question: Question & { handle: string }): Promise<AccountVerdict> {
  return withVerifier(question, (verifier) => verifier.handle(question.handle));
}

/** Asks for the handle of a principal and checks the answer. Never throws. */
export async function checkPrincipal(question: Question & { principal: string }): Promise<OwnerVerdict> {
  return withVerifier(question, (verifier) => verifier.principal(question.principal));
}

/** Does something with a verifier of the network; what makes that impossible is a verdict too. */
export function withVerifier<V>({ network, ...options }: Question, work: (verifier: Verifier) => V): V | Unchecked {
  try {
    return work(createVerifier(network, options));
  } catch (error) {
    const code = error instanceof VerifyError ? error.code : "internal";
    const detail = error instanceof Error ? error.message : "unknown fault";
    return { answer: "unchecked", code, detail, checks: [], failed: "number" };
  }
}
