import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { ChosenForm } from "@/components/chosen/ChosenForm";
import { ChosenOutcome } from "@/components/chosen/ChosenOutcome";
import { NothingChosen } from "@/components/chosen/NothingChosen";
import { institutionName } from "@/components/licences/names";
import { FreshlyConfirmed } from "@/components/people/FreshlyConfirmed";
import { DataTable, Page, Section, StatusTag, Written } from "@/components/ui";
import { previewRenewals, type RenewalPreview } from "@/lib/licences/renewals/chosen";
import { lastDay, renewalsConfirmed } from "@/lib/licences/rules";
import type { Person } from "@/lib/platform/auth/actor";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { formatDate } from "@/lib/platform/i18n/format";
import { parseChosen } from "@/lib/platform/listing";
import { approveAll, proposeAll } from "./actions";

type Props = { searchParams: Promise<{ id?: string | string[]; done?: string | string[] }> };

export async function generateMetadata({ searchParams }: Props) {
  const t = await getTranslations("licences.renewals.chosen");
  return { title: t("title", { count: parseChosen((await searchParams).id).length }) };
}

/** Several renewals: what the reader's word on each would come to, then, at the same place, how each stands. */
async function ChosenRenewalsPage({ searchParams }: Props) {
  const actor = await requirePerson("/desk/licences/renewals");
  if (!may(actor, "licences.approveRenewal")) notFound();
  const asked = await searchParams;
  const [t, renewals, locale, rows] = await Promise.all([
    getTranslations("licences.renewals.chosen"),
    getTranslations("licences.renewals"),
    getLocale(),
    previewRenewals(actor, parseChosen(asked.id)),
  ]);
  const back = { href: "/desk/licences/renewals", label: renewals("title") };
  if (rows.length === 0)
    return <NothingChosen title={renewals("title")} back={back} nothing={t("nothing")} text={t("nothingText")} />;
  const isOpen = ({ effect }: RenewalPreview) => effect === "proposes" || effect === "approves";
  const count = rows.filter(({ effect }) => effect === "decided").length;
  const until = ({ licences }: RenewalPreview) => {
    const days = licences.map((licence) => licence.until.getTime());
    const [first, last] = [Math.min(...days), Math.max(...days)].map((at) => formatDate(lastDay(new Date(at)), locale));
    if (first === undefined || last === undefined || days.length === 0) return "";
    return first === last ? first : t("untilBetween", { first, last });
  };
  return (
    <Page title={t("title", { count: rows.length })} lead={t("lead")} back={back} width="wide">
      {asked.done !== undefined && (
        <ChosenOutcome count={count} title={t("doneTitle", { count })}>
          {rows.some(isOpen) && <p>{t("failedTitle", { count: rows.filter(isOpen).length })}</p>}
        </ChosenOutcome>
      )}
      <DataTable
        caption={t("caption")}
        columns={[
          { key: "institution", label: renewals("institution") },
          { key: "licences", label: t("licences") },
          { key: "until", label: t("until") },
          { key: "effect", label: t("effect") },
        ]}
        rows={rows.map((renewal) => ({
          key: renewal.id,
          href: `/desk/licences/renewals/${renewal.id}`,
          cells: {
            institution: <Written>{institutionName(renewal.institution, locale)}</Written>,
            licences: renewals("licences", { count: renewal.licences.length }),
            until: until(renewal),
            effect: (
              <StatusTag tone={isOpen(renewal) ? "warning" : renewal.effect === "decided" ? "good" : "neutral"}>
                {t(`effects.${renewal.effect}`)}
              </StatusTag>
            ),
          },
        }))}
        empty={t("nothing")}
      />
      <Decided effect="proposes" rows={rows} actor={actor} />
      <Decided effect="approves" rows={rows} actor={actor} />
    </Page>
  );
}

type DecidedProps = { effect: "proposes" | "approves"; rows: readonly RenewalPreview[]; actor: Person };

/** The form for those that can be proposed, or approved, signed in one visit where the registry asks for signatures. */
async function Decided({ effect, rows, actor }: DecidedProps) {
  const [t, renewals] = [await getTranslations("licences.renewals.chosen"), await getTranslations("licences.renewals")];
  const open = rows.filter((row) => row.effect === effect);
  if (open.length === 0) return null;
  const act = effect === "proposes" ? "propose" : "approve";
  const isSigned = open.some(({ signing }) => signing.needed > 0);
  const form = (
    <ChosenForm
      id={act}
      action={act === "propose" ? proposeAll : approveAll}
      submit={t(act, { count: open.length })}
      confirm={t("confirm")}
      rows={open.map(({ id, version, contentHash }) =>
        [id, version, ...(act === "propose" ? [contentHash] : [])].join(":"),
      )}
      all={rows.map(({ id }) => id)}
      signed={
        isSigned
          ? {
              ...{
                actor,
                subject: open.map(({ operation, act: what }) => ({ kind: "act" as const, operation, act: what })),
              },
              page: `/desk/licences/renewals/chosen?${new URLSearchParams(rows.map(({ id }) => ["id", id]))}`,
            }
          : undefined
      }
      summary={
        <>
          <p>{act === "propose" ? renewals("proposeText") : t("approveText")}</p>
          {isSigned && <p>{t("signed", { count: open.length })}</p>}
        </>
      }
    />
  );
  return (
    <Section title={t(act, { count: open.length })}>
      {act === "propose" ? (
        form
      ) : (
        <FreshlyConfirmed actor={actor} action="licences.approveRenewal" act={renewalsConfirmed(open)} id={act}>
          {form}
        </FreshlyConfirmed>
      )}
    </Section>
  );
}

export default orNotFound(ChosenRenewalsPage);
