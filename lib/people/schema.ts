import { z } from "zod";
import { TypedCode } from "../platform/auth/code.ts";
import { codeActions, confirmedActions } from "../platform/auth/confirmation.ts";
import { SignedDelegations } from "../platform/chain/signedDelegations.ts";
import { Role } from "../platform/db/generated/enums.ts";
import { WholeNumber } from "../platform/numerals.ts";

export const Email = z.string().trim().toLowerCase().max(254).pipe(z.email("emailInvalid"));

export const RequestCode = z.strictObject({ email: Email, locale: z.enum(["en", "ur"]) });

export const SignInWithCode = z.strictObject({
  email: Email,
  code: TypedCode,
});

const Reason = z.string("reasonRequired").trim().min(1, "reasonRequired").max(500);
const Name = z.string().trim().min(2).max(120);
const Day = z.iso.date("datesInvalid");
const role = z.enum(Role);

/** A role for somebody by address, known here or not. The name and language count only for somebody who is not. */
export const InviteOfficial = z.strictObject({
  email: Email,
  name: Name,
  locale: z.enum(["en", "ur"]),
  role,
  reason: Reason,
});

export const ProposeRoleChange = z.strictObject({
  userId: z.uuid(),
  kind: z.enum(["GRANT", "REVOKE"]),
  role,
  reason: Reason,
});

export const SuspendRole = z.strictObject({ userId: z.uuid(), role, reason: Reason });

/** A deputy for `userId` in one of their roles; the days are Pakistan's, the last one included. */
export const NameDeputy = z.strictObject({
  userId: z.uuid(),
  role,
  email: Email,
  name: Name,
  locale: z.enum(["en", "ur"]),
  from: Day,
  until: Day,
  reason: Reason,
});

/** The change as it was looked at. */
export const DecideRoleChange = z.strictObject({ changeId: z.uuid(), version: WholeNumber });

/** `despite`: the warning that too few would be left was read. */
export const MarkAbsence = z.strictObject({
  userId: z.uuid(),
  from: Day,
  until: Day,
  despite: z.literal("yes").optional(),
});

export const EndAbsence = z.strictObject({ absenceId: z.uuid() });

export const SetLocale = z.strictObject({ locale: z.enum(["en", "ur"]) });

export const SignInWithIdentity = z.strictObject({
  nonce: z.string().regex(/^[0-9a-f]{64}$/),
  /** By the session key, over `challengeMessage`. */
  signature: z
    .string()
    .max(512)
    .regex(/^([0-9a-f]{2})+$/),
  chain: SignedDelegations,
});

/** Bytes as a browser gives them, in base64url; more than any authenticator sends is refused. */
const Bytes = z
  .string()
  .max(4_096)
  .regex(/^[A-Za-z0-9_-]+$/);
const Act = z
  .record(z.string().max(40), z.string().max(200))
  .default({})
  .refine((act) => Object.keys(act).length <= 8);

/** A challenge for one of the acts that are confirmed, or for a new passkey. */
export const BeginConfirmation = z.strictObject({ action: z.enum([...confirmedActions, "register"]), act: Act });

export const ConfirmAsDemonstration = z.strictObject({ action: z.enum(confirmedActions), act: Act });

export const SendConfirmationCode = z.strictObject({ action: z.enum(codeActions), act: Act });

export const ConfirmByCode = z.strictObject({ confirmationId: z.uuid(), code: TypedCode });

export const ConfirmAct = z.strictObject({
  confirmationId: z.uuid(),
  credentialId: Bytes,
  clientData: Bytes,
  authenticatorData: Bytes,
  signature: Bytes,
});

export const AddPasskey = z.strictObject({
  confirmationId: z.uuid(),
  name: z.string().trim().min(1, "required").max(60),
  clientData: Bytes,
  authenticatorData: Bytes,
});

export const RemovePasskey = z.strictObject({ passkeyId: z.uuid() });
