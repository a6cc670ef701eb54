import { createTranslator } from "next-intl";
import en from "../../messages/en.json" with { type: "json" };
import ur from "../../messages/ur.json" with { type: "json" };
import { listIn } from "../platform/i18n/format.ts";

/** Why a licence changed, in the reader's language, for a letter. */
export function licenceReason(locale: string, reason: keyof typeof en.licences.reasons): string {
  return words(locale)(`licences.reasons.${reason}`);
}

/** What is asked of the register, in the reader's language, for a letter. */
export function writeName(locale: string, kind: keyof typeof en.chain.kinds): string {
  return words(locale)(`chain.kinds.${kind}`);
}

/** Why a seat was taken back, in the reader's language, for a letter. */
export function releaseReason(locale: string, reason: keyof typeof en.seats.releaseReasons): string {
  return words(locale)(`seats.releaseReasons.${reason}`);
}

/** Why a renewal was declined, in the reader's language, for a letter. */
export function renewalReason(locale: string, reason: keyof typeof en.licences.renewals.reasons): string {
  return words(locale)(`licences.renewals.reasons.${reason}`);
}

/** Why a messenger account was declined, in the reader's language, for a letter. */
export function declineReason(locale: string, reason: keyof typeof en.messenger.reasons): string {
  return words(locale)(`messenger.reasons.${reason}`);
}

/** Why an application was declined, in the reader's language, for a letter: what the catalogue says to the code. */
export function declineWords(
  locale: string,
  reason: keyof typeof en.batches.reasons,
  about: {
    criterion: keyof typeof en.batches.criteria;
    facts: readonly (keyof typeof en.batches.facts)[];
    appealDays: number;
  },
): { title: string; criterion: string; evidence: string; facts: string; remedy: string; object: string } {
  const t = words(locale);
  const facts = about.facts.map((fact) => t(`batches.facts.${fact}`));
  return {
    title: t(`batches.reasons.${reason}.title`),
    criterion: t(`batches.criteria.${about.criterion}`),
    evidence: t(`batches.reasons.${reason}.evidence`),
    facts: t("batches.decision.lookedAt", { facts: listIn(locale, facts) }),
    remedy: t(`batches.reasons.${reason}.remedy`),
    object: t("batches.decision.object", { days: about.appealDays }),
  };
}

/** Why an appeal was dismissed, in the reader's language, for a letter. */
export function dismissalWords(locale: string, reason: keyof typeof en.appeals.dismissals): string {
  return words(locale)(`appeals.dismissals.${reason}`);
}

/** What an office is called in the reader's language, for a letter. */
export function roleName(locale: string, role: keyof typeof en.people.roles): string {
  return words(locale)(`people.roles.${role}`);
}

/** What a step of a case is called in the reader's language, for a letter. */
export function stepName(locale: string, step: "verification" | "review" | "decision" | "appealDecision"): string {
  return words(locale)(`desk.clock.${step}`);
}

function words(locale: string) {
  return locale === "ur"
    ? createTranslator({ locale: "ur", messages: ur as typeof en })
    : createTranslator({ locale: "en", messages: en });
}
