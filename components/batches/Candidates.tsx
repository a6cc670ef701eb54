import { getTranslations } from "next-intl/server";
import { ActionForm, DataTable, EmptyState } from "@/components/ui";
import type { BatchDetail, Candidate } from "@/lib/batches/queries";
import type { FormState } from "@/lib/platform/forms";
import { Link } from "@/lib/platform/i18n/navigation";
import { percent } from "@/lib/reviews/rules";

type Props = {
  batch: BatchDetail;
  candidates: { rows: Candidate[]; count: number };
  add: (state: FormState, data: FormData) => Promise<FormState>;
};

/** Reviewed applications that a draft may take in: all seats with one button, anything else on a page of its own. */
export async function Candidates({ batch, candidates, add }: Props) {
  const t = await getTranslations("batches");
  const sectors = await getTranslations("common.sectors");
  const reviews = await getTranslations("reviews");
  const { rows, count } = candidates;
  return (
    <>
      <DataTable
        caption={t("candidates")}
        columns={[
          { key: "receipt", label: t("receipt") },
          { key: "institution", label: t("institution") },
          { key: "sector", label: t("sector") },
          { key: "score", label: t("score"), align: "end" },
          { key: "asked", label: t("asked"), align: "end" },
          { key: "add", label: t("add") },
        ]}
        rows={rows.map((row) => ({
          key: row.applicationId,
          cells: {
            receipt: (
              <Link href={`/desk/applications/${row.applicationId}`}>
                <bdi className="whitespace-nowrap">{row.receipt}</bdi>
              </Link>
            ),
            institution: <bdi>{row.institution}</bdi>,
            sector: sectors(row.sector),
            score: row.mean === null ? "–" : reviews("points", { points: percent(row.mean) }),
            asked: row.seats,
            add: (
              <div className="flex flex-col items-start gap-2 max-sm:items-end">
                <ActionForm
                  id={`add-${row.applicationId}`}
                  action={add}
                  submit={t("awardAll", { seats: row.seats })}
                  tone="quiet"
                  hidden={{
                    batchId: batch.id,
                    version: batch.version,
                    applicationId: row.applicationId,
                    outcome: "AWARD",
                  }}
                />
                <Link
                  href={`/desk/batches/${batch.id}/${row.applicationId}`}
                  aria-label={`${t("decide")}: ${row.receipt}`}
                  className="inline-flex min-h-6 items-center"
                >
                  {t("decide")}
                </Link>
              </div>
            ),
          },
        }))}
        empty={<EmptyState title={t("noCandidates")}>{t("noCandidatesHint")}</EmptyState>}
      />
      {count > rows.length && (
        <p className="text-sm text-muted">{t("candidatesMore", { shown: rows.length, count })}</p>
      )}
    </>
  );
}
