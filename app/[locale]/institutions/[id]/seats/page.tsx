import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { institutionName } from "@/components/licences/names";
import { OwnLadder } from "@/components/licences/OwnLadder";
import { Renewal } from "@/components/licences/Renewal";
import { SeatList } from "@/components/licences/SeatList";
import {
  ActionForm,
  EmptyState,
  Grid,
  LinkButton,
  Notice,
  Page,
  Section,
  Stack,
  TextField,
  Written,
} from "@/components/ui";
import { findInstitution } from "@/lib/institutions/queries";
import { licencesOf, seatCounts, seatFilters } from "@/lib/licences/queries";
import { expiryOf } from "@/lib/licences/renewals/expiring";
import { claimDays } from "@/lib/licences/rules";
import { idleCount } from "@/lib/licences/seats/idle";
import { openRebinds } from "@/lib/licences/seats/view";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { Link } from "@/lib/platform/i18n/navigation";
import { isId } from "@/lib/platform/ids";
import { parseListing } from "@/lib/platform/listing";
import { offerOne, renew, withdraw } from "./actions";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

async function load(props: Props) {
  const { id } = await props.params;
  const actor = await requirePerson(`/institutions/${id}/seats`);
  const institution = isId(id) ? await findInstitution(actor, id) : null;
  if (!institution || !may(actor, "licences.read", { institutionId: id })) notFound();
  return { actor, institution };
}

export async function generateMetadata(props: Props) {
  const [{ institution }, t, locale] = [await load(props), await getTranslations("seats"), await getLocale()];
  return { title: t("title", { institution: institutionName(institution, locale) }) };
}

async function SeatsPage(props: Props) {
  const [{ actor, institution }, t, locale] = [await load(props), await getTranslations("seats"), await getLocale()];
  const params = await props.searchParams;
  const listing = parseListing(params, { states: seatFilters, sectors: [] });
  const [counts, list, wishes, expiry, idle] = await Promise.all([
    seatCounts(actor, institution.id),
    licencesOf(actor, institution.id, listing),
    openRebinds(actor, institution.id),
    expiryOf(actor, institution.id),
    idleCount(actor, institution.id),
  ]);
  const total = counts.free + counts.offered + counts.held + counts.pending + counts.out;
  const mayOffer = may(actor, "licences.offerSeat", { institutionId: institution.id });
  const isSuspended = institution.state === "SUSPENDED";
  const [offered, reminded] = [Number(params.offered), Number(params.reminded)];

  return (
    <Page
      title={t("title", { institution: institutionName(institution, locale) })}
      lead={t("lead")}
      back={{ href: `/institutions/${institution.id}`, label: t("back") }}
      width="wide"
    >
      {Number.isInteger(offered) && offered > 0 && (
        <Notice tone="good" live title={t("offeredNotice", { count: offered })} />
      )}
      {Number.isInteger(reminded) && reminded > 0 && (
        <Notice tone="good" live title={t("remindedNotice", { count: reminded })} />
      )}
      {wishes.length > 0 && (
        <Notice tone="warning" title={t("wishes", { count: wishes.length })}>
          <ul>
            {wishes.map(({ id, seat }) => (
              <li key={id}>
                <Link href={`/institutions/${institution.id}/seats/${seat.id}`}>
                  <Written>{seat.name}</Written>
                </Link>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {params.withdrawn === "1" && <Notice tone="good" live title={t("withdrawnNotice")} />}
      <Renewal institutionId={institution.id} expiry={expiry} ask={mayOffer ? renew : undefined} />
      {counts.pending > 0 && <Notice tone="progress" title={t("pendingNotice", { count: counts.pending })} />}
      {total === 0 ? (
        <EmptyState title={t("none")} action={<LinkButton href="/applications">{t("toApplications")}</LinkButton>}>
          {t("noneText")}
        </EmptyState>
      ) : (
        <>
          {mayOffer && isSuspended && (
            <Notice tone="warning">{(await getTranslations("errors"))("institutionSuspended")}</Notice>
          )}
          {mayOffer && !isSuspended && counts.free > 0 && (
            <Section title={t("offerOne")}>
              <Stack>
                <p className="max-w-xl">{t("offerLead", { days: claimDays })}</p>
                <ActionForm
                  id="offer-one"
                  action={offerOne}
                  submit={t("offerSubmit")}
                  hidden={{ institutionId: institution.id }}
                >
                  <Grid>
                    <TextField name="name" label={t("name")} required maxLength={120} />
                    <TextField name="email" type="email" label={t("email")} required maxLength={254} />
                  </Grid>
                </ActionForm>
              </Stack>
            </Section>
          )}
          {mayOffer && (counts.free > 1 || counts.offered + idle > 0) && (
            <div className="flex flex-wrap gap-3">
              {counts.free > 1 && (
                <LinkButton href={`/institutions/${institution.id}/seats/import`} tone="quiet">
                  {t("offerMany")}
                </LinkButton>
              )}
              {counts.offered > 0 && (
                <LinkButton href={`/institutions/${institution.id}/seats/remind`} tone="quiet">
                  {t("remind.open", { count: counts.offered })}
                </LinkButton>
              )}
              {idle > 0 && (
                <LinkButton href={`/institutions/${institution.id}/seats/idle`} tone="quiet">
                  {t("idle.open", { count: idle })}
                </LinkButton>
              )}
            </div>
          )}
          {mayOffer && !isSuspended && counts.free === 0 && <Notice title={t("noFree")}>{t("noFreeText")}</Notice>}
          <SeatList
            institutionId={institution.id}
            counts={counts}
            list={list}
            listing={listing}
            withdraw={mayOffer ? withdraw : undefined}
          />
          <OwnLadder ladder={counts.ladder} />
        </>
      )}
    </Page>
  );
}

export default orNotFound(SeatsPage);
