import { type DueFilter, soonDays } from "./listing.ts";
import { workingDaysAfter } from "./workingDays.ts";

/** What a filter of the clock asks of a case's `dueAt` at `now`; `paused` asks for none. */
export function dueWhere(due: DueFilter, now: Date): { dueAt: null | { lt: Date } | { gte: Date; lte: Date } } {
  if (due === "paused") return { dueAt: null };
  return { dueAt: due === "overdue" ? { lt: now } : { gte: now, lte: workingDaysAfter(now, soonDays) } };
}
