import { getLocale, getTranslations } from "next-intl/server";
import { FreshlyConfirmed } from "@/components/people/FreshlyConfirmed";
import { ActionForm, Section, Written } from "@/components/ui";
import type { DeskRenewal } from "@/lib/licences/expiring";
import type { Person } from "@/lib/platform/auth/actor";
import type { FormState } from "@/lib/platform/forms";
import { institutionName } from "./names";
import { renewalFacts } from "./renewalFacts";

type Props = {
  actor: Person;
  rows: DeskRenewal[];
  approve?: ((state: FormState, data: FormData) => Promise<FormState>) | undefined;
};

/** Renewals that wait for the second decision: each is confirmed and approved by itself; those closed to the reader say why. */
export async function RenewalApprovals({ actor, rows, approve }: Props) {
  const [t, locale, facts] = [await getTranslations("licences.renewals"), await getLocale(), await renewalFacts()];
  if (rows.length === 0) return null;
  return (
    <Section title={t("proposed")}>
      <ul className="flex flex-col gap-5">
        {rows.map((row) => {
          const act = { renewalId: row.id, version: row.version };
          const isClosed = row.isClose || row.isProposedByMe;
          return (
            <li key={row.id} className="flex flex-col gap-3 rounded-md border border-line bg-surface p-4 sm:p-5">
              <p>
                <Written className="font-semibold">{institutionName(row.institution, locale)}</Written>
                <br />
                <span className="text-muted">
                  {facts(row)} {approve && isClosed && t(row.isClose ? "own" : "mine")}
                </span>
              </p>
              {approve && !isClosed && (
                <FreshlyConfirmed actor={actor} action="licences.approveRenewal" act={act} id={row.id}>
                  <ActionForm
                    id={`approve-${row.id}`}
                    action={approve}
                    submit={t("approve")}
                    confirm={t("confirm")}
                    hidden={act}
                  />
                </FreshlyConfirmed>
              )}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
