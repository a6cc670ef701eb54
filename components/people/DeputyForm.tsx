import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm, Select, Stack, TextArea, TextField } from "@/components/ui";
import type { Role } from "@/lib/platform/db/generated/enums";
import type { FormState } from "@/lib/platform/forms";

type Props = {
  userId: string;
  /** The roles held in one's own right. */
  roles: readonly Role[];
  action: (state: FormState, data: FormData) => Promise<FormState>;
};

/** Names somebody who stands in for an official, for days. */
export async function DeputyForm({ userId, roles, action }: Props) {
  const [t, locale] = [await getTranslations("people"), await getLocale()];
  return (
    <Stack>
      <p>{t("acts.deputyText")}</p>
      <ActionForm id="deputy" action={action} submit={t("acts.submit")} hidden={{ userId }}>
        <Select
          name="role"
          label={t("role")}
          options={roles.map((role) => ({ value: role, label: t(`roles.${role}`) }))}
          defaultValue={roles.length === 1 ? roles[0] : undefined}
          required
        />
        <TextField name="email" type="email" label={t("acts.deputyEmail")} maxLength={254} required />
        <TextField name="name" label={t("acts.deputyName")} hint={t("acts.nameHint")} maxLength={120} required />
        <Select
          name="locale"
          label={t("acts.language")}
          options={(["en", "ur"] as const).map((value) => ({ value, label: t(`acts.languages.${value}`) }))}
          defaultValue={locale}
        />
        <div className="grid max-w-xl gap-4 sm:grid-cols-2">
          <TextField name="from" type="date" label={t("acts.from")} dir="ltr" required />
          <TextField name="until" type="date" label={t("acts.until")} dir="ltr" required />
        </div>
        <TextArea
          name="reason"
          label={t("acts.reason")}
          hint={t("acts.reasonHint")}
          rows={2}
          maxLength={500}
          required
        />
      </ActionForm>
    </Stack>
  );
}
