import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm, Select, Stack, TextArea, TextField } from "@/components/ui";
import { Role } from "@/lib/platform/db/generated/enums";
import type { FormState } from "@/lib/platform/forms";

type Props = { action: (state: FormState, data: FormData) => Promise<FormState> };

/** Proposes an office for whoever has an address. */
export async function InviteForm({ action }: Props) {
  const [t, locale] = [await getTranslations("people"), await getLocale()];
  return (
    <Stack>
      <p>{t("acts.inviteText")}</p>
      <ActionForm id="invite" action={action} submit={t("acts.submit")}>
        <TextField name="email" type="email" label={t("email")} maxLength={254} required />
        <TextField name="name" label={t("acts.name")} hint={t("acts.nameHint")} maxLength={120} required />
        <Select
          name="locale"
          label={t("acts.language")}
          options={(["en", "ur"] as const).map((value) => ({ value, label: t(`acts.languages.${value}`) }))}
          defaultValue={locale}
        />
        <Select
          name="role"
          label={t("role")}
          options={Object.values(Role).map((role) => ({ value: role, label: t(`roles.${role}`) }))}
          required
        />
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
