import { getLocale, getTranslations } from "next-intl/server";
import { Disclosure, SummaryList, Written } from "@/components/ui";
import type { ItemToRead } from "@/lib/batches/queries";
import { isReasonFor } from "@/lib/batches/rules";
import { listIn } from "@/lib/platform/i18n/format";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { languageOf } from "@/lib/platform/i18n/languageOf";
import { Link } from "@/lib/platform/i18n/navigation";
import { percent } from "@/lib/reviews/rules";
import { unawarded } from "./unawarded";

/** One decision of a batch as an approver reads it: what is proposed, why, and the scores behind it. */
export async function ReadItem({ item }: { item: ItemToRead }) {
  const [t, reviews, sectors, locale] = [
    await getTranslations("batches"),
    await getTranslations("reviews"),
    await getTranslations("common.sectors"),
    await getLocale(),
  ];
  const { reason, note, scores, mean } = item;
  const isKnown = reason !== null && (isReasonFor("less", reason) || isReasonFor("decline", reason));
  return (
    <article className="rounded-md border border-line bg-surface p-4 sm:p-5">
      <input type="hidden" name="itemIds[]" value={item.itemId} />
      <h2 className="mb-2 text-lg">
        <Written>{inLanguage(locale, item.institutionName, item.institutionNameUr)}</Written>
      </h2>
      <SummaryList
        items={[
          {
            term: t("receipt"),
            detail: <bdi className="whitespace-nowrap">{item.receipt}</bdi>,
            action: (
              <Link href={`/desk/applications/${item.applicationId}`} aria-label={`${t("readWhole")}: ${item.receipt}`}>
                {t("readWhole")}
              </Link>
            ),
          },
          { term: t("sector"), detail: sectors(item.sector) },
          {
            term: t("readDecision"),
            detail:
              item.outcome === "AWARD"
                ? t("readAward", { seats: item.seats, asked: item.asked })
                : t(unawarded[item.outcome]),
          },
          ...(isKnown ? [{ term: t("reason"), detail: t(`reasons.${reason}.title`) }] : []),
          ...(item.evidence.length > 0
            ? [
                {
                  term: t("decision.evidence"),
                  detail: listIn(
                    locale,
                    item.evidence.map((fact) => t(`facts.${fact}`)),
                  ),
                },
              ]
            : []),
          ...(note
            ? [
                {
                  term: t("note"),
                  detail: (
                    <p dir="auto" lang={languageOf(note)} className="whitespace-pre-line">
                      {note}
                    </p>
                  ),
                },
              ]
            : []),
          {
            term: t("score"),
            detail: mean === null ? t("noScores") : <strong>{reviews("points", { points: percent(mean) })}</strong>,
          },
        ]}
      />
      {scores.map(({ reviewId, total, comment }) => (
        <Disclosure key={reviewId} title={`${t("readComment")}: ${reviews("points", { points: percent(total) })}`}>
          {comment ? (
            <p dir="auto" lang={languageOf(comment)} className="whitespace-pre-line">
              {comment}
            </p>
          ) : (
            "–"
          )}
        </Disclosure>
      ))}
    </article>
  );
}
