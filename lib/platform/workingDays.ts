import { holidays, weekends } from "./holidays.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Pakistan keeps UTC+5 all year. */
const PAKISTAN = 5 * HOUR;

/** Days since 1970, as Pakistan counts them. */
const dayOf = (at: Date) => Math.floor((at.getTime() + PAKISTAN) / DAY);
const dayNamed = (day: string) => Date.parse(`${day}T00:00:00Z`) / DAY;
const endOf = (day: number) => new Date((day + 1) * DAY - PAKISTAN - 1);

const closed = new Set(holidays.map(({ day }) => dayNamed(day)));
const rules = weekends.map(({ from, days }) => ({ from: dayNamed(from), days })).sort((a, b) => b.from - a.from);

/** A time in which the clock stands; an open one lasts until now. */
export type Pause = { from: Date; to: Date | null };

/** The last millisecond of the day in Pakistan that `at` falls on. */
export function endOfDayInPakistan(at: Date): Date {
  return endOf(dayOf(at));
}

/** Do offices work on the day in Pakistan that `at` falls on? No weekend by the rule of that time, no public holiday. */
export function isWorkingDay(at: Date): boolean {
  return works(dayOf(at));
}

/** The end of the `days`-th working day after the day of `at`. */
export function workingDaysAfter(at: Date, days: number): Date {
  let day = dayOf(at);
  for (let left = days; left > 0; ) if (works(++day)) left--;
  return endOf(day);
}

/** The end of the day, nearest to `at`, from which `days` working days have gone by on the day of `at`. */
export function workingDaysBefore(at: Date, days: number): Date {
  let day = dayOf(at);
  for (let left = days; left > 0; day--) if (works(day)) left--;
  return endOf(day);
}

/** Working days after the day of `from`, the day of `to` included; below nought where `to` comes first. */
export function workingDaysBetween(from: Date, to: Date): number {
  const [first, last] = [dayOf(from), dayOf(to)];
  if (last < first) return 0 - workingDaysBetween(to, from);
  let count = 0;
  for (let day = first + 1; day <= last; day++) if (works(day)) count++;
  return count;
}

/**
 * When something is due: `days` working days after `start`, and as many more as passed in the pauses, which do not overlap.
 * A pause that is still open has lasted until `now`.
 */
export function dueAfter(start: Date, days: number, pauses: readonly Pause[], now: Date): Date {
  const waited = pauses.reduce((sum, { from, to }) => sum + Math.max(0, workingDaysBetween(from, to ?? now)), 0);
  return workingDaysAfter(start, days + waited);
}

function works(day: number): boolean {
  const rule = rules.find(({ from }) => from <= day);
  // Day 0 was a Thursday.
  return !closed.has(day) && rule?.days.includes((((day + 4) % 7) + 7) % 7) !== true;
}
