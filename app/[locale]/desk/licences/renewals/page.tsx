import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { institutionName } from "@/components/licences/names";
import { RenewalApprovals } from "@/components/licences/RenewalApprovals";
import { RenewalChoice } from "@/components/licences/RenewalChoice";
import { ActionForm, EmptyState, Notice, Page, Section, Select } from "@/components/ui";
import { openRenewals } from "@/lib/licences/expiring";
import { renewalReasons } from "@/lib/licences/rules";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { approve, decline, proposeAll } from "./actions";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const notices = ["proposed", "approved", "declined"] as const;

export async function generateMetadata() {
  return { title: (await getTranslations("licences.renewals"))("title") };
}

/** Renewals that institutions ask for: one approver proposes, another approves, several at once; either may decline. */
async function RenewalsPage({ searchParams }: Props) {
  const actor = await requirePerson("/desk/licences/renewals");
  if (!may(actor, "licences.read")) notFound();
  const [t, licences, locale, rows, asked] = await Promise.all([
    getTranslations("licences.renewals"),
    getTranslations("licences"),
    getLocale(),
    openRenewals(actor),
    searchParams,
  ]);
  const notice = notices.find((one) => one === asked.done);
  const mayDecide = may(actor, "licences.approveRenewal");
  const open = rows.filter(({ isClose }) => !isClose);

  return (
    <Page title={t("title")} lead={t("lead")} back={{ href: "/desk/licences", label: licences("back") }} width="wide">
      {notice && <Notice tone="good" live title={t(`done.${notice}`)} />}
      {rows.length === 0 && <EmptyState title={t("none")}>{t("noneText")}</EmptyState>}
      <RenewalChoice
        id="propose"
        title={t("asked")}
        rows={rows.filter(({ state }) => state === "ASKED")}
        action={mayDecide ? proposeAll : undefined}
        submit={t("propose")}
      />
      <RenewalApprovals
        actor={actor}
        rows={rows.filter(({ state }) => state === "PROPOSED")}
        approve={mayDecide ? approve : undefined}
      />
      {mayDecide && open.length > 0 && (
        <Section title={t("declineTitle")}>
          <ActionForm id="decline" action={decline} submit={t("decline")} tone="danger">
            <Select
              name="renewal"
              label={t("which")}
              options={open.map(({ id, version, institution, licences: count }) => ({
                value: `${id}:${version}`,
                label: t("option", { institution: institutionName(institution, locale), count }),
              }))}
            />
            <Select
              name="reason"
              label={licences("reason")}
              options={renewalReasons.map((reason) => ({ value: reason, label: t(`reasons.${reason}`) }))}
            />
          </ActionForm>
        </Section>
      )}
    </Page>
  );
}

export default orNotFound(RenewalsPage);
