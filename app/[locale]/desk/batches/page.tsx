import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { batchStateTone } from "@/components/batches/batchStateTone";
import { numberCell, timeCell } from "@/components/desk/table/cells";
import { DeskTable } from "@/components/desk/table/DeskTable";
import { EmptyState, LinkButton, Page, Pagination } from "@/components/ui";
import { batches, batchSorts } from "@/lib/batches/queries";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { deskListingSize } from "@/lib/platform/listing";
import { pageOf, pagesAround } from "@/lib/platform/pages";
import { parseSorting, sortingParam } from "@/lib/platform/sorting";

type Props = { searchParams: Promise<{ page?: string; sort?: string }> };

export async function generateMetadata() {
  return { title: (await getTranslations("batches"))("title") };
}

async function BatchesPage({ searchParams }: Props) {
  const actor = await requirePerson("/desk/batches");
  if (!may(actor, "batches.read")) notFound();
  const asked = await searchParams;
  const page = pageOf(asked.page);
  const sort = parseSorting(asked.sort, batchSorts);
  const [t, locale, { rows, count }] = await Promise.all([
    getTranslations("batches"),
    getLocale(),
    batches(actor, page, sort),
  ]);
  const create = may(actor, "batches.draft") && <LinkButton href="/desk/batches/new">{t("new")}</LinkButton>;
  return (
    <Page title={t("title")} lead={t("lead")} actions={create} width="wide">
      <DeskTable
        list="batches"
        caption={t("caption")}
        summary={t("count", { count })}
        total={count}
        sort={sort}
        columns={[
          { key: "code", label: t("code"), kind: "id", min: 8, sortable: true },
          { key: "state", label: t("state"), width: 1, min: 11.5, sortable: true },
          { key: "items", label: t("decisions"), kind: "number", min: 7 },
          { key: "seats", label: t("seats"), kind: "number", min: 7 },
          { key: "opened", label: t("opened"), width: 1, min: 10, sortable: true },
          { key: "by", label: t("by"), kind: "name", width: 2, min: 10 },
        ]}
        rows={rows.map((row) => ({
          key: row.id,
          href: `/desk/batches/${row.id}`,
          cells: {
            code: row.code,
            state: { text: t(`states.${row.state}`), tone: batchStateTone[row.state] },
            items: numberCell(row.items, locale),
            seats: numberCell(row.seats, locale),
            opened: timeCell(row.createdAt, locale),
            by: row.proposedBy ?? "–",
          },
        }))}
        empty={<EmptyState title={t("none")}>{t("noneHint")}</EmptyState>}
      />
      <Pagination
        {...pagesAround("/desk/batches", page, count, deskListingSize, sort ? { sort: sortingParam(sort) } : {})}
      />
    </Page>
  );
}

export default orNotFound(BatchesPage);
