const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Pakistan keeps UTC+5 all year. */
const PAKISTAN = 5 * HOUR;

/** The last millisecond of the day in Pakistan that `at` falls on. */
export function endOfDayInPakistan(at: Date): Date {
  const day = Math.floor((at.getTime() + PAKISTAN) / DAY);
  return new Date((day + 1) * DAY - PAKISTAN - 1);
}

/** The end of the `days`-th working day (Monday to Friday in Pakistan) after the day of `at`. Public holidays count as working days. */
export function workingDaysAfter(at: Date, days: number): Date {
  let end = endOfDayInPakistan(at);
  for (let left = days; left > 0; ) {
    end = new Date(end.getTime() + DAY);
    const weekday = new Date(end.getTime() + PAKISTAN).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left--;
  }
  return end;
}
