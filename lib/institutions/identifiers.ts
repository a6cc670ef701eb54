import type { InstitutionKind } from "../platform/db/generated/enums.ts";
import { westernDigits } from "../platform/numerals.ts";

/** What an institution says of how it is registered. Each kind is asked its own. */
export const identifierFields = [
  "hecListing",
  "charterLaw",
  "backing",
  "cuin",
  "ntn",
  "incubator",
  "incubatorContact",
  "headName",
  "headTitle",
] as const;

/** A question of how an institution is registered. */
export type IdentifierField = (typeof identifierFields)[number];

/** The answers. */
export type Identifiers = Partial<Record<IdentifierField, string>>;

/** What stands behind a startup: the register of companies, or, where it is in none yet, an incubator that vouches for it. */
export const backings = ["SECP", "INCUBATOR"] as const;

/** Is a university on the list of the Higher Education Commission, as its registrant says? */
export const hecListings = ["yes", "no"] as const;

/** What is registered of an institution, as far as these rules go. */
export type Registered = {
  kind: InstitutionKind;
  identifiers: unknown;
  /** The directory's row for a university, where one was chosen. */
  directoryEntry?: { hecListed: boolean } | null;
};

/** The answers in a column of the database: what is no answer is left out. */
export function identifiersOf(stored: unknown): Identifiers {
  if (typeof stored !== "object" || stored === null) return {};
  const row = stored as Record<string, unknown>;
  return Object.fromEntries(
    identifierFields.flatMap((field) => (typeof row[field] === "string" ? [[field, row[field]]] : [])),
  );
}

/** What the kind is asked; a startup by what stands behind it. A university that the directory lists is asked nothing it knows. */
export function questionsOf(registered: Registered): { field: IdentifierField; required: boolean }[] {
  const all = (required: boolean, ...fields: IdentifierField[]) => fields.map((field) => ({ field, required }));
  const { kind, directoryEntry } = registered;
  if (kind === "UNIVERSITY") return all(!directoryEntry?.hecListed, "hecListing", "charterLaw");
  if (kind === "COMPANY") return all(true, "cuin", "ntn");
  if (kind !== "STARTUP") return all(true, "headName", "headTitle");
  const { backing } = identifiersOf(registered.identifiers);
  if (backing !== "INCUBATOR") return all(true, "backing", "cuin", "ntn");
  return [...all(true, "backing", "incubator", "incubatorContact"), ...all(false, "cuin", "ntn")];
}

/** Required answers that are not there. */
export function identifiersMissing(registered: Registered): IdentifierField[] {
  const given = identifiersOf(registered.identifiers);
  return questionsOf(registered)
    .filter(({ field, required }) => required && !given[field])
    .map(({ field }) => field);
}

/** A number as people type it, made one form: digits 0 to 9, capitals, no blanks, dots or marks of direction. */
function tidied(typed: string): string {
  return westernDigits(typed)
    .toUpperCase()
    .replace(/[\s.\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "");
}

/** A National Tax Number: seven digits, a hyphen before the check digit where it is given. Another form stays as typed. */
export function normalNtn(typed: string): string {
  const text = tidied(typed);
  const [, number, check] = /^(\d{7})-?(\d)?$/.exec(text) ?? [];
  return number ? (check ? `${number}-${check}` : number) : text;
}

/** A Corporate Unique Identification Number of the Securities and Exchange Commission: seven digits. Another form stays as typed. */
export function normalCuin(typed: string): string {
  const text = tidied(typed);
  const digits = text.replaceAll("-", "");
  return /^\d{7}$/.test(digits) ? digits : text;
}

const isNtn = (text: string) => /^\d{7}(?:-\d)?$/.test(text);
const isCuin = (text: string) => /^\d{7}$/.test(text);
/** A Computerised National Identity Card's number: thirteen digits, 5-7-1. A person's; some give it where their own tax number is wanted. */
const isCnic = (text: string) => /^\d{5}-?\d{7}-?\d$/.test(text);

/**
 * What two registrations of one institution have in common, whatever they are called: its numbers, of the published form, the
 * tax number without its check digit. Other forms identify nobody.
 */
export function identifierKeys({ ntn, cuin }: Identifiers): string[] {
  return [...(ntn && isNtn(ntn) ? [`ntn:${ntn.slice(0, 7)}`] : []), ...(cuin && isCuin(cuin) ? [`cuin:${cuin}`] : [])];
}

/** Zones under which governments of Pakistan have their domains. */
const governmentZones = ["gov.pk", "gop.pk", "gob.pk", "gkp.pk", "gok.pk", "gos.pk", "gog.pk", "mil.pk"];

/** Is the domain one of a government's? */
export function isGovernmentDomain(domain: string): boolean {
  return governmentZones.some((zone) => domain === zone || domain.endsWith(`.${zone}`));
}

/** What looks unusual in a registration. Each has a sentence in messages under `institutions.doubts`. */
export type Doubt = "ntnForm" | "ntnIsCnic" | "cuinForm" | "phoneForm" | "domainNotGovernment";

/**
 * What is not of the form that is published for it. A warning to the registrant and to whoever checks, never a refusal: forms
 * change, and an institution does not choose its number. No person's number is asked, and nothing about a person is read from
 * any number.
 */
export function doubtsOf(
  registered: Registered & { domain: string | null; focalPhone: string | null },
): { doubt: Doubt; section: "identity" | "particulars" | "contact" }[] {
  const { kind, domain, focalPhone } = registered;
  const { ntn, cuin } = identifiersOf(registered.identifiers);
  const asked = questionsOf(registered).map(({ field }) => field);
  const isDepartment = kind === "FEDERAL_DEPARTMENT" || kind === "PROVINCIAL_DEPARTMENT";
  return [
    ...(isDepartment && !(domain && isGovernmentDomain(domain))
      ? [{ doubt: "domainNotGovernment", section: "identity" } as const]
      : []),
    ...(asked.includes("cuin") && cuin && !isCuin(cuin)
      ? [{ doubt: "cuinForm", section: "particulars" } as const]
      : []),
    ...(asked.includes("ntn") && ntn && !isNtn(ntn)
      ? [{ doubt: isCnic(ntn) ? "ntnIsCnic" : "ntnForm", section: "particulars" } as const]
      : []),
    ...(focalPhone && !/^\+92[1-9]\d{8,9}$/.test(focalPhone)
      ? [{ doubt: "phoneForm", section: "contact" } as const]
      : []),
  ];
}
