import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { QueueFilter } from "@/components/desk/QueueFilter";
import { QueuePages } from "@/components/desk/QueuePages";
import { InstitutionTag } from "@/components/institutions/InstitutionTag";
import { matchTone } from "@/components/institutions/tone";
import { DataTable, DateTime, EmptyState, Page, StatusTag } from "@/components/ui";
import { institutionQueue } from "@/lib/institutions/queries";
import { institutionStates } from "@/lib/institutions/rules";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { parseListing } from "@/lib/platform/listing";
import { sectors } from "@/lib/programmes/rules";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const states = institutionStates.filter((state) => state !== "DRAFT");

export async function generateMetadata() {
  return { title: (await getTranslations("institutions.desk"))("title") };
}

export default async function InstitutionQueuePage({ searchParams }: Props) {
  const actor = await requirePerson("/desk/institutions");
  if (!may(actor, "institutions.readQueue")) notFound();
  const listing = parseListing(await searchParams, { states, sectors });
  const [t, common, locale, { rows, total }] = await Promise.all([
    getTranslations("institutions"),
    getTranslations("common.sectors"),
    getLocale(),
    institutionQueue(actor, listing),
  ]);
  return (
    <Page title={t("desk.title")} lead={t("desk.lead")} width="wide">
      <QueueFilter
        listing={listing}
        states={states.map((value) => ({ value, label: t(`states.${value}`) }))}
        sectors={sectors.map((value) => ({ value, label: common(value) }))}
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
        <p className="text-sm text-muted">{t("desk.count", { count: total })}</p>
        <DataTable
          caption={t("desk.caption")}
          columns={[
            { key: "name", label: t("name") },
            { key: "sector", label: t("sector") },
            { key: "district", label: t("desk.district") },
            { key: "evidence", label: t("desk.evidence") },
            { key: "submitted", label: t("desk.submitted") },
            { key: "state", label: t("stateLabel") },
          ]}
          rows={rows.map(({ id, name, nameUr, sector, district, domainMatch, submittedAt, state }) => ({
            key: id,
            href: `/desk/institutions/${id}`,
            cells: {
              name: <bdi>{inLanguage(locale, name, nameUr)}</bdi>,
              sector: common(sector),
              district: district ? inLanguage(locale, district.nameEn, district.nameUr) : "–",
              evidence: <StatusTag tone={matchTone[domainMatch]}>{t(`desk.match.${domainMatch}`)}</StatusTag>,
              submitted: submittedAt ? <DateTime at={submittedAt} /> : "–",
              state: <InstitutionTag state={state} />,
            },
          }))}
          empty={<EmptyState title={t("desk.empty")}>{t("desk.emptyText")}</EmptyState>}
        />
        <QueuePages path="/desk/institutions" listing={listing} total={total} />
      </div>
    </Page>
  );
}
