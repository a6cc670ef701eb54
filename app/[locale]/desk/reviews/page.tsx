import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { numberCell, timeCell } from "@/components/desk/table/cells";
import { DeskTable } from "@/components/desk/table/DeskTable";
import { reviewStateTone } from "@/components/reviews/reviewStateTone";
import { EmptyState, Page, Pagination } from "@/components/ui";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { deskListingSize } from "@/lib/platform/listing";
import { pageOf, pagesAround } from "@/lib/platform/pages";
import { parseSorting, sortingParam } from "@/lib/platform/sorting";
import { myReviews, type ReviewRow, reviewSorts } from "@/lib/reviews/queries";
import { percent } from "@/lib/reviews/rules";

type Props = { searchParams: Promise<{ page?: string; sort?: string }> };

export async function generateMetadata() {
  return { title: (await getTranslations("reviews"))("title") };
}

async function ReviewsPage({ searchParams }: Props) {
  const actor = await requirePerson("/desk/reviews");
  if (!may(actor, "reviews.submit")) notFound();
  const asked = await searchParams;
  const page = pageOf(asked.page);
  const sort = parseSorting(asked.sort, reviewSorts);
  const [t, sectors, { rows, count, waiting, hasBlind }] = await Promise.all([
    getTranslations("reviews"),
    getTranslations("common.sectors"),
    myReviews(actor, page, sort),
  ]);
  const locale = await getLocale();
  const tag = ({ state, application }: ReviewRow) => {
    if (state === "ASSIGNED" && application.state === "INFORMATION_REQUESTED")
      return { text: t("paused"), tone: "neutral" as const };
    if (state === "ASSIGNED" && application.state === "WITHDRAWN")
      return { text: t("withdrawn"), tone: "neutral" as const };
    return { text: t(`states.${state}`), tone: reviewStateTone[state] };
  };
  const named = ({ application: { institution } }: ReviewRow) =>
    institution ? inLanguage(locale, institution.name, institution.nameUr) : t("blind.short");
  return (
    <Page title={t("title")} lead={t("lead")} width="wide">
      <DeskTable
        list="reviews"
        caption={t("caption")}
        summary={t("waiting", { count: waiting })}
        total={count}
        sort={sort}
        columns={[
          { key: "receipt", label: t("receipt"), kind: "id", min: 9 },
          { key: "institution", label: t("institution"), kind: "name", width: 3, min: 10, sortable: !hasBlind },
          { key: "state", label: t("state"), width: 1, min: 13.5, sortable: true },
          { key: "sector", label: t("sector"), width: 1, min: 8 },
          { key: "seats", label: t("seats"), kind: "number", min: 6.5, sortable: true },
          { key: "since", label: t("since"), width: 1, min: 11, sortable: true },
          { key: "score", label: t("score"), kind: "number", min: 8.5, sortable: true },
        ]}
        rows={rows.map((row) => ({
          key: row.id,
          href: `/desk/reviews/${row.id}`,
          cells: {
            receipt: row.application.receipt,
            institution: named(row),
            state: tag(row),
            sector: sectors(row.application.sector),
            seats: numberCell(row.application.seats, locale),
            since: timeCell(row.assignedAt, locale),
            score: row.total === null ? "–" : t("points", { points: percent(row.total) }),
          },
        }))}
        empty={<EmptyState title={t("none")}>{t("noneHint")}</EmptyState>}
      />
      <Pagination
        {...pagesAround("/desk/reviews", page, count, deskListingSize, sort ? { sort: sortingParam(sort) } : {})}
      />
    </Page>
  );
}

export default orNotFound(ReviewsPage);
