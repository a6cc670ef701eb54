import { formatDate, formatDateTime, formatNumber } from "@/lib/platform/i18n/format";
import type { DeskMark } from "./model";

/** An instant as Pakistan reads it; a dash where there is none. */
export function timeCell(at: Date | null, locale: string, style: "date" | "datetime" = "date"): DeskMark | string {
  if (!at) return "–";
  return { text: (style === "date" ? formatDate : formatDateTime)(at, locale), at: at.toISOString() };
}

/** A whole number; a dash where there is none. */
export function numberCell(value: number | null, locale: string): string {
  return value === null ? "–" : formatNumber(value, locale);
}
