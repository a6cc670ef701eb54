import { inLanguage } from "../platform/i18n/inLanguage.ts";

/** What a letter to a reviewer says of the applicant: its name, or that the review is blind and nothing. */
export function applicantIn(
  locale: string,
  review: { blind: boolean },
  institution: { name: string; nameUr: string | null },
): { blind: "yes" | "no"; institution: string } {
  if (review.blind) return { blind: "yes", institution: "" };
  return { blind: "no", institution: inLanguage(locale, institution.name, institution.nameUr) };
}
