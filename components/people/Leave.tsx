import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm, Checkbox, Disclosure, Section, Stack, TextField } from "@/components/ui";
import type { PersonRow } from "@/lib/people/queries";
import type { FormState } from "@/lib/platform/forms";
import { leaveText } from "./leaveText";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

type Props = {
  person: PersonRow;
  /** Is it the reader's own? */
  own: boolean;
  /** Left out for whoever only reads. */
  actions?: { mark: Action; end: Action } | undefined;
};

/** Somebody's leave, now and to come, with the means to mark more and to end it early. */
export async function Leave({ person, own, actions }: Props) {
  const [t, locale] = [await getTranslations("people"), await getLocale()];
  return (
    <Section title={t("leave")}>
      <Stack>
        {person.absences.length === 0 ? (
          <p className="text-muted">{t("acts.noLeave")}</p>
        ) : (
          <ul className="max-w-2xl border-t border-line">
            {person.absences.map((absence) => (
              <li
                key={absence.id}
                className="flex flex-wrap items-center justify-between gap-3 border-b border-line py-3"
              >
                <span>{leaveText(t, absence, locale)}</span>
                {actions && (
                  <ActionForm
                    id={`end-${absence.id}`}
                    action={actions.end}
                    submit={t("acts.endLeave")}
                    tone="quiet"
                    hidden={{ absenceId: absence.id }}
                  />
                )}
              </li>
            ))}
          </ul>
        )}
        {actions && (
          <Disclosure title={t("acts.markLeave")} open={own && person.absences.length === 0}>
            <Stack>
              <p>{own ? t("acts.leaveText") : t("acts.leaveTextOther")}</p>
              <ActionForm id="leave" action={actions.mark} submit={t("acts.markLeave")} hidden={{ userId: person.id }}>
                <div className="grid max-w-xl gap-4 sm:grid-cols-2">
                  <TextField name="from" type="date" label={t("acts.from")} dir="ltr" required />
                  <TextField name="until" type="date" label={t("acts.until")} dir="ltr" required />
                </div>
                <Checkbox name="despite" value="yes" label={t("acts.leaveDespite")} />
              </ActionForm>
            </Stack>
          </Disclosure>
        )}
      </Stack>
    </Section>
  );
}
