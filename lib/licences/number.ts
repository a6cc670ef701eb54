import { crockfordAlphabet, crockfordCheck, readCrockford } from "../platform/crockford.ts";
import { bodyLength, prefix } from "../platform/licenceNumber.ts";

export { newNumber, newNumbers } from "../platform/licenceNumber.ts";

/** A number as typed: the 14 characters when it is one; otherwise whether its form or its check character is wrong. */
export type ParsedNumber = { ok: true; number: string } | { ok: false; reason: "form" | "check" };

/**
 * Reads a licence number leniently: any case, hyphens and spaces anywhere, I and L as 1, O as 0, Urdu digits
 * (docs/verification.md, "The number"). Gives the 14 characters without hyphens.
 */
export function parseNumber(typed: string): ParsedNumber {
  if (typed.length > 100) return { ok: false, reason: "form" };
  const compact = readCrockford(typed);
  if (compact.length !== prefix.length + bodyLength + 1 || !compact.startsWith(prefix))
    return { ok: false, reason: "form" };
  const rest = compact.slice(prefix.length);
  if ([...rest].some((character) => !crockfordAlphabet.includes(character))) return { ok: false, reason: "form" };
  if (crockfordCheck(rest.slice(0, bodyLength)) !== rest[bodyLength]) return { ok: false, reason: "check" };
  return { ok: true, number: prefix + rest };
}

/** `SND-XXXXX-XXXXX-C`, as people read it, from the 14 characters without hyphens. */
export function formatNumber(number: string): string {
  return [number.slice(0, 3), number.slice(3, 8), number.slice(8, 13), number.slice(13)].join("-");
}
