import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { institutionName } from "@/components/licences/names";
import { renewalFacts } from "@/components/licences/renewalFacts";
import { Button, EmptyState, Page, Section, Written } from "@/components/ui";
import { type DeskRenewal, openRenewals } from "@/lib/licences/renewals/expiring";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { Link } from "@/lib/platform/i18n/navigation";
import { localePath } from "@/lib/platform/i18n/routing";

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
        <Renewals
          key={state}
          title={t(title)}
          rows={rows.filter((row) => row.state === state)}
          mayDecide={may(actor, "licences.approveRenewal")}
        />
      ))}
    </Page>
  );
}

type RenewalsProps = { title: string; rows: DeskRenewal[]; mayDecide: boolean };

/** Where several wait for the reader's word, some of them can be chosen and signed in one visit. */
async function Renewals({ title, rows, mayDecide }: RenewalsProps) {
  const [t, locale, facts] = [await getTranslations("licences.renewals"), await getLocale(), await renewalFacts()];
  if (rows.length === 0) return null;
  const waits = ({ isClose, hasDecided }: DeskRenewal) => mayDecide && !isClose && !hasDecided;
  const isChoice = rows.filter(waits).length > 1;
  const list = (
    <ul className="flex flex-col gap-4">
      {rows.map((row) => {
        const name = institutionName(row.institution, locale);
        return (
          <li key={row.id} className="flex items-start gap-3 rounded-md border border-line bg-surface p-4 sm:p-5">
            {isChoice && waits(row) && (
              <input
                type="checkbox"
                name="id"
                value={row.id}
                aria-label={t("chosen.choose", { institution: name })}
                aria-describedby={`facts-${row.id}`}
                className="mt-[calc((1em*var(--leading-body)-1.5rem)/2)] size-6 shrink-0"
              />
            )}
            <div className="min-w-0">
              <Link href={`/desk/licences/renewals/${row.id}`}>
                <Written className="font-semibold">{name}</Written>
              </Link>
              <br />
              <span id={`facts-${row.id}`} className="text-muted">
                {facts(row)} {row.isClose ? t("own") : row.hasDecided && t("mine")}
              </span>
            </div>
          </li>
        );
      })}
    </ul>
  );
  return (
    <Section title={title}>
      {isChoice ? (
        <form action={localePath("/desk/licences/renewals/chosen", locale)} className="flex flex-col gap-4">
          {list}
          <p>
            <Button>{t("chosen.open")}</Button>
          </p>
        </form>
      ) : (
        list
      )}
    </Section>
  );
}

export default orNotFound(RenewalsPage);
