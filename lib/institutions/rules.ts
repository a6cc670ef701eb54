import type { Action } from "../platform/auth/permissions.ts";
import type { DomainMatch, InstitutionKind, InstitutionState, Sector } from "../platform/db/generated/enums.ts";
import type { ErrorCode } from "../platform/errors/codes.ts";
import { closest, hostOf, publicProviders } from "../platform/mailDomains.ts";
import { westernDigits } from "../platform/numerals.ts";
import { identifiersMissing, identifiersOf, type Registered } from "./identifiers.ts";

/** The kinds, in the order in which people see them, and the sector whose places each applies for. */
export const sectorOf = {
  UNIVERSITY: "EDUCATION",
  STARTUP: "STARTUPS",
  FEDERAL_DEPARTMENT: "GOVERNMENT",
  PROVINCIAL_DEPARTMENT: "GOVERNMENT",
  COMPANY: "PRIVATE",
} as const satisfies Record<InstitutionKind, Sector>;

/** The kinds in order. */
export const institutionKinds = Object.keys(sectorOf) as InstitutionKind[];

/** Every state, in the order of the way. */
export const institutionStates = [
  "DRAFT",
  "SUBMITTED",
  "RETURNED",
  "VERIFIED",
  "SUSPENDED",
  "MERGED",
  "DECLINED",
  "LAPSED",
] as const satisfies readonly InstitutionState[];

/** What people do to an institution: in which states, and the state after, where it changes. */
const actions = {
  "institutions.edit": { from: ["DRAFT", "RETURNED"] },
  "documents.upload": { from: ["DRAFT", "RETURNED"] },
  "documents.remove": { from: ["DRAFT", "RETURNED"] },
  "institutions.submit": { from: ["DRAFT", "RETURNED"], to: "SUBMITTED" },
  "institutions.verify": { from: ["SUBMITTED"], to: "VERIFIED" },
  "institutions.return": { from: ["SUBMITTED"], to: "RETURNED" },
  "institutions.proposeDecline": { from: ["SUBMITTED"] },
  "institutions.confirmDecline": { from: ["SUBMITTED"], to: "DECLINED" },
  "institutions.sendMessage": { from: ["SUBMITTED", "RETURNED"] },
  "institutions.suspend": { from: ["VERIFIED"], to: "SUSPENDED" },
  "institutions.lift": { from: ["SUSPENDED"], to: "VERIFIED" },
  "institutions.proposeMerge": { from: ["VERIFIED", "SUSPENDED"] },
  "institutions.confirmMerge": { from: ["VERIFIED", "SUSPENDED"], to: "MERGED" },
  "applications.start": { from: ["VERIFIED"] },
} as const satisfies Partial<Record<Action, { from: readonly InstitutionState[]; to?: InstitutionState }>>;

/** An action of the table above. */
export type InstitutionAction = keyof typeof actions;

/** Does the state allow the action? The permission is another question. */
export function allows(state: InstitutionState, action: InstitutionAction): boolean {
  const from: readonly InstitutionState[] = actions[action].from;
  return from.includes(state);
}

/** The states of an institution that was found genuine: under its directory entry there is no other. */
export const standingStates = ["VERIFIED", "SUSPENDED"] as const satisfies readonly InstitutionState[];

/** The states in which a registration is under way: handed in or not, nothing is decided on it. */
export const openStates = ["DRAFT", "SUBMITTED", "RETURNED"] as const satisfies readonly InstitutionState[];

/** The states of a registration that was handed in and that nothing is decided on yet, with the desk or sent back. */
export const handedInStates = ["SUBMITTED", "RETURNED"] as const satisfies readonly InstitutionState[];

/** What somebody can do now: the state allows it and `permitted` (their `may`, for this institution) says yes. */
export function actionsAvailable(
  state: InstitutionState,
  permitted: (action: InstitutionAction) => boolean,
): InstitutionAction[] {
  return (Object.keys(actions) as InstitutionAction[]).filter((action) => allows(state, action) && permitted(action));
}

/** Why an institution is sent back. Each has a sentence, and what to do, in messages under `institutions.reasons.<code>`. */
export const returnReasons = [
  "nameUnclear",
  "notAnInstitution",
  "wrongKind",
  "focalPersonUnproven",
  "documentUnreadable",
  "documentWrong",
  "documentOutdated",
  "domainMismatch",
  "alreadyRegistered",
] as const;

/** A reason to send an institution back. */
export type ReturnReason = (typeof returnReasons)[number];

/** How many administrators have to find an institution genuine: one where a directory knows it, otherwise two different ones. */
export function officersNeeded(institution: { directoryEntryId: string | null }): 1 | 2 {
  return institution.directoryEntryId === null ? 2 : 1;
}

/** Days in which an invitation to register can be opened. */
export const registrationInviteDays = 30;

/** Invitations to register that one administrator sends within a day at most. */
export const registrationInvitesADay = 100;

/** What an administrator found in one round. */
export type Finding = { round: number; verified: boolean; officerId: string };

/** The round that an institution is in, from 1: every return ends one. */
export function currentRound(checks: readonly Pick<Finding, "verified">[]): number {
  return checks.filter((check) => !check.verified).length + 1;
}

/**
 * Documents as evidence: which purposes a kind brings, and which of them it must bring before it can be submitted. A university
 * that the Higher Education Commission lists need not show its charter; a startup shows who stands behind it.
 */
