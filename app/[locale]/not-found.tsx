import { getTranslations } from "next-intl/server";
import { LinkButton, Page } from "@/components/ui";

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
