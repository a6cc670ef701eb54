import { getTranslations } from "next-intl/server";
import { applicationQueue } from "@/lib/applications/queries";
import { parseReceipt } from "@/lib/applications/receipt";
import { institutionQueue } from "@/lib/institutions/queries";
import { formatNumber, parseNumber } from "@/lib/licences/number";
import { licences } from "@/lib/licences/queries";
import { people } from "@/lib/people/queries";
import type { Actor } from "@/lib/platform/auth/actor";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import type { Locale } from "@/lib/platform/i18n/routing";
import { searchText } from "@/lib/platform/text";
import { findReviewByReceipt } from "@/lib/reviews/queries";
import type { Found } from "./found";

/** Of each kind. */
const most = 5;

/**
 * What the desk has under these words that the reader may read: a receipt or licence number as a whole, institutions and their
 * applications by name, people by name or address. Nothing for fewer than two characters; each query answers for itself to whom.
 */
export async function find(actor: Actor, locale: Locale, typed: string): Promise<Found[]> {
  const text = searchText(typed);
  if (text.length < 2) return [];
  const listing = { text, state: undefined, sector: undefined, page: 1 };
  const receipt = parseReceipt(text);
  const number = parseNumber(text);
  const [applications, institutions, licensed, persons, review, words] = await Promise.all([
    applicationQueue(actor, listing, most),
    receipt ? undefined : institutionQueue(actor, listing, most),
    number.ok ? licences(actor, listing, new Date(), most) : undefined,
    receipt || number.ok ? undefined : people(actor, { text }, most),
    receipt ? findReviewByReceipt(actor, receipt) : null,
    Promise.all([
      getTranslations({ locale, namespace: "applications.deskStates" }),
      getTranslations({ locale, namespace: "institutions.states" }),
      getTranslations({ locale, namespace: "licences.states" }),
    ]),
  ]);
  const [applicationStates, institutionStates, licenceStates] = words;
  const nameOf = (one: { name: string; nameUr: string | null }) => inLanguage(locale, one.name, one.nameUr);
  return [
    ...(review && receipt
      ? [{ kind: "reviews" as const, href: `/desk/reviews/${review}`, title: receipt, detail: "" }]
      : []),
    ...applications.rows.map(({ id, receipt: title, institution, state }) => ({
      kind: "applications" as const,
      href: `/desk/applications/${id}`,
      title: title ?? "",
      detail: `${nameOf(institution)} · ${applicationStates(state)}`,
    })),
    ...(institutions?.rows ?? []).map(({ id, state, ...institution }) => ({
      kind: "institutions" as const,
      href: `/desk/institutions/${id}`,
      title: nameOf(institution),
      detail: institutionStates(state),
    })),
    ...(licensed?.rows ?? []).map(({ id, number: found, institution, state }) => ({
      kind: "licences" as const,
      href: `/desk/licences/${id}`,
      title: found ?? formatNumber(number.ok ? number.number : ""),
      detail: `${nameOf(institution)} · ${licenceStates(state)}`,
    })),
    ...(persons?.rows ?? []).map(({ id, name, email }) => ({
      kind: "people" as const,
      href: `/desk/people/${id}`,
      title: name,
      detail: email ?? "",
    })),
  ];
}
