import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { heldCell } from "@/components/desk/cases/heldCell";
import { dueCell } from "@/components/desk/dueCell";
import { QueueFilter } from "@/components/desk/QueueFilter";
import { QueuePages } from "@/components/desk/QueuePages";
import { timeCell } from "@/components/desk/table/cells";
import { DeskTable } from "@/components/desk/table/DeskTable";
import { Views } from "@/components/desk/Views";
import { institutionTone, matchTone } from "@/components/institutions/tone";
import { EmptyState, Page } from "@/components/ui";
import { daysLying } from "@/lib/institutions/declining/rules";
import { institutionQueue, institutionSorts } from "@/lib/institutions/queries";
import { institutionStates } from "@/lib/institutions/rules";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { Link } from "@/lib/platform/i18n/navigation";
import { listingQuery, parseListing } from "@/lib/platform/listing";
import { sectors } from "@/lib/programmes/rules";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const states = institutionStates.filter((state) => state !== "DRAFT");

export async function generateMetadata() {
  return { title: (await getTranslations("institutions.desk"))("title") };
}

async function InstitutionQueuePage({ searchParams }: Props) {
  const actor = await requirePerson("/desk/institutions");
  if (!may(actor, "institutions.readQueue")) notFound();
  const listing = parseListing(await searchParams, {
    states,
    sectors,
    sorts: institutionSorts,
    cases: true,
    lying: true,
  });
  const [t, common, locale, { rows, total }] = await Promise.all([
    getTranslations("institutions"),
    getTranslations("common.sectors"),
    getLocale(),
    institutionQueue(actor, listing),
  ]);
  const clock = await getTranslations("desk.clock");
  const cases = await getTranslations("desk.cases");
  const now = new Date();
  return (
    <Page
      title={t("desk.title")}
      lead={t("desk.lead")}
      actions={
        <>
          <Link href="/desk/clock">{clock("open")}</Link>
          {may(actor, "institutions.readDirectory") && <Link href="/desk/directory">{t("directory.title")}</Link>}
        </>
      }
      width="wide"
    >
      <Views actor={actor} list="institutions" query={listingQuery(listing, 1)} />
      <QueueFilter
        listing={listing}
        states={states.map((value) => ({ value, label: t(`states.${value}`) }))}
        sectors={sectors.map((value) => ({ value, label: common(value) }))}
        hasLying
        texts={{
          search: t("desk.search"),
          state: t("stateLabel"),
          anyState: t("desk.anyState"),
          sector: t("sector"),
          anySector: t("desk.anySector"),
          filter: t("desk.filter"),
        }}
      />
      <div className="flex flex-col gap-4">
        <DeskTable
          list="institutions"
          caption={t("desk.caption")}
          summary={t("desk.count", { count: total })}
          total={total}
          sort={listing.sort}
          columns={[
            { key: "name", label: t("name"), kind: "name", width: 3, min: 11, sortable: true },
            { key: "state", label: t("stateLabel"), width: 1, min: 9.5, sortable: true },
            { key: "due", label: clock("due"), width: 1, min: 11, sortable: true },
            { key: "held", label: cases("held"), kind: "name", width: 1, min: 9 },
            { key: "evidence", label: t("desk.evidence"), width: 1, min: 15 },
            { key: "sector", label: t("sector"), width: 1, min: 8, sortable: true },
            { key: "district", label: t("desk.district"), width: 1, min: 7 },
            { key: "submitted", label: t("desk.submitted"), width: 1, min: 11, sortable: true },
          ]}
          rows={rows.map(
            ({ id, name, nameUr, sector, district, domainMatch, submittedAt, dueAt, lease, state, touchedAt }) => {
              const lying = state === "RETURNED" ? daysLying(touchedAt, now) : undefined;
              return {
                key: id,
                href: `/desk/institutions/${id}`,
                cells: {
                  name: inLanguage(locale, name, nameUr),
                  state: { text: t(`states.${state}`), tone: institutionTone[state] },
                  evidence: { text: t(`desk.match.${domainMatch}`), tone: matchTone[domainMatch] },
                  sector: common(sector),
                  district: district ? inLanguage(locale, district.nameEn, district.nameUr) : "–",
                  submitted: timeCell(submittedAt, locale),
                  held: heldCell(lease, actor.userId, now, cases("you")),
                  due:
                    lying === undefined
                      ? dueCell(dueAt, state === "RETURNED", now, clock)
                      : { text: clock("lyingFor", { days: lying }), tone: "warning" as const },
                },
              };
            },
          )}
          empty={<EmptyState title={t("desk.empty")}>{t("desk.emptyText")}</EmptyState>}
        />
        <QueuePages path="/desk/institutions" listing={listing} total={total} />
      </div>
    </Page>
  );
}

export default orNotFound(InstitutionQueuePage);
