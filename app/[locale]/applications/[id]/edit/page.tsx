import { getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { DraftForm } from "@/components/applications/DraftForm";
import { Questions } from "@/components/applications/Questions";
import { Notice, Page, Written } from "@/components/ui";
import { draftOf, marksOf } from "@/lib/applications/merge";
import { formatDate } from "@/lib/platform/i18n/format";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { redirect } from "@/lib/platform/i18n/navigation";
import { isPhaseBlind } from "@/lib/programmes/queries";
import { lastInstant } from "@/lib/programmes/rules";
import { autosave, save } from "../../actions";
import { applicationOf } from "../application";

type Props = { params: Promise<{ locale: string; id: string }>; searchParams: Promise<{ saved?: string }> };

export async function generateMetadata() {
  return { title: (await getTranslations("applications.edit"))("title") };
}

async function EditPage({ params, searchParams }: Props) {
  const { actor, application, available, locale } = await applicationOf(params, "/edit");
  if (!available.includes("applications.save")) redirect({ href: `/applications/${application.id}`, locale });
  const { saved } = await searchParams;
  const t = await getTranslations("applications");
  const { id, institution, phase } = application;
  return (
    <Page
      title={<Written>{inLanguage(locale, institution.name, institution.nameUr)}</Written>}
      lead={t("edit.lead", { date: formatDate(lastInstant(phase), locale) })}
      back={{ href: `/applications/${id}`, label: t("application") }}
    >
      {saved && (
        <Notice tone="good" live>
          {t("edit.savedNow")}
        </Notice>
      )}
      {(await isPhaseBlind(actor, phase.id)) && <Notice>{t("blind")}</Notice>}
      <DraftForm application={{ id }} marks={marksOf(draftOf(application))} save={save} autosave={autosave}>
        {await Questions({ application })}
      </DraftForm>
    </Page>
  );
}

export default orNotFound(EditPage);
