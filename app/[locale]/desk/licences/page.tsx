import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { QueuePages } from "@/components/desk/QueuePages";
import { timeCell } from "@/components/desk/table/cells";
import { DeskTable } from "@/components/desk/table/DeskTable";
import { LicenceFilters } from "@/components/licences/LicenceFilters";
import { licenceTone } from "@/components/licences/LicenceTag";
import { institutionName } from "@/components/licences/names";
import { EmptyState, LinkButton, Page, Stack } from "@/components/ui";
import { proposedChanges } from "@/lib/licences/changes/proposed";
import { deskFilters, licenceSorts, licences } from "@/lib/licences/queries";
import { openRenewals } from "@/lib/licences/renewals/expiring";
import { isExpiring, lastDay, licenceAfter } from "@/lib/licences/rules";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { chosenAtMost, parseListing } from "@/lib/platform/listing";
import { sectors } from "@/lib/programmes/rules";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata() {
  return { title: (await getTranslations("licences"))("title") };
}

async function LicencesPage({ searchParams }: Props) {
  const actor = await requirePerson("/desk/licences");
  if (!may(actor, "licences.read")) notFound();
  const [t, common, locale] = [
    await getTranslations("licences"),
    await getTranslations("common.sectors"),
    await getLocale(),
  ];
  const listing = parseListing(await searchParams, { states: deskFilters, sectors, sorts: licenceSorts });
  const now = new Date();
  const [{ rows, total }, renewals, decisions] = await Promise.all([
    licences(actor, listing),
    openRenewals(actor),
    proposedChanges(actor),
  ]);

  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      width="wide"
      actions={
        <>
          <LinkButton href="/desk/licences/decisions" tone="quiet">
            {t("decisions.open", { count: decisions.length })}
          </LinkButton>
          <LinkButton href="/desk/licences/renewals" tone="quiet">
            {t("renewals.open", { count: renewals.length })}
          </LinkButton>
        </>
      }
    >
      <Stack>
        <LicenceFilters listing={listing} />
        <DeskTable
          list="licences"
          caption={t("title")}
          summary={t("total", { total })}
          total={total}
          sort={listing.sort}
          choice={
            may(actor, "licences.suspend")
              ? {
                  name: "id",
                  most: chosenAtMost,
                  send: { href: "/desk/licences/suspend", label: t("suspendMany.open") },
                }
              : undefined
          }
          columns={[
            { key: "number", label: t("number"), kind: "id", min: 11 },
            { key: "institution", label: t("institution"), kind: "name", width: 3, min: 10, sortable: true },
            { key: "state", label: t("state"), width: 1, min: 10, sortable: true },
            { key: "sector", label: t("sector"), width: 1, min: 8, sortable: true },
            { key: "until", label: t("validUntil"), width: 1, min: 11, sortable: true },
            { key: "batch", label: t("batch"), kind: "id", min: 6, sortable: true },
          ]}
          rows={rows.map((licence) => ({
            key: licence.id,
            href: `/desk/licences/${licence.id}`,
            fixed: licenceAfter(licence.state, "suspend") === undefined,
            cells: {
              number: licence.number ?? { text: t("recording"), at: licence.createdAt.toISOString() },
              institution: institutionName(licence.institution, locale),
              state: isExpiring(licence, now)
                ? { text: t("endsSoon"), tone: "warning" }
                : { text: t(`states.${licence.state}`), tone: licenceTone[licence.state] },
              sector: common(licence.sector),
              until: timeCell(licence.validUntil && licence.number ? lastDay(licence.validUntil) : null, locale),
              batch: licence.batch.code,
            },
          }))}
          empty={<EmptyState title={t("none")}>{t("noneText")}</EmptyState>}
        />
        <QueuePages path="/desk/licences" listing={listing} total={total} />
      </Stack>
    </Page>
  );
}

export default orNotFound(LicencesPage);
