import type { OutcomeState } from "../platform/db/generated/enums.ts";

/** What something that was built is used for, in the order in which people see it. */
export const fields = [
  "publicServices",
  "health",
  "education",
  "research",
  "agriculture",
  "environment",
  "commerce",
  "finance",
  "languageAndCulture",
  "infrastructure",
  "other",
] as const;

/** A field of use. */
export type Field = (typeof fields)[number];

/** Why an administrator hides an entry. Each has a remedy that its institution is told. */
export const hideReasons = ["personalData", "unsafeLink", "notOfLicences", "misleading", "unlawful"] as const;

/** A reason of that catalogue. */
export type HideReason = (typeof hideReasons)[number];

/** Entries of one institution at most, but for those removed. */
export const entriesAtMost = 200;

/** People in one entry at most. */
export const peopleAtMost = 100_000;

/** Days after which an institution with licences in force is asked what came of them: half a year. */
export const reportDays = 182;

const DAY = 86_400_000;

/** What can happen to an entry. Words that are hidden may be corrected and stay hidden until an administrator has seen them. */
export type EntryAct = "correct" | "remove" | "hide" | "restore";

/** The one table of an entry: the acts that are possible in a state. */
export const entryActs: Record<OutcomeState, readonly EntryAct[]> = {
  INTERNAL: ["correct", "remove"],
  PUBLISHED: ["correct", "remove", "hide"],
  HIDDEN: ["correct", "remove", "restore"],
  REMOVED: [],
};

/** May `act` be done to an entry in `state`? */
export function allowsEntry(state: OutcomeState, act: EntryAct): boolean {
  return entryActs[state].includes(act);
}

/** May an entry go from `from` to `to`, by any act? */
export function isEntryStep(from: OutcomeState, to: OutcomeState): boolean {
  const leads: Record<EntryAct, readonly OutcomeState[]> = {
    correct: [stateWritten(from, true), stateWritten(from, false)],
    remove: ["REMOVED"],
    hide: ["HIDDEN"],
    restore: ["PUBLISHED"],
  };
  return entryActs[from].some((act) => leads[act].includes(to));
}

/** The state after the institution has written the entry, by whether it may be published. What is hidden stays so. */
export function stateWritten(before: OutcomeState | null, publish: boolean): OutcomeState {
  if (before === "HIDDEN") return "HIDDEN";
  return publish ? "PUBLISHED" : "INTERNAL";
}

/** The day of an instant in Pakistan (UTC+5, no summer time), as "2026-11-21". */
export function dayIn(at: Date): string {
  return new Date(at.getTime() + 5 * 3_600_000).toISOString().slice(0, "2026-11-21".length);
}

/** Is this a day as `dayIn` writes it? */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}

/** An instant of a day in Pakistan, by which it is written for people: noon there. */
export function noonOf(day: string): Date {
  return new Date(`${day}T07:00:00Z`);
}

/** Which of the days of an entry is to come, or before the first; undefined when they are sound. */
export function unsoundDay(
  { startsOn, endsOn }: { startsOn: string; endsOn?: string | null | undefined },
  now: Date,
): "startsOn" | "endsOn" | undefined {
  const today = dayIn(now);
  if (startsOn > today || startsOn < "2000-01-01") return "startsOn";
  return endsOn && (endsOn > today || endsOn < startsOn) ? "endsOn" : undefined;
}

/** The latest instant that is half a year before `now`: whoever reported after it is not asked again. */
export function reportedSince(now: Date): Date {
  return new Date(now.getTime() - reportDays * DAY);
}

/** Is it time to report? `licensedAt` is when the first of the licences in force was issued; null where none is. */
export function isReportDue(
  { licensedAt, reportedAt }: { licensedAt: Date | null; reportedAt: Date | null },
  now: Date,
): boolean {
  const since = reportedSince(now);
  return licensedAt !== null && licensedAt <= since && (reportedAt === null || reportedAt <= since);
}

/** Endings of names that lead to no public host. */
const privateEndings =
  /(?:^|\.)(?:localhost|localdomain|local|internal|intranet|lan|home|corp|private|test|invalid|onion|arpa)$/;

/**
 * The address of a public page in what people type: https, a name and no number as its host, nothing that signs in; undefined when it
 * is none. Checked for its form alone; nobody fetches it.
 */
export function normalLink(typed: string): string | undefined {
  const text = typed.trim();
  if (text.length > 300 || /[\s\\<>"]/.test(text)) return undefined;
  const address = URL.parse(
    /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[^/]+:\d+(\/|$)/.test(text) ? text : `https://${text}`,
  );
  if (address?.protocol !== "https:" || address.username !== "" || address.password !== "" || address.port !== "")
    return undefined;
  const host = address.hostname.replace(/\.$/, "");
  const isName = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,24}|xn--[a-z0-9-]{1,59})$/.test(host);
  return isName && host.length <= 253 && !privateEndings.test(host) && address.href.length <= 500
    ? address.href
    : undefined;
}

/** The files of the public figures. */
export const figureFiles = ["figures.json", "figures.csv", "institutions.csv", "outcomes.csv"] as const;
export type FigureFile = (typeof figureFiles)[number];

/**
 * Those of them that are kept of every day, with the digest noted in the registry. The words of institutions are not among them: they
 * may be taken back, and what is noted stays.
 */
export const dailyFiles = ["figures.csv", "figures.json", "institutions.csv"] as const;
export type DailyFile = (typeof dailyFiles)[number];

/** The name of a file of a day: "figures-2026-11-21.csv", and in a demonstration it says so. */
export function dailyName(file: DailyFile, day: string, demonstration: boolean): string {
  return `${demonstration ? "demonstration-" : ""}${file.replace(".", `-${day}.`)}`;
}
