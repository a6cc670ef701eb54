import { z } from "zod";
import { SignedDelegations } from "../platform/chain/signedDelegations.ts";
import { Role } from "../platform/db/generated/enums.ts";
import { westernDigits } from "../platform/numerals.ts";

export const Email = z.string().trim().toLowerCase().max(254).pipe(z.email("emailInvalid"));

export const RequestCode = z.strictObject({ email: Email, locale: z.enum(["en", "ur"]) });

export const SignInWithCode = z.strictObject({
  email: Email,
  code: z
    .string()
    .max(40)
    .trim()
    .transform(westernDigits)
    .pipe(z.string().regex(/^\d{6}$/, "codeWrong")),
});

export const GrantRole = z.strictObject({ userId: z.uuid(), role: z.enum(Role) });

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
