import { getTranslations } from "next-intl/server";
import { ActionForm, LinkButton, Page, Section, Stack, TextField } from "@/components/ui";
import { sendLink } from "./actions";

export async function generateMetadata() {
  return { title: (await getTranslations("status"))("title") };
}

export default async function StatusPage() {
  const t = await getTranslations("status");
  return (
    <Page title={t("title")} lead={t("lead")}>
      <Section title={t("form")}>
        <ActionForm id="status" action={sendLink} submit={t("submit")}>
          <TextField
            name="receipt"
            label={t("receipt")}
            hint={t("receiptHint")}
            dir="ltr"
            autoComplete="off"
            maxLength={60}
            required
          />
          <TextField
            name="email"
            type="email"
            label={t("email")}
            hint={t("emailHint")}
            autoComplete="email"
            maxLength={254}
            required
          />
        </ActionForm>
      </Section>
      <Section title={t("instead")}>
        <Stack>
          <p>{t("insteadText")}</p>
          <div>
            <LinkButton href="/sign-in?next=/applications" tone="quiet">
              {t("signIn")}
            </LinkButton>
          </div>
        </Stack>
      </Section>
    </Page>
  );
}
