import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { batchStateTone } from "@/components/batches/batchStateTone";
import { DataTable, DateTime, EmptyState, LinkButton, Page, Pagination, StatusTag } from "@/components/ui";
import { batches, batchesOnPage } from "@/lib/batches/queries";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { pageOf, pagesAround } from "@/lib/platform/pages";

type Props = { searchParams: Promise<{ page?: string }> };

export async function generateMetadata() {
  return { title: (await getTranslations("batches"))("title") };
}

export default async function BatchesPage({ searchParams }: Props) {
  const actor = await requirePerson("/desk/batches");
  if (!may(actor, "batches.read")) notFound();
  const page = pageOf((await searchParams).page);
  const [t, { rows, count }] = await Promise.all([getTranslations("batches"), batches(actor, page)]);
  const create = may(actor, "batches.draft") && <LinkButton href="/desk/batches/new">{t("new")}</LinkButton>;
  return (
    <Page title={t("title")} lead={t("lead")} actions={create} width="wide">
      <DataTable
        caption={t("caption")}
        columns={[
          { key: "code", label: t("code") },
          { key: "state", label: t("state") },
          { key: "items", label: t("decisions"), align: "end" },
          { key: "seats", label: t("seats"), align: "end" },
          { key: "opened", label: t("opened") },
          { key: "by", label: t("by") },
        ]}
        rows={rows.map((row) => ({
          key: row.id,
          href: `/desk/batches/${row.id}`,
          cells: {
            code: <bdi>{row.code}</bdi>,
            state: <StatusTag tone={batchStateTone[row.state]}>{t(`states.${row.state}`)}</StatusTag>,
            items: row.items,
            seats: row.seats,
            opened: <DateTime at={row.createdAt} />,
            by: row.proposedBy ? <bdi>{row.proposedBy}</bdi> : "–",
          },
        }))}
        empty={<EmptyState title={t("none")}>{t("noneHint")}</EmptyState>}
      />
      <Pagination {...pagesAround("/desk/batches", page, count, batchesOnPage)} />
    </Page>
  );
}
