import { getLocale, getTranslations } from "next-intl/server";
import { DataTable, EmptyState, LongList, Notice, Stack, Written } from "@/components/ui";
import type { BatchDetail } from "@/lib/batches/queries";
import { isReasonFor, type PlanItem } from "@/lib/batches/rules";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { languageOf } from "@/lib/platform/i18n/languageOf";
import { Link } from "@/lib/platform/i18n/navigation";
import { percent } from "@/lib/reviews/rules";
import { unawarded } from "./unawarded";

/** What a batch decides, line by line; a draft's lines lead to their decision. */
export async function PlanTable({
  batch,
  mayChange,
  isApprover,
}: {
  batch: BatchDetail;
  mayChange: boolean;
  isApprover: boolean;
}) {
  const [t, locale] = [await getTranslations("batches"), await getLocale()];
  const [sectors, reviews] = [await getTranslations("common.sectors"), await getTranslations("reviews")];
  const points = (mean: number | null | undefined) =>
    mean == null ? "–" : <bdi>{reviews("points", { points: percent(mean) })}</bdi>;
  // Whoever could approve it sees what they have opened.
  const showsOpened = batch.state === "PROPOSED" && batch.mayNotDecide === null && isApprover;
  const table = (
    <LongList label={t("planCaption")} rows={batch.items.length}>
      <DataTable
        caption={t("planCaption")}
        columns={[
          { key: "receipt", label: t("receipt") },
          { key: "institution", label: t("institution") },
          { key: "sector", label: t("sector") },
          { key: "score", label: t("score"), align: "end" },
          { key: "asked", label: t("asked"), align: "end" },
          { key: "awarded", label: t("awarded"), align: "end" },
          { key: "reason", label: t("reason") },
          ...(showsOpened ? [{ key: "opened", label: t("openedByYou") }] : []),
          ...(mayChange ? [{ key: "change", label: t("change"), act: true }] : []),
        ]}
        rows={batch.items.map((item) => ({
          key: item.itemId,
          cells: {
            receipt: (
              <Link href={`/desk/applications/${item.applicationId}`}>
                <bdi className="whitespace-nowrap">{item.receipt}</bdi>
              </Link>
            ),
            institution: <Written>{inLanguage(locale, item.institutionName, item.institutionNameUr)}</Written>,
            sector: sectors(item.sector),
            score: points(batch.means.get(item.applicationId)),
            asked: item.asked,
            awarded: item.outcome === "AWARD" ? item.seats : t(unawarded[item.outcome]),
            reason: <Reason item={item} />,
            opened: batch.unopened.includes(item.itemId) ? t("openedNo") : t("openedYes"),
            change: (
              <Link
                href={`/desk/batches/${batch.id}/${item.applicationId}`}
                aria-label={`${t("change")}: ${item.receipt}`}
                className="inline-flex min-h-6 items-center"
              >
                {t("change")}
              </Link>
            ),
          },
        }))}
        empty={<EmptyState title={t("empty")}>{mayChange && t("emptyHint")}</EmptyState>}
      />
    </LongList>
  );
  if (batch.concealed === 0) return table;
  return (
    <Stack>
      <Notice>{t("concealed", { count: batch.concealed })}</Notice>
      {batch.items.length > 0 && table}
    </Stack>
  );
}

/** The coded reason, and what the applicant is told besides. */
async function Reason({ item }: { item: PlanItem }) {
  const t = await getTranslations("batches");
  const { reason, evidence, note } = item;
  const isKnown = reason !== null && (isReasonFor("less", reason) || isReasonFor("decline", reason));
  if (!isKnown && !note) return "–";
  return (
    <>
      {isKnown && t(`reasons.${reason}.title`)}
      {evidence.length > 0 && (
        <ul className="text-sm text-muted">
          {evidence.map((fact) => (
            <li key={fact}>{t(`facts.${fact}`)}</li>
          ))}
        </ul>
      )}
      {note && (
        <span dir="auto" lang={languageOf(note)} className="block text-muted">
          {note}
        </span>
      )}
    </>
  );
}
