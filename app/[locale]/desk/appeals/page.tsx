import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { AppealFilter } from "@/components/appeals/AppealFilter";
import { appealTone } from "@/components/appeals/tone";
import { dueCell } from "@/components/desk/dueCell";
import { QueuePages } from "@/components/desk/QueuePages";
import { timeCell } from "@/components/desk/table/cells";
import { DeskTable } from "@/components/desk/table/DeskTable";
import { Views } from "@/components/desk/Views";
import { EmptyState, Page } from "@/components/ui";
import { appealDues, appealQueue, appealSorts } from "@/lib/appeals/queries";
import { appealStates, grounds } from "@/lib/appeals/rules";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { listingQuery, parseListing } from "@/lib/platform/listing";
import { sectors } from "@/lib/programmes/rules";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata() {
  return { title: (await getTranslations("appeals"))("title") };
}

async function AppealsPage({ searchParams }: Props) {
  const actor = await requirePerson("/desk/appeals");
  if (!may(actor, "appeals.read")) notFound();
  const known = { states: appealStates, sectors, sorts: appealSorts, dues: appealDues };
  const listing = parseListing(await searchParams, known);
  const now = new Date();
  const [t, sector, clock, locale, { rows, total }] = await Promise.all([
    getTranslations("appeals"),
    getTranslations("common.sectors"),
    getTranslations("desk.clock"),
    getLocale(),
    appealQueue(actor, listing, now),
  ]);
  const isFiltered = listingQuery({ ...listing, sort: undefined }, 1) !== "";
  return (
    <Page title={t("title")} lead={t("lead")} width="wide">
      <Views actor={actor} list="appeals" query={listingQuery(listing, 1)} />
      <AppealFilter listing={listing} />
      <div className="flex flex-col gap-4">
        <DeskTable
          list="appeals"
          caption={t("caption")}
          summary={t("count", { count: total })}
          total={total}
          sort={listing.sort}
          columns={[
            { key: "receipt", label: t("receipt"), kind: "id", min: 8.5 },
            { key: "institution", label: t("institution"), kind: "name", width: 3, min: 9, sortable: true },
            { key: "state", label: t("state"), width: 1, min: 11.5, sortable: true },
            { key: "due", label: t("due"), width: 1, min: 11, sortable: true },
            { key: "ground", label: t("ground"), width: 2, min: 7 },
            { key: "sector", label: t("sector"), width: 1, min: 6.5, sortable: true },
            { key: "filed", label: t("filed"), width: 1, min: 8, sortable: true },
          ]}
          rows={rows.map(({ id, receipt, institution, state, dueAt, filedAt, ...appeal }) => {
            const ground = grounds.find((one) => one === appeal.ground);
            return {
              key: id,
              href: `/desk/appeals/${id}`,
              cells: {
                receipt,
                institution: inLanguage(locale, institution.name, institution.nameUr),
                state: { text: t(`states.${state}`), tone: appealTone[state] },
                due: dueCell(dueAt, false, now, clock),
                ground: ground ? t(`grounds.${ground}`) : "",
                sector: sector(institution.sector),
                filed: timeCell(filedAt, locale),
              },
            };
          })}
          empty={
            isFiltered ? (
              <EmptyState title={t("noneFits")}>{t("noneFitsText")}</EmptyState>
            ) : (
              <EmptyState title={t("empty")}>{t("emptyText")}</EmptyState>
            )
          }
        />
        <QueuePages path="/desk/appeals" listing={listing} total={total} />
      </div>
    </Page>
  );
}

export default orNotFound(AppealsPage);
