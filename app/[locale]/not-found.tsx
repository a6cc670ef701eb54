import { getTranslations } from "next-intl/server";
import { LinkButton, Page } from "@/components/ui";

export async function generateMetadata() {
  return { title: (await getTranslations("common.notFound"))("title") };
}

export default async function NotFound() {
  const t = await getTranslations("common.notFound");
  return (
    <Page title={t("title")} lead={t("text")}>
      <div>
        <LinkButton href="/">{t("home")}</LinkButton>
      </div>
    </Page>
  );
}
