import type { InstitutionView } from "@/lib/institutions/queries";
import {
  type DocumentPurpose,
  documentsExpected,
  isComplete,
  missing,
  type Section,
  sections,
} from "@/lib/institutions/rules";

/** What a view's registration holds, as rules.ts counts it. */
export function registrationOf(institution: InstitutionView) {
  return { ...institution, documents: institution.documents.map((document) => document.purpose) };
}

/** Is a part of the registration finished? */
export function isDone(institution: InstitutionView, section: Section): boolean {
  if (section === "terms") return institution.state !== "DRAFT" && institution.state !== "RETURNED";
  return Object.keys(missing(registrationOf(institution))[section]).length === 0;
}

/** What required documents are still to be attached. */
export function documentsMissing(institution: InstitutionView): DocumentPurpose[] {
  const there = institution.documents.map((document) => document.purpose);
  return documentsExpected(institution)
    .filter(({ purpose, required }) => required && !there.includes(purpose))
    .map(({ purpose }) => purpose);
}

/** May the terms be accepted: is everything before them finished? */
export function isReadyForTerms(institution: InstitutionView): boolean {
  return isComplete(registrationOf(institution));
}

/** The parts that are still open before the terms. */
export function openSections(institution: InstitutionView): Section[] {
  return sections.filter((section) => section !== "terms" && !isDone(institution, section));
}
