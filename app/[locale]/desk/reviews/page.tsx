import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { reviewStateTone } from "@/components/reviews/reviewStateTone";
import { DataTable, DateTime, EmptyState, Page, Pagination, StatusTag } from "@/components/ui";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { pageOf, pagesAround } from "@/lib/platform/pages";
import { myReviews, type ReviewRow, reviewsOnPage } from "@/lib/reviews/queries";
import { percent } from "@/lib/reviews/rules";

type Props = { searchParams: Promise<{ page?: string }> };

export async function generateMetadata() {
  return { title: (await getTranslations("reviews"))("title") };
}

export default async function ReviewsPage({ searchParams }: Props) {
  const actor = await requirePerson("/desk/reviews");
  if (!may(actor, "reviews.submit")) notFound();
  const page = pageOf((await searchParams).page);
  const [t, sectors, { rows, count, waiting }] = await Promise.all([
    getTranslations("reviews"),
    getTranslations("common.sectors"),
    myReviews(actor, page),
  ]);
  const locale = await getLocale();
  const tag = ({ state, application }: ReviewRow) => {
    if (state === "ASSIGNED" && application.state === "INFORMATION_REQUESTED")
      return <StatusTag tone="neutral">{t("paused")}</StatusTag>;
    if (state === "ASSIGNED" && application.state === "WITHDRAWN")
      return <StatusTag tone="neutral">{t("withdrawn")}</StatusTag>;
    return <StatusTag tone={reviewStateTone[state]}>{t(`states.${state}`)}</StatusTag>;
  };
  return (
    <Page title={t("title")} lead={t("lead")} width="wide">
      {count > 0 && <p>{t("waiting", { count: waiting })}</p>}
      <DataTable
        caption={t("caption")}
        columns={[
          { key: "receipt", label: t("receipt") },
          { key: "institution", label: t("institution") },
          { key: "sector", label: t("sector") },
          { key: "seats", label: t("seats"), align: "end" },
          { key: "state", label: t("state") },
          { key: "since", label: t("since") },
          { key: "score", label: t("score"), align: "end" },
        ]}
        rows={rows.map((row) => ({
          key: row.id,
          href: `/desk/reviews/${row.id}`,
          cells: {
            receipt: <bdi className="whitespace-nowrap">{row.application.receipt}</bdi>,
            institution: (
              <bdi>{inLanguage(locale, row.application.institution.name, row.application.institution.nameUr)}</bdi>
            ),
            sector: sectors(row.application.sector),
            seats: row.application.seats,
            state: tag(row),
            since: <DateTime at={row.assignedAt} />,
            score: row.total === null ? "–" : t("points", { points: percent(row.total) }),
          },
        }))}
        empty={<EmptyState title={t("none")}>{t("noneHint")}</EmptyState>}
      />
      <Pagination {...pagesAround("/desk/reviews", page, count, reviewsOnPage)} />
    </Page>
  );
}
