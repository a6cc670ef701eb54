/** Where people live for whom the service exists: UTC+5, no summer time. */
export const timeZone = "Asia/Karachi";

const tags = { en: "en-GB", ur: "ur-PK-u-nu-latn" } as const;

const tagOf = (locale: string) => (locale === "ur" ? tags.ur : tags.en);

/** The day of an instant in Pakistan: "21 November 2026". */
export function formatDate(at: Date, locale: string): string {
  return new Intl.DateTimeFormat(tagOf(locale), { dateStyle: "long", timeZone }).format(at);
}

/** Day and minute of an instant in Pakistan: "21 November 2026 at 05:30". 24 hours: the platform has no Urdu for "AM". */
export function formatDateTime(at: Date, locale: string): string {
  const options = { dateStyle: "long", timeStyle: "short", hourCycle: "h23", timeZone } as const;
  return new Intl.DateTimeFormat(tagOf(locale), options).format(at);
}

/** The minute of an instant in Pakistan: "05:30". */
export function formatTime(at: Date, locale: string): string {
  return new Intl.DateTimeFormat(tagOf(locale), { timeStyle: "short", hourCycle: "h23", timeZone }).format(at);
}

/** The day of an instant in Pakistan as short as an axis needs it: "21 Nov". */
export function formatDay(at: Date, locale: string): string {
  return new Intl.DateTimeFormat(tagOf(locale), { day: "numeric", month: "short", timeZone }).format(at);
}

/** A share of one in percent: "97%". What is not quite all is never shown as all, nor what is not quite nothing as nothing. */
export function formatPercent(share: number, locale: string): string {
  const percent = share > 0 && share < 1 ? Math.min(99, Math.max(1, Math.round(share * 100))) : Math.round(share * 100);
  return new Intl.NumberFormat(tagOf(locale), { style: "percent", maximumFractionDigits: 0 }).format(percent / 100);
}

/** Things in a row that are named as headings are, and may hold commas of their own: "What you will build, and for whom; The reviewers’ scores". */
export function listIn(locale: string, things: readonly string[]): string {
  return things.join(locale === "ur" ? "؛ " : "; ");
}

/** A whole number with its thousands parted: "1,500". */
export function formatNumber(value: number, locale: string): string {
  return new Intl.NumberFormat(tagOf(locale), { maximumFractionDigits: 0 }).format(value);
}

// The platform writes "MB" in Urdu too.
const units = { en: ["kB", "MB"], ur: ["کلوبائٹ", "میگابائٹ"] } as const;

/** A file's size in bytes for people: "1.4 MB". Decimal units, as phones count. */
export function formatSize(bytes: number, locale: string): string {
  const [kilo, mega] = locale === "ur" ? units.ur : units.en;
  const value = Math.max(bytes / (bytes < 1_000_000 ? 1_000 : 1_000_000), 0.1);
  const figure = new Intl.NumberFormat(tagOf(locale), { maximumFractionDigits: 1 }).format(value);
  return `${figure} ${bytes < 1_000_000 ? kilo : mega}`;
}

/** What a day of the week is called, 0 for Sunday: "Friday". */
export function weekdayName(weekday: number, locale: string): string {
  // The fourth of January 1970 was a Sunday.
  const at = new Date(Date.UTC(1970, 0, 4 + weekday));
  return new Intl.DateTimeFormat(tagOf(locale), { weekday: "long", timeZone: "UTC" }).format(at);
}
