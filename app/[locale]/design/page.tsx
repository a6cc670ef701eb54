import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { Actions } from "@/components/design/Actions";
import { Chapter } from "@/components/design/Chapter";
import { Data } from "@/components/design/Data";
import { Desk } from "@/components/design/Desk";
import { Feedback } from "@/components/design/Feedback";
import { Forms } from "@/components/design/Forms";
import { Foundations } from "@/components/design/Foundations";
import { Pictures } from "@/components/design/Pictures";
import { Page } from "@/components/ui";
import { config } from "@/lib/platform/config";
import { tryForm } from "./actions";

export async function generateMetadata() {
  return { title: (await getTranslations("design"))("title"), robots: { index: false } };
}

const chapters = [
  ["foundations", <Foundations key="foundations" />],
  ["actions", <Actions key="actions" />],
  ["forms", <Forms key="forms" action={tryForm} />],
  ["data", <Data key="data" />],
  ["feedback", <Feedback key="feedback" />],
  ["pictures", <Pictures key="pictures" />],
  ["desk", <Desk key="desk" />],
] as const;

async function DesignPage() {
  if (!config().demonstration && process.env.NODE_ENV !== "development") notFound();
  const t = await getTranslations("design");
  return (
    <Page title={t("title")} lead={t("lead")} width="wide">
      <nav aria-label={t("contents")}>
        <ul className="flex flex-wrap gap-x-6 gap-y-1">
          {chapters.map(([id]) => (
            <li key={id}>
              <a href={`#${id}`} className="inline-flex min-h-8 items-center">
                {t(`chapters.${id}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {chapters.map(([id, content]) => (
        <Chapter key={id} id={id} title={t(`chapters.${id}`)} lead={t(`chapterText.${id}`)}>
          {content}
        </Chapter>
      ))}
    </Page>
  );
}

export default orNotFound(DesignPage);
