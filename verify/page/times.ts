/** Instants and ages in words, in Pakistan's time. */
import type { Language, Messages } from "./messages.ts";

const ZONE = "Asia/Karachi";
const LOCALES: Readonly<Record<Language, string>> = { en: "en-GB", ur: "ur-PK-u-nu-latn" };

const DAY = { dateStyle: "long" } as const;
const CLOCK = { timeStyle: "medium", hourCycle: "h23" } as const;
/** A calendar takes a cheap phone tens of milliseconds to make: one of each kind is enough. */
const made = new Map<object, Intl.DateTimeFormat>();

/** Makes what writes instants ahead of their coming. A page has one language. */
export function prepareTimes(language: Language): void {
  for (const options of [DAY, CLOCK]) formatter(options, language);
}

/** The day of an instant in Pakistan. Nanoseconds since 1970. */
export function day(nanoseconds: bigint, language: Language): string {
  return formatted(nanoseconds, language, DAY);
}

/** The last day of a validity that ends, exclusively, at an instant. */
export function lastDay(end: bigint, language: Language): string {
  return day(end - 1n, language);
}

/** The instant to the second. */
export function instant(nanoseconds: bigint, language: Language): string {
  const clock = formatted(nanoseconds, language, CLOCK);
  return `${day(nanoseconds, language)}${language === "ur" ? "، " : ", "}${clock}`;
}

/** For `<time datetime>`. */
export function machineTime(nanoseconds: bigint): string {
  const date = dateOf(nanoseconds);
  return date ? date.toISOString() : "";
}

function formatted(nanoseconds: bigint, language: Language, options: Intl.DateTimeFormatOptions): string {
  const date = dateOf(nanoseconds);
  return date ? formatter(options, language).format(date) : `${nanoseconds} ns`;
}

function formatter(options: Intl.DateTimeFormatOptions, language: Language): Intl.DateTimeFormat {
  const known = made.get(options) ?? new Intl.DateTimeFormat(LOCALES[language], { ...options, timeZone: ZONE });
  made.set(options, known);
  return known;
}

/** A record may hold any 64-bit number; a calendar ends sooner. */
function dateOf(nanoseconds: bigint): Date | null {
  const milliseconds = Number(nanoseconds / 1_000_000n);
  return milliseconds <= 8.64e15 ? new Date(milliseconds) : null;
}

/** How long ago, in the largest unit that fits. */
export function age(from: bigint, now: bigint, { ages }: Messages): string {
  const seconds = Number((now - from) / 1_000_000_000n);
  if (seconds < 0) return ages.ahead;
  if (seconds === 0) return ages.now;
  const [n, [one, many]] =
    seconds < 60
      ? ([seconds, ages.second] as const)
      : seconds < 3600
        ? ([Math.floor(seconds / 60), ages.minute] as const)
        : seconds < 86_400
          ? ([Math.floor(seconds / 3600), ages.hour] as const)
          : ([Math.floor(seconds / 86_400), ages.day] as const);
  return (n === 1 ? one : many).replace("{n}", String(n));
}
