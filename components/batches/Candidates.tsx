import { getLocale, getTranslations } from "next-intl/server";
import { numberCell } from "@/components/desk/table/cells";
import { DeskTable } from "@/components/desk/table/DeskTable";
import { ActionForm, EmptyState } from "@/components/ui";
import type { BatchDetail, Candidate } from "@/lib/batches/queries";
import { itemsAtMost } from "@/lib/batches/rules";
import type { FormState } from "@/lib/platform/forms";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { percent } from "@/lib/reviews/rules";

type Props = {
  batch: BatchDetail;
  candidates: { rows: Candidate[]; count: number };
  award: (state: FormState, data: FormData) => Promise<FormState>;
};

/** Reviewed applications that a draft may take in: those that are chosen with all their seats, any other decision on a page of its own. */
export async function Candidates({ batch, candidates, award }: Props) {
  const [t, sectors, reviews, locale] = [
    await getTranslations("batches"),
    await getTranslations("common.sectors"),
    await getTranslations("reviews"),
    await getLocale(),
  ];
  const { rows, count } = candidates;
  if (rows.length === 0) return <EmptyState title={t("noCandidates")}>{t("noCandidatesHint")}</EmptyState>;
  return (
    <>
      <p className="mb-4 max-w-2xl">{t("addSelectedHint")}</p>
      <ActionForm
        id="award"
        action={award}
        submit={t("addSelected")}
        tone="quiet"
        hidden={{ batchId: batch.id, version: batch.version }}
      >
        <DeskTable
          list="candidates"
          caption={t("candidates")}
          summary={t("candidatesHint")}
          total={count}
          choice={{ name: "applicationIds[]", most: itemsAtMost, sum: { column: "asked", text: t.raw("seatsSum") } }}
          columns={[
            { key: "receipt", label: t("receipt"), kind: "id", min: 9 },
            { key: "institution", label: t("institution"), kind: "name", width: 3, min: 13 },
            { key: "sector", label: t("sector"), width: 1, min: 8 },
            { key: "score", label: t("score"), kind: "number", min: 6 },
            { key: "asked", label: t("asked"), kind: "number", min: 6 },
            { key: "decide", label: t("outcome"), width: 1, min: 7 },
          ]}
          rows={rows.map((row) => ({
            key: row.applicationId,
            href: `/desk/applications/${row.applicationId}`,
            fixed: row.wasScorer,
            cells: {
              receipt: row.receipt,
              institution: inLanguage(locale, row.institution.name, row.institution.nameUr),
              sector: sectors(row.sector),
              score: row.mean === null ? "–" : reviews("points", { points: percent(row.mean) }),
              asked: numberCell(row.seats, locale),
              decide: {
                text: t("decide"),
                href: `/desk/batches/${batch.id}/${row.applicationId}`,
                label: `${t("decide")}: ${row.receipt}`,
              },
            },
          }))}
          empty={null}
        />
      </ActionForm>
    </>
  );
}
