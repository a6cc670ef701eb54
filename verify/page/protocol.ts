/** What the page and its worker say to each other. */
import type { VerifyCode } from "../errors.ts";
import type { PortableProof } from "../saved.ts";
import type { SignerVerdict } from "../signer.ts";
import type {
  AccountsVerdict,
  FiguresVerdict,
  FileVerdict,
  GovernanceVerdict,
  LicenceVerdict,
  Step,
} from "../verdict.ts";

/** What the worker is to judge: the registry's word on a licence, on all of them, on who decides or on a file, the messenger's on its accounts, a licence on paper or in a saved proof, or the subnet's word on itself. */
export type CheckRequest = {
  readonly id: number;
  /** As `GET /api/v1/network` gave it. */
  readonly network: unknown;
} & (
  | { readonly number: string; readonly answer: Answer }
  | { readonly subnetId: string; readonly answer: Answer }
  | { readonly figures: true; readonly answer: Answer }
  | { readonly governance: true; readonly answer: Answer }
  | { readonly accounts: true; readonly answer: Answer }
  /** A file, and the name under which its digest was noted, if it was. */
  | { readonly file: string; readonly bytes: Uint8Array; readonly answer: Answer }
  /** The codes of one paper. */
  | { readonly paper: string }
  /** A proof that was saved, and the number of the licence that it is about. */
  | { readonly saved: string; readonly proof: PortableProof }
);

/** What was answered to the page, unread, or why nothing was. */
export type Answer = { readonly reply: Uint8Array } | { readonly code: VerifyCode; readonly detail: string };

/** What a check of any kind ends with. */
export type Verdict =
  | LicenceVerdict
  | SignerVerdict
  | FiguresVerdict
  | GovernanceVerdict
  | FileVerdict
  | AccountsVerdict;

export type CheckMessage =
  | { readonly id: number; readonly step: Step }
  | { readonly id: number; readonly verdict: Verdict };
