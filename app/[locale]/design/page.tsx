import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Data, Progress } from "@/components/design/Data";
import { Forms } from "@/components/design/Forms";
import { Foundations } from "@/components/design/Foundations";
import { Page } from "@/components/ui";
import { config } from "@/lib/platform/config";
import { tryForm } from "./actions";

export async function generateMetadata() {
  return { title: (await getTranslations("design"))("title"), robots: { index: false } };
}

export default async function DesignPage() {
  if (!config().demonstration && process.env.NODE_ENV !== "development") notFound();
  const t = await getTranslations("design");
  return (
    <Page title={t("title")} lead={t("lead")} width="wide">
      <Foundations />
      <Forms action={tryForm} />
      <Data />
      <Progress />
    </Page>
  );
}
