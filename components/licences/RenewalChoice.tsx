import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm, Checkbox, Section, Written } from "@/components/ui";
import type { DeskRenewal } from "@/lib/licences/expiring";
import type { FormState } from "@/lib/platform/forms";
import { institutionName } from "./names";
import { renewalFacts } from "./renewalFacts";

type Props = {
  id: string;
  title: string;
  rows: DeskRenewal[];
  action?: ((state: FormState, data: FormData) => Promise<FormState>) | undefined;
  submit: string;
};

/** Renewals at one stage, to be chosen and decided together; those on which the reader may not decide say why. */
export async function RenewalChoice({ id, title, rows, action, submit }: Props) {
  const [t, locale, facts] = [await getTranslations("licences.renewals"), await getLocale(), await renewalFacts()];
  if (rows.length === 0) return null;
  const isClosed = (row: DeskRenewal) => !action || row.isClose || row.isProposedByMe;
  const open = rows.filter((row) => !isClosed(row));
  return (
    <Section title={title}>
      {action && open.length > 0 && (
        <ActionForm id={id} action={action} submit={submit}>
          {open.map((row) => (
            <Checkbox
              key={row.id}
              name="rows[]"
              value={`${row.id}:${row.version}`}
              label={<Written>{institutionName(row.institution, locale)}</Written>}
              hint={facts(row)}
            />
          ))}
        </ActionForm>
      )}
      <ul className="flex flex-col gap-3 not-first:mt-6">
        {rows.filter(isClosed).map((row) => (
          <li key={row.id}>
            <Written className="font-semibold">{institutionName(row.institution, locale)}</Written>
            <br />
            <span className="text-muted">
              {facts(row)} {action && t(row.isClose ? "own" : "mine")}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
