import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { institutionName } from "@/components/licences/names";
import { renewalFacts } from "@/components/licences/renewalFacts";
import { EmptyState, Page, Section, Written } from "@/components/ui";
import { type DeskRenewal, openRenewals } from "@/lib/licences/expiring";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { Link } from "@/lib/platform/i18n/navigation";

const stages = [
  { state: "ASKED", title: "asked" },
  { state: "PROPOSED", title: "proposed" },
] as const;

export async function generateMetadata() {
  return { title: (await getTranslations("licences.renewals"))("title") };
}

/** Renewals that institutions ask for, each decided on a page of its own: one approver proposes, another approves, and both sign. */
async function RenewalsPage() {
  const actor = await requirePerson("/desk/licences/renewals");
  if (!may(actor, "licences.read")) notFound();
  const [t, licences, rows] = await Promise.all([
    getTranslations("licences.renewals"),
    getTranslations("licences"),
    openRenewals(actor),
  ]);
  return (
    <Page title={t("title")} lead={t("lead")} back={{ href: "/desk/licences", label: licences("back") }} width="wide">
      {rows.length === 0 && <EmptyState title={t("none")}>{t("noneText")}</EmptyState>}
      {stages.map(({ state, title }) => (
        <Renewals key={state} title={t(title)} rows={rows.filter((row) => row.state === state)} />
      ))}
    </Page>
  );
}

async function Renewals({ title, rows }: { title: string; rows: DeskRenewal[] }) {
  const [t, locale, facts] = [await getTranslations("licences.renewals"), await getLocale(), await renewalFacts()];
  if (rows.length === 0) return null;
  return (
    <Section title={title}>
      <ul className="flex flex-col gap-4">
        {rows.map((row) => (
          <li key={row.id} className="rounded-md border border-line bg-surface p-4 sm:p-5">
            <Link href={`/desk/licences/renewals/${row.id}`}>
              <Written className="font-semibold">{institutionName(row.institution, locale)}</Written>
            </Link>
            <br />
            <span className="text-muted">
              {facts(row)} {row.isClose ? t("own") : row.hasDecided && t("mine")}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

export default orNotFound(RenewalsPage);
