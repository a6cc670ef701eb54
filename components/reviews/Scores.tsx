import { getLocale, getTranslations } from "next-intl/server";
import { Notice, SummaryList } from "@/components/ui";
import { languageOf } from "@/lib/platform/i18n/languageOf";
import type { ReviewDetail } from "@/lib/reviews/queries";
import { blindConflictReasons, percent, withdrawnBecause } from "@/lib/reviews/rules";

/** What a reviewer has said, once it is said. */
export async function Scores({ review }: { review: ReviewDetail }) {
  const t = await getTranslations("reviews");
  const locale = await getLocale();
  if (review.state === "CONFLICTED") {
    const reason = blindConflictReasons.find((known) => known === review.conflictReason) ?? "other";
    return (
      <Notice title={review.isOwn ? t("conflictDone") : t("states.CONFLICTED")}>
        {t("conflictDoneText", { reason: t(`conflictReasons.${reason}`) })}
      </Notice>
    );
  }
  if (review.state === "WITHDRAWN") {
    const reason = withdrawnBecause.find((known) => known === review.withdrawReason) ?? "mistake";
    return <Notice title={t("states.WITHDRAWN")}>{t("takenBack", { reason: t(`takeBackReasons.${reason}`) })}</Notice>;
  }
  const points = percent(review.total ?? 0);
  return (
    <>
      {review.isOwn && (
        <Notice tone="good" title={t("submitted")}>
          {t("submittedText", { points })}
        </Notice>
      )}
      <SummaryList
        items={[
          ...review.criteria.map(({ code, en, ur, max }) => ({
            term: locale === "ur" ? ur : en,
            detail: t("of", { score: review.scores[code] ?? 0, max }),
          })),
          { term: t("total"), detail: <strong>{t("points", { points })}</strong> },
          {
            term: t("discussion.reasons"),
            detail: (
              <p dir="auto" lang={languageOf(review.comment)} className="whitespace-pre-line">
                {review.comment}
              </p>
            ),
          },
        ]}
      />
    </>
  );
}
