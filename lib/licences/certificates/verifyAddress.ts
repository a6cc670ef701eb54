import { formatNumber, parseNumber } from "../number.ts";

/** The number as an address of the verification page has it (SND-XXXXX-XXXXX-C), or undefined for what is no number. */
export function checkedNumber(typed: string): string | undefined {
  const parsed = parseNumber(typed);
  return parsed.ok ? formatNumber(parsed.number) : undefined;
}
