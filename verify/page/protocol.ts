/** What the page and its worker say to each other. */
import type { LicenceVerdict, Step } from "../verdict.ts";

export interface CheckRequest {
  readonly id: number;
  readonly number: string;
  /** As `GET /api/v1/network` gave it. */
  readonly network: unknown;
}

export type CheckMessage =
  | { readonly id: number; readonly step: Step }
  | { readonly id: number; readonly verdict: LicenceVerdict };
