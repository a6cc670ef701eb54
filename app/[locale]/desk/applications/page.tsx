import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { ApplicationTag } from "@/components/applications/ApplicationTag";
import { QueueFilter } from "@/components/desk/QueueFilter";
import { QueuePages } from "@/components/desk/QueuePages";
import { DataTable, DateTime, EmptyState, Identifier, Page } from "@/components/ui";
import { applicationQueue } from "@/lib/applications/queries";
import { applicationStates } from "@/lib/applications/rules";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { formatNumber } from "@/lib/platform/i18n/format";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { parseListing } from "@/lib/platform/listing";
import { sectors } from "@/lib/programmes/rules";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const states = applicationStates.filter((state) => state !== "DRAFT");

export async function generateMetadata() {
  return { title: (await getTranslations("applications.desk"))("title") };
}

export default async function ApplicationQueuePage({ searchParams }: Props) {
  const actor = await requirePerson("/desk/applications");
  if (!may(actor, "applications.readQueue")) notFound();
  const listing = parseListing(await searchParams, { states, sectors });
  const [t, common, locale, { rows, total }] = await Promise.all([
    getTranslations("applications"),
    getTranslations("common.sectors"),
    getLocale(),
    applicationQueue(actor, listing),
  ]);
  const sector = (await getTranslations("institutions"))("sector");
  return (
    <Page title={t("desk.title")} lead={t("desk.lead")} width="wide">
      <QueueFilter
        listing={listing}
        states={states.map((value) => ({ value, label: t(`deskStates.${value}`) }))}
        sectors={sectors.map((value) => ({ value, label: common(value) }))}
        texts={{
          search: t("desk.search"),
          state: t("stateLabel"),
          anyState: t("desk.anyState"),
          sector,
          anySector: t("desk.anySector"),
          filter: t("desk.filter"),
        }}
      />
      <div className="flex flex-col gap-4">
        <p className="text-sm text-muted">{t("desk.count", { count: total })}</p>
        <DataTable
          caption={t("desk.caption")}
          columns={[
            { key: "receipt", label: t("receipt") },
            { key: "institution", label: t("institution") },
            { key: "sector", label: sector },
            { key: "seats", label: t("seatsLabel"), align: "end" },
            { key: "submitted", label: t("submitted") },
            { key: "state", label: t("stateLabel") },
          ]}
          rows={rows.map(({ id, receipt, institution, seats, submittedAt, state }) => ({
            key: id,
            href: `/desk/applications/${id}`,
            cells: {
              receipt: <Identifier>{receipt}</Identifier>,
              institution: <bdi>{inLanguage(locale, institution.name, institution.nameUr)}</bdi>,
              sector: common(institution.sector),
              seats: seats === null ? "–" : formatNumber(seats, locale),
              submitted: submittedAt ? <DateTime at={submittedAt} /> : "–",
              state: <ApplicationTag state={state} desk />,
            },
          }))}
          empty={<EmptyState title={t("desk.empty")}>{t("desk.emptyText")}</EmptyState>}
        />
        <QueuePages path="/desk/applications" listing={listing} total={total} />
      </div>
    </Page>
  );
}
