/** What the page and its worker say to each other. */
import type { VerifyCode } from "../errors.ts";
import type { LicenceVerdict, Step } from "../verdict.ts";

export interface CheckRequest {
  readonly id: number;
  readonly number: string;
  /** As `GET /api/v1/network` gave it. */
  readonly network: unknown;
  readonly answer: Answer;
}

/** What the registry answered to the page, unread, or why it did not. */
export type Answer = { readonly reply: Uint8Array } | { readonly code: VerifyCode; readonly detail: string };

export type CheckMessage =
  | { readonly id: number; readonly step: Step }
  | { readonly id: number; readonly verdict: LicenceVerdict };
