import { createHmac, randomInt } from "node:crypto";
import { z } from "zod";
import { westernDigits } from "../numerals.ts";

/** A code that proves an address or a number: six digits, ten minutes, five tries. */
export const code = { digits: 6, minutes: 10, attempts: 5 } as const;

/** A code as people type it, in either kind of digits. */
export const TypedCode = z
  .string()
  .max(40)
  .transform((text) => westernDigits(text).replace(/\s/g, ""))
  .pipe(z.string().regex(/^\d{6}$/, "codeWrong"));

/** The digits of a new code, from a cryptographic source. */
export function newDigits(): string {
  return randomInt(10 ** code.digits)
    .toString()
    .padStart(code.digits, "0");
}

/** What is kept of a code: nothing that tells the digits to whoever has the table and not the portal's secret. */
export function codeHash(provenBy: string, digits: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(
    createHmac("sha256", process.env.NEXTAUTH_SECRET ?? "")
      .update(`${provenBy}\n${digits}`)
      .digest(),
  );
}
