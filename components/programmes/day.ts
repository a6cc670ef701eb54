/** The day in Pakistan of an instant, as a date field takes it: "2026-11-21". */
export function dayOf(at: Date): string {
  return new Date(at.getTime() + 5 * 3_600_000).toISOString().slice(0, 10);
}
