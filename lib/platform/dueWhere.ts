import { type ClockFilter, soonDays } from "./listing.ts";
import { workingDaysAfter } from "./workingDays.ts";

/** What a filter of the clock asks of a case's `dueAt` at `now`; with the applicant, it asks for none. */
export function dueWhere(due: ClockFilter, now: Date): { dueAt: null | { lt: Date } | { gte: Date; lte: Date } } {
  if (due === "paused" || due === "lying") return { dueAt: null };
  return { dueAt: due === "overdue" ? { lt: now } : { gte: now, lte: workingDaysAfter(now, soonDays) } };
}