export function documentsExpected(institution: Registered): { purpose: DocumentPurpose; required: boolean }[] {
  const { kind, directoryEntry } = institution;
  const { backing } = identifiersOf(institution.identifiers);
  const proof: Record<InstitutionKind, { purpose: DocumentPurpose; required: boolean }> = {
    UNIVERSITY: { purpose: "charter", required: !directoryEntry?.hecListed },
    STARTUP: { purpose: backing === "INCUBATOR" ? "incubatorLetter" : "incorporation", required: true },
    COMPANY: { purpose: "incorporation", required: true },
    FEDERAL_DEPARTMENT: { purpose: "notification", required: false },
    PROVINCIAL_DEPARTMENT: { purpose: "notification", required: false },
  };
  return [{ purpose: "authorisation", required: true }, proof[kind], { purpose: "other", required: false }];
}

/** What a document is to show. */
export const documentPurposes = [
  "authorisation",
  "charter",
  "incorporation",
  "incubatorLetter",
  "notification",
  "other",
] as const;

/** What a document is to show. */
export type DocumentPurpose = (typeof documentPurposes)[number];

/**
 * How far a registrant's address speaks for the institution. MATCH: it lies in a domain that a directory gives it. WEAK: in one
 * that is known to be handed to non-members, or that only the registrant named. NONE otherwise. Evidence, never proof.
 */
export function domainMatch(
  email: string | null,
  known: { domains: readonly string[]; weakEmailDomains: readonly string[]; own: string | null },
): DomainMatch {
  const host = hostOf(email);
  if (!host || publicProviders.has(host)) return "NONE";
  if (handedOutDomain(email, known)) return "WEAK";
  if (closest(host, known.domains)) return "MATCH";
  return known.own !== null && closest(host, [known.own]) ? "WEAK" : "NONE";
}

/**
 * The domain in which the address lies and which its university gives to people outside, freely; undefined where it lies in
 * none. The most specific domain decides; the same one in both lists is handed out.
 */
export function handedOutDomain(
  email: string | null,
  known: { domains: readonly string[]; weakEmailDomains: readonly string[] },
): string | undefined {
  const host = hostOf(email);
  const weak = host && closest(host, known.weakEmailDomains);
  const strong = host && closest(host, known.domains);
  return weak && weak.length >= (strong ?? "").length ? weak : undefined;
}

/** The parts of a registration, one page each, in order. */
export const sections = ["identity", "particulars", "contact", "documents", "terms"] as const;

/** A part of a registration. */
export type Section = (typeof sections)[number];

/** What a registration holds, as far as its completeness goes. */
export type Registration = Registered & {
  name: string;
  districtCode: string | null;
  focalName: string | null;
  focalTitle: string | null;
  focalPhone: string | null;
  /** Purposes of the documents that are there. */
  documents: readonly string[];
};

/** What still keeps the registration from being submitted, by section: field → code. Terms are accepted with the submission itself. */
export function missing(registration: Registration): Record<Exclude<Section, "terms">, Missing> {
  const contact: Missing = {};
  if (!registration.districtCode) contact.districtCode = "required";
  if (!registration.focalName) contact.focalName = "required";
  if (!registration.focalTitle) contact.focalTitle = "required";
  if (!registration.focalPhone) contact.focalPhone = "required";
  const documents: Missing = {};
  for (const { purpose, required } of documentsExpected(registration))
    if (required && !registration.documents.includes(purpose)) documents[purpose] = "required";
  const particulars: Missing = {};
  for (const field of identifiersMissing(registration)) particulars[field] = "required";
  return { identity: registration.name ? {} : { name: "required" }, particulars, contact, documents };
}

type Missing = Record<string, ErrorCode>;

/** Is every section but the terms complete? */
export function isComplete(registration: Registration): boolean {
  return Object.values(missing(registration)).every((fields) => Object.keys(fields).length === 0);
}

/**
 * A Pakistani mobile or landline number as +92 and nine or ten digits, from what people type (03xx, 0092, +92, spaces, hyphens,
 * Urdu digits); undefined when it is none.
 */
export function normalPhone(typed: string): string | undefined {
  const digits = westernDigits(typed).replace(/[\s()\-.\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "");
  const national = /^(?:\+92|0092|92|0)([1-9]\d{8,9})$/.exec(digits)?.[1];
  if (!national) return undefined;
  // Mobile numbers begin with 3 and have ten digits.
  return national.startsWith("3") && national.length !== 10 ? undefined : `+92${national}`;
}

/** The domain in what people type as their website or domain, lower case without "www."; undefined when it is none. */
export function normalDomain(typed: string): string | undefined {
  const text = typed.trim().toLowerCase();
  if (text.length > 300 || /[\s@\\]/.test(text)) return undefined;
  const host = /^(?:https?:\/\/)?([^/:?#]+)/
    .exec(text)?.[1]
    ?.replace(/^www\./, "")
    .replace(/\.$/, "");
  return host && host.length <= 253 && /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}$/.test(host)
    ? host
    : undefined;
}

/** Spellings that people know beside the one of the reference data. */
const alsoSpelt: Record<string, string> = {
  Leiah: "Layyah",
  Diamir: "Diamer",
  Batagram: "Battagram",
  Sherani: "Shirani",
  "D. I. Khan": "Dera Ismail Khan",
};

/** A district's English name with the other spelling that people look for. */
export function districtLabel(nameEn: string): string {
  const other = alsoSpelt[nameEn];
  return other ? `${nameEn} (${other})` : nameEn;
}
