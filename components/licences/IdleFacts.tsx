import { getLocale, getTranslations } from "next-intl/server";
import { Written } from "@/components/ui";
import type { IdleSeat } from "@/lib/licences/seats/idle";
import { formatDate } from "@/lib/platform/i18n/format";

/** Whose an idle seat is, since when, and when they were last seen in this portal. */
export async function IdleFacts({ seat }: { seat: IdleSeat }) {
  const [t, locale] = [await getTranslations("seats.idle.facts"), await getLocale()];
  const { name, email, claimedAt, offeredAt, seenAt } = seat;
  return (
    <>
      <Written>{name}</Written>
      <br />
      <bdi className="break-all text-muted">{email}</bdi>
      <br />
      <span className="text-sm text-muted">
        {claimedAt
          ? `${t("taken", { date: formatDate(claimedAt, locale) })} · ${seenAt ? t("seen", { date: formatDate(seenAt, locale) }) : t("unseen")}`
          : t("offer", { date: formatDate(offeredAt, locale) })}
      </span>
    </>
  );
}
