import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm, Checkbox, Section, Written } from "@/components/ui";
import type { DeskRenewal } from "@/lib/licences/expiring";
import { lastDay } from "@/lib/licences/rules";
import type { FormState } from "@/lib/platform/forms";
import { formatDate } from "@/lib/platform/i18n/format";
import { institutionName } from "./names";

type Props = {
  id: string;
  title: string;
  rows: DeskRenewal[];
  action?: ((state: FormState, data: FormData) => Promise<FormState>) | undefined;
  submit: string;
  confirm?: string;
};

/** Renewals at one stage, to be chosen and decided together; those on which the reader may not decide say why. */
export async function RenewalChoice({ id, title, rows, action, submit, confirm }: Props) {
  const [t, locale] = [await getTranslations("licences.renewals"), await getLocale()];
  if (rows.length === 0) return null;
  const facts = (row: DeskRenewal) =>
    t("facts", {
      count: row.licences,
      held: row.held,
      date: row.firstEnd ? formatDate(lastDay(row.firstEnd), locale) : "–",
    });
  const isClosed = (row: DeskRenewal) => !action || row.isOwn || row.isProposedByMe;
  const open = rows.filter((row) => !isClosed(row));
  return (
    <Section title={title}>
      {action && open.length > 0 && (
        <ActionForm id={id} action={action} submit={submit} {...(confirm && { confirm })}>
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
              {facts(row)} {action && t(row.isOwn ? "own" : "mine")}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
