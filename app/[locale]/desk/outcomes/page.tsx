import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { QueuePages } from "@/components/desk/QueuePages";
import { numberCell, timeCell } from "@/components/desk/table/cells";
import { DeskTable } from "@/components/desk/table/DeskTable";
import { Views } from "@/components/desk/Views";
import { EntryFilter } from "@/components/outcomes/EntryFilter";
import { entryTone } from "@/components/outcomes/tone";
import { EmptyState, Page } from "@/components/ui";
import { entryQueue, entrySorts, entryStates } from "@/lib/outcomes/queries";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { listingQuery, parseListing, trailListingSize } from "@/lib/platform/listing";
import { sectors } from "@/lib/programmes/rules";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata() {
  return { title: (await getTranslations("outcomes.desk"))("title") };
}

async function OutcomesPage({ searchParams }: Props) {
  const actor = await requirePerson("/desk/outcomes");
  if (!may(actor, "outcomes.readQueue")) notFound();
  const listing = parseListing(await searchParams, { states: entryStates, sectors, sorts: entrySorts });
  const [t, sector, locale, { rows, total }] = await Promise.all([
    getTranslations("outcomes"),
    getTranslations("common.sectors"),
    getLocale(),
    entryQueue(actor, listing),
  ]);
  return (
    <Page title={t("desk.title")} lead={t("desk.lead")} width="wide">
      <Views actor={actor} list="outcomes" query={listingQuery(listing, 1)} />
      <EntryFilter listing={listing} />
      <div className="flex flex-col gap-4">
        <DeskTable
          list="outcomes"
          caption={t("desk.caption")}
          summary={t("desk.count", { count: total })}
          total={total}
          sort={listing.sort}
          columns={[
            { key: "name", label: t("desk.entry"), kind: "name", width: 3, min: 11, sortable: true },
            { key: "state", label: t("desk.state"), width: 1, min: 12.5, sortable: true },
            { key: "institution", label: t("desk.institution"), kind: "name", width: 2, min: 9, sortable: true },
            { key: "kind", label: t("desk.kind"), width: 1, min: 7.5 },
            { key: "people", label: t("desk.people"), kind: "number", min: 4.5 },
            { key: "sector", label: t("desk.sector"), width: 1, min: 7 },
            { key: "changed", label: t("desk.changed"), width: 1, min: 10.5, sortable: true },
          ]}
          rows={rows.map(({ id, name, state, kind, people, institution, changedAt }) => ({
            key: id,
            href: `/desk/outcomes/${id}`,
            cells: {
              name,
              state: { text: t(`states.${state}`), tone: entryTone[state] },
              institution: inLanguage(locale, institution.name, institution.nameUr),
              kind: t(`desk.kinds.${kind}`),
              people: people === null ? "–" : numberCell(people, locale),
              sector: sector(institution.sector),
              changed: timeCell(changedAt, locale),
            },
          }))}
          empty={<EmptyState title={t("desk.empty")}>{t("desk.emptyText")}</EmptyState>}
        />
        <QueuePages path="/desk/outcomes" listing={listing} total={total} size={trailListingSize} />
      </div>
    </Page>
  );
}

export default orNotFound(OutcomesPage);
