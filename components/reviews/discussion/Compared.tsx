import { getLocale, getTranslations } from "next-intl/server";
import { DataTable, LongList } from "@/components/ui";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { languageOf } from "@/lib/platform/i18n/languageOf";
import type { Criterion } from "@/lib/programmes/schema";
import type { DiscussionDetail } from "@/lib/reviews/discussion/queries";
import { percent } from "@/lib/reviews/rules";

type Props = { criteria: readonly Criterion[]; reviews: DiscussionDetail["reviews"] };

/** The reviews of a case side by side: each criterion, the totals with what they were before, and the reasons. */
export async function Compared({ criteria, reviews }: Props) {
  const [t, texts, locale] = [
    await getTranslations("reviews.discussion"),
    await getTranslations("reviews"),
    await getLocale(),
  ];
  const key = (index: number) => `review${index}`;
  const line = (name: string, label: string, cell: (review: Props["reviews"][number]) => React.ReactNode) => ({
    key: name,
    cells: { criterion: label, ...Object.fromEntries(reviews.map((review, index) => [key(index), cell(review)])) },
  });
  return (
    <LongList label={t("scores")} rows={criteria.length}>
      <DataTable
        caption={t("scores")}
        columns={[
          { key: "criterion", label: t("criterion") },
          ...reviews.map(({ voice }, index) => ({
            key: key(index),
            label: voice.isOwn ? t("you") : t("reviewer", { number: voice.reviewer ?? 0 }),
          })),
        ]}
        rows={[
          ...criteria.map((criterion) =>
            line(criterion.code, inLanguage(locale, criterion.en, criterion.ur), ({ scores }) =>
              texts("of", { score: scores[criterion.code] ?? 0, max: criterion.max }),
            ),
          ),
          line("total", texts("total"), ({ total, before }) => (
            <>
              <strong>{texts("points", { points: percent(total) })}</strong>
              {before.length > 0 && (
                <span className="block text-sm text-muted">
                  {t("before", { points: texts("points", { points: percent(before.at(-1) ?? 0) }) })}
                </span>
              )}
            </>
          )),
          line("comment", t("reasons"), ({ comment }) => (
            <p dir="auto" lang={languageOf(comment)} className="break-words whitespace-pre-line">
              {comment}
            </p>
          )),
        ]}
        empty={t("none")}
      />
    </LongList>
  );
}
