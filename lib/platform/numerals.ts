import { z } from "zod";

/** Text with Urdu and Arabic digits as 0 to 9: both are typed, and mean the same. */
export function westernDigits(text: string): string {
  return text.replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 15));
}

/** A whole number as a form sends it, in either kind of digits, 0 to 999,999,999; a number stays one. Anything else is refused. */
export const WholeNumber = z.preprocess((raw) => {
  if (typeof raw !== "string") return raw;
  const digits = westernDigits(raw.trim());
  return /^\d{1,9}$/.test(digits) ? Number(digits) : raw;
}, z.int().min(0).max(999_999_999));
