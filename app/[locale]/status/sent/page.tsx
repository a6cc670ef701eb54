import { getTranslations } from "next-intl/server";
import { LinkButton, Notice, Page, Section, Stack } from "@/components/ui";
import { config } from "@/lib/platform/config";

export async function generateMetadata() {
  return { title: (await getTranslations("status.sent"))("title") };
}

export default async function SentPage() {
  const t = await getTranslations("status.sent");
  const demo = await getTranslations("signIn.code.demo");
  return (
    <Page title={t("title")} lead={t("lead")}>
      {config().demonstration && (
        <Notice title={demo("title")}>
          <div>
            <LinkButton href="/mailbox" tone="quiet">
              {demo("link")}
            </LinkButton>
          </div>
        </Notice>
      )}
      <Section title={t("nothing")}>
        <Stack>
          <p>{t("nothingText")}</p>
          <div>
            <LinkButton href="/status" tone="quiet">
              {t("again")}
            </LinkButton>
          </div>
        </Stack>
      </Section>
    </Page>
  );
}
