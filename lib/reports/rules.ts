import type { Cadence } from "../platform/db/generated/enums.ts";

/** Days of Pakistan, the first and the last one included. */
export type Period = { from: string; to: string };

/** How often a report can be written, in the order in which people see it. */
export const cadences = ["WEEKLY", "MONTHLY"] as const satisfies readonly Cadence[];

/** Schedules that stand at most, and readers of one. */
export const schedulesAtMost = 10;
export const readersAtMost = 20;

const DAY = 86_400_000;
/** Pakistan keeps UTC+5 all year. */
const PAKISTAN = 5 * 3_600_000;
/** The longest period of a report, in days. */
const longest = 5 * 366;

const named = (day: number) => new Date(day * DAY).toISOString().slice(0, "2026-11-21".length);
const numbered = (day: string) => Date.parse(`${day}T00:00:00Z`) / DAY;
const dayOf = (at: Date) => Math.floor((at.getTime() + PAKISTAN) / DAY);
const isDay = (text: unknown): text is string =>
  typeof text === "string" && /^\d{4}-\d{2}-\d{2}$/.test(text) && named(numbered(text)) === text;

/**
 * The period that an address asks for by `from` and `to`; without them the last ninety days up to `now`. A period that is no days, runs
 * backwards or is longer than five years is the ninety days too.
 */
export function parsePeriod(params: { from?: unknown; to?: unknown }, now: Date): Period {
  const today = dayOf(now);
  const { from, to } = params;
  if (isDay(from) && isDay(to) && from <= to && numbered(to) - numbered(from) <= longest) return { from, to };
  return { from: named(today - 89), to: named(today) };
}

/** The instants of a period: from the first, up to but without the second. */
export function instantsOf({ from, to }: Period): { begins: Date; ends: Date } {
  return {
    begins: new Date(numbered(from) * DAY - PAKISTAN),
    ends: new Date((numbered(to) + 1) * DAY - PAKISTAN),
  };
}

/** The last whole week (Monday to Sunday) or month that is over at `now`. */
export function lastWhole(cadence: Cadence, now: Date): Period {
  const today = dayOf(now);
  if (cadence === "WEEKLY") {
    // Day 4 of 1970 was a Monday.
    const monday = today - ((((today - 4) % 7) + 7) % 7);
    return { from: named(monday - 7), to: named(monday - 1) };
  }
  const first = numbered(`${named(today).slice(0, "2026-11".length)}-01`);
  return { from: `${named(first - 1).slice(0, "2026-11".length)}-01`, to: named(first - 1) };
}

/** When the week or month after the present one begins: then the present one can be written down. */
export function nextBeginning(cadence: Cadence, now: Date): Date {
  const today = dayOf(now);
  if (cadence === "WEEKLY") return new Date((today - ((((today - 4) % 7) + 7) % 7) + 7) * DAY - PAKISTAN);
  const [year = 0, month = 0] = named(today).split("-").map(Number);
  return new Date(Date.UTC(year, month, 1) - PAKISTAN);
}

/** The value below which `share` of the sorted values lie (nearest rank); null where there are none. */
export function quantile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}
