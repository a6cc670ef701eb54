import { getLocale, getTranslations } from "next-intl/server";
import { numberCell, timeCell } from "@/components/desk/table/cells";
import { DeskTable } from "@/components/desk/table/DeskTable";
import type { Trial } from "@/lib/batches/queries";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { percent } from "@/lib/reviews/rules";

/** Every application that a rule looked at, in the order in which places are given: what it gets, or why nothing. */
export async function TrialTable({ picks }: { picks: Trial["picks"] }) {
  const [t, sectors, reviews, locale] = [
    await getTranslations("batches"),
    await getTranslations("common.sectors"),
    await getTranslations("reviews"),
    await getLocale(),
  ];
  return (
    <DeskTable
      list="trial"
      caption={t("rule.caption")}
      summary={t("rule.order")}
      total={picks.length}
      // What each gets stands in sight without scrolling, whatever the width.
      columns={[
        { key: "receipt", label: t("receipt"), kind: "id", min: 8 },
        { key: "gets", label: t("rule.gets"), width: 2, min: 10 },
        { key: "rank", label: t("rule.rank"), kind: "number", min: 4 },
        { key: "institution", label: t("institution"), kind: "name", width: 3, min: 10 },
        { key: "score", label: t("score"), kind: "number", min: 6 },
        { key: "asked", label: t("asked"), kind: "number", min: 5 },
        { key: "sector", label: t("sector"), width: 1, min: 7 },
        { key: "province", label: t("rule.province"), width: 1, min: 8 },
        { key: "submitted", label: t("rule.submitted"), width: 1, min: 11 },
      ]}
      rows={picks.map((row) => ({
        key: row.applicationId,
        href: `/desk/applications/${row.applicationId}`,
        cells: {
          receipt: row.receipt,
          rank: numberCell(row.rank, locale),
          institution: inLanguage(locale, row.institution.name, row.institution.nameUr),
          sector: sectors(row.sector),
          province: row.province ? inLanguage(locale, row.province.nameEn, row.province.nameUr) : "–",
          score: row.mean === null ? "–" : reviews("points", { points: percent(row.mean) }),
          submitted: timeCell(row.submittedAt, locale),
          asked: numberCell(row.seats, locale),
          gets: row.waits
            ? { text: t("rule.waits"), tone: "progress" as const }
            : row.why
              ? { text: t(`rule.why.${row.why}`), tone: "neutral" as const }
              : {
                  text: t(row.gets < row.seats ? "rule.getsPart" : "rule.getsAll", { seats: row.gets }),
                  tone: row.gets < row.seats ? ("warning" as const) : ("good" as const),
                },
        },
      }))}
      empty={null}
    />
  );
}
