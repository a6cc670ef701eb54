import { z } from "zod";
import { WholeNumber } from "../platform/numerals.ts";
import { consentVersion, declineReasons, isHandle, proposedAtOnce, readHandle } from "./rules.ts";

/** A handle as typed, in its one form. */
export const Handle = z.string().max(40, "handleForm").transform(readHandle).refine(isHandle, "handleForm");

/** A holder's wish for an account. Consent is to the version of the text that was shown. */
export const RequestAccount = z.strictObject({
  licenceId: z.uuid(),
  handle: Handle,
  consent: z.literal(consentVersion, "consentNeeded"),
});

/** The accounts of a new batch. */
export const ProposeAccounts = z.strictObject({
  accountIds: z.array(z.uuid()).min(1, "required").max(proposedAtOnce),
});

/** The approval of exactly the plan that was read. */
export const ApproveAccounts = z.strictObject({
  batchId: z.uuid(),
  planHash: z.string().regex(/^[0-9a-f]{64}$/),
  version: WholeNumber,
});

/** A proposal sent back. */
export const RejectAccounts = z.strictObject({
  batchId: z.uuid(),
  version: WholeNumber,
  reason: z.string({ error: "reasonRequired" }).trim().min(1, "reasonRequired").max(500),
});

/** A request declined. */
export const DeclineAccount = z.strictObject({
  accountId: z.uuid(),
  version: WholeNumber,
  reason: z.enum(declineReasons, "reasonRequired"),
});

/** The end of an account. */
export const RemoveAccount = z.strictObject({ accountId: z.uuid(), version: WholeNumber });
