import { getLocale, getTranslations } from "next-intl/server";
import type { DeskRenewal } from "@/lib/licences/renewals/expiring";
import { lastDay } from "@/lib/licences/rules";
import { formatDate } from "@/lib/platform/i18n/format";

/** What an approver has to know of a renewal, in a sentence. */
export async function renewalFacts(): Promise<(row: DeskRenewal) => string> {
  const [t, locale] = [await getTranslations("licences.renewals"), await getLocale()];
  return (row) =>
    t("facts", {
      count: row.licences,
      held: row.held,
      active: row.active,
      date: row.firstEnd ? formatDate(lastDay(row.firstEnd), locale) : "–",
    });
}
