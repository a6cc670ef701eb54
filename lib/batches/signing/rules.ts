import type { ErrorCode } from "../../platform/errors/codes.ts";

/** What a person is told of each fault of a signature: one that ran out is made anew, any other is another's or another thing's. */
export const signatureFailures = {
  form: "signatureWrong",
  canister: "signatureWrong",
  method: "signatureWrong",
  argument: "signatureWrong",
  expiry: "signatureExpired",
  sender: "signatureWrong",
  signature: "signatureWrong",
} as const satisfies Record<string, ErrorCode>;

/** A batch as approvers sign it. */
export function signableBatch<Batch extends { id: string }>(batch: Batch) {
  return { ...batch, subject: { kind: "BATCH" as const, id: batch.id } };
}

/** A batch, or an act on licences, that was signed and is rejected, or cancelled: what the registry's log says of it. */
export const dropReasons = {
  rejected: "rejected",
  replaced: "replaced",
  cancelled: "cancelled",
  refused: "refused",
} as const;
