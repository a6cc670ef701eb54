/** A span of time as a sentence says it: whole days, hours, minutes or seconds, rounded up so that it never promises too soon. */
export function spanOf(milliseconds: number): { unit: "days" | "hours" | "minutes" | "seconds"; count: number } {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1_000));
  if (seconds > 48 * 3_600) return { unit: "days", count: Math.ceil(seconds / 86_400) };
  if (seconds >= 2 * 3_600) return { unit: "hours", count: Math.ceil(seconds / 3_600) };
  return seconds >= 60 ? { unit: "minutes", count: Math.ceil(seconds / 60) } : { unit: "seconds", count: seconds };
}
