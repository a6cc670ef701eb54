import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { DraftForm } from "@/components/applications/DraftForm";
import { Questions } from "@/components/applications/Questions";
import { sectionTitle } from "@/components/applications/sectionTitle";
import { Notice, Page } from "@/components/ui";
import { draftOf, marksOf } from "@/lib/applications/merge";
import { after, fieldsOf, findSection, sections } from "@/lib/applications/sections";
import { formatDate } from "@/lib/platform/i18n/format";
import { redirect } from "@/lib/platform/i18n/navigation";
import { isPhaseBlind } from "@/lib/programmes/queries";
import { lastInstant } from "@/lib/programmes/rules";
import { autosave, save } from "../../actions";
import { applicationOf } from "../application";

type Props = {
  params: Promise<{ locale: string; id: string; section: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Props) {
  const section = findSection((await params).section) ?? notFound();
  const { application } = await applicationOf(params, `/${section}`);
  return { title: (await getTranslations("applications"))(sectionTitle(section, application.institution.sector)) };
}

/** One part of a draft. It saves itself; the button leads on to the next part, or back to the check one came from. */
async function SectionPage({ params, searchParams }: Props) {
  const section = findSection((await params).section) ?? notFound();
  const { actor, application, available, locale } = await applicationOf(params, `/${section}`);
  const { id, institution, phase } = application;
  if (!available.includes("applications.save")) redirect({ href: `/applications/${id}`, locale });
  const { saved, from } = await searchParams;
  const t = await getTranslations("applications");
  const fields = fieldsOf(section);
  const marks = marksOf(draftOf(application));
  return (
    <Page
      title={t(sectionTitle(section, institution.sector))}
      lead={t("edit.lead", {
        number: sections.indexOf(section) + 1,
        all: sections.length,
        date: formatDate(lastInstant(phase), locale),
      })}
      back={{ href: `/applications/${id}`, label: t("tasks.title") }}
    >
      {saved && (
        <Notice tone="good" live>
          {t("edit.savedNow")}
        </Notice>
      )}
      {(await isPhaseBlind(actor, phase.id)) && <Notice>{t("blind")}</Notice>}
      <DraftForm
        // Another part is another form, with words and marks of its own.
        key={section}
        application={{ id }}
        section={section}
        next={from === "check" ? "check" : after(section)}
        marks={Object.fromEntries(fields.map((field) => [field, marks[field]]))}
        save={save}
        autosave={autosave}
      >
        {await Questions({ application, fields })}
      </DraftForm>
    </Page>
  );
}

export default orNotFound(SectionPage);
