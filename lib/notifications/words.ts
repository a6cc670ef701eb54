import { createTranslator } from "next-intl";
import en from "../../messages/en.json" with { type: "json" };
import ur from "../../messages/ur.json" with { type: "json" };

/** Why a licence changed, in the reader's language, for a letter. */
export function licenceReason(locale: string, reason: keyof typeof en.licences.reasons): string {
  return words(locale)(`licences.reasons.${reason}`);
}

/** Why a messenger account was declined, in the reader's language, for a letter. */
export function declineReason(locale: string, reason: keyof typeof en.messenger.reasons): string {
  return words(locale)(`messenger.reasons.${reason}`);
}

/** What an office is called in the reader's language, for a letter. */
export function roleName(locale: string, role: keyof typeof en.people.roles): string {
  return words(locale)(`people.roles.${role}`);
}

/** What a step of a case is called in the reader's language, for a letter. */
export function stepName(locale: string, step: "verification" | "review" | "decision"): string {
  return words(locale)(`desk.clock.${step}`);
}

function words(locale: string) {
  return locale === "ur"
    ? createTranslator({ locale: "ur", messages: ur as typeof en })
    : createTranslator({ locale: "en", messages: en });
}
