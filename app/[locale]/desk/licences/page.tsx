import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { LicenceFilters } from "@/components/licences/LicenceFilters";
import { LicenceTag } from "@/components/licences/LicenceTag";
import { institutionName } from "@/components/licences/names";
import { DataTable, DateTime, EmptyState, Identifier, Page, Pagination, Stack } from "@/components/ui";
import { licences } from "@/lib/licences/queries";
import { lastDay } from "@/lib/licences/rules";
import { licenceStates } from "@/lib/licences/schema";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { listingQuery, listingSize, parseListing } from "@/lib/platform/listing";
import { sectors } from "@/lib/programmes/rules";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata() {
  return { title: (await getTranslations("licences"))("title") };
}

export default async function LicencesPage({ searchParams }: Props) {
  const actor = await requirePerson("/desk/licences");
  if (!may(actor, "licences.read")) notFound();
  const [t, common, locale] = [
    await getTranslations("licences"),
    await getTranslations("common.sectors"),
    await getLocale(),
  ];
  const listing = parseListing(await searchParams, { states: licenceStates, sectors });
  const { rows, total } = await licences(actor, listing);
  const pages = Math.max(1, Math.ceil(total / listingSize));
  const address = (page: number) => `/desk/licences?${listingQuery(listing, page)}`;

  return (
    <Page title={t("title")} lead={t("lead")} width="wide">
      <Stack>
        <LicenceFilters listing={listing} />
        <p className="text-sm text-muted" role="status">
          {t("total", { total })}
        </p>
        <DataTable
          caption={t("title")}
          columns={[
            { key: "number", label: t("number") },
            { key: "institution", label: t("institution") },
            { key: "sector", label: t("sector") },
            { key: "state", label: t("state") },
            { key: "until", label: t("validUntil") },
            { key: "batch", label: t("batch") },
          ]}
          rows={rows.map((licence) => ({
            key: licence.id,
            href: `/desk/licences/${licence.id}`,
            cells: {
              number: licence.number ? <Identifier>{licence.number}</Identifier> : t("recording"),
              institution: <bdi>{institutionName(licence.institution, locale)}</bdi>,
              sector: common(licence.sector),
              state: <LicenceTag state={licence.state} />,
              until: licence.validUntil && licence.number ? <DateTime at={lastDay(licence.validUntil)} /> : "–",
              batch: <Identifier>{licence.batch.code}</Identifier>,
            },
          }))}
          empty={<EmptyState title={t("none")}>{t("noneText")}</EmptyState>}
        />
        <Pagination
          previous={listing.page > 1 ? address(listing.page - 1) : undefined}
          next={listing.page < pages ? address(listing.page + 1) : undefined}
          page={listing.page}
          pages={pages}
        />
      </Stack>
    </Page>
  );
}
