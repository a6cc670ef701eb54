import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { institutionName } from "@/components/licences/names";
import { EmptyState, Naming, Page, StatusTag, Written } from "@/components/ui";
import { proposedChanges } from "@/lib/licences/changes/proposed";
import { isJoint } from "@/lib/licences/rules";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { formatDate } from "@/lib/platform/i18n/format";
import { Link } from "@/lib/platform/i18n/navigation";

export async function generateMetadata() {
  return { title: (await getTranslations("licences.decisions"))("title") };
}

/** Reinstatements and revocations that wait for approvers, and suspensions that wait for their officer's signature. */
async function DecisionsPage() {
  const actor = await requirePerson("/desk/licences/decisions");
  if (!may(actor, "licences.read")) notFound();
  const [t, licences, locale, rows] = await Promise.all([
    getTranslations("licences.decisions"),
    getTranslations("licences"),
    getLocale(),
    proposedChanges(actor),
  ]);
  return (
    <Page title={t("title")} lead={t("lead")} back={{ href: "/desk/licences", label: licences("back") }} width="wide">
      {rows.length === 0 && <EmptyState title={t("none")}>{t("noneText")}</EmptyState>}
      <ul className="flex flex-col gap-4">
        {rows.map(({ id, kind, reason, proposedAt, licence, waits }) => (
          <li key={id} className="rounded-md border border-line bg-surface p-4 sm:p-5">
            <p className="font-semibold">
              <Link href={`/desk/licences/decisions/${id}`}>
                <Naming
                  text={t(`one.${kind}`, { number: licence.number ?? "" })}
                  identifier={licence.number ?? undefined}
                />
              </Link>
            </p>
            <p>
              <Written>{institutionName(licence.institution, locale)}</Written>
            </p>
            <p className="text-muted">
              {licences(`reasons.${reason}`)} · {formatDate(proposedAt, locale)}
            </p>
            {(waits || !isJoint(kind)) && (
              <p className="mt-2">
                <StatusTag tone="warning">
                  {isJoint(kind) ? t("states.PROPOSED") : t("alone.states.PROPOSED")}
                </StatusTag>
              </p>
            )}
          </li>
        ))}
      </ul>
    </Page>
  );
}

export default orNotFound(DecisionsPage);
