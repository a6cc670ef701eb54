import { getTranslations } from "next-intl/server";
import { ActionForm, Section, Stack, TextArea } from "@/components/ui";
import { ask } from "./actions";

/** A question to the applicant, which pauses the review. */
export async function AskForm({ application }: { application: { id: string; version: number } }) {
  const t = await getTranslations("reviews");
  return (
    <Section title={t("ask")}>
      <Stack>
        <p>{t("askText")}</p>
        <ActionForm
          id="ask"
          action={ask}
          submit={t("askSubmit")}
          hidden={{ applicationId: application.id, version: application.version }}
          tone="quiet"
        >
          <TextArea name="question" label={t("question")} rows={3} maxLength={2000} required />
        </ActionForm>
      </Stack>
    </Section>
  );
}
