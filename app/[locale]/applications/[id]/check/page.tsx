import { getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { Answers } from "@/components/applications/Answers";
import { Missing } from "@/components/applications/Missing";
import { ActionForm, DateTime, Notice, Page, Section, Written } from "@/components/ui";
import type { ApplicationView } from "@/lib/applications/queries";
import { type ApplicationAction, missing } from "@/lib/applications/rules";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { redirect } from "@/lib/platform/i18n/navigation";
import { isPhaseOpen, lastInstant } from "@/lib/programmes/rules";
import { submit } from "../../actions";
import { applicationOf } from "../application";

type Props = { params: Promise<{ locale: string; id: string }> };

export async function generateMetadata() {
  return { title: (await getTranslations("applications.check"))("title") };
}

/** All answers of a draft before it is handed in, each with the way to change it. */
async function CheckPage({ params }: Props) {
  const { application, available, locale } = await applicationOf(params, "/check");
  const { id, institution, programme, phase } = application;
  if (application.state !== "DRAFT") redirect({ href: `/applications/${id}`, locale });
  const t = await getTranslations("applications");
  return (
    <Page
      title={t("check.title")}
      lead={
        <>
          <Written>{inLanguage(locale, institution.name, institution.nameUr)}</Written>
          {` · ${inLanguage(locale, programme.nameEn, programme.nameUr)} · ${inLanguage(locale, phase.nameEn, phase.nameUr)}`}
        </>
      }
      back={{ href: `/applications/${id}`, label: t("tasks.title") }}
    >
      <Section title={t("answersDraft")}>
        <Answers application={application} mayChange={available.includes("applications.save")} />
      </Section>
      <Section title={t("check.handIn")}>
        <Submit application={application} available={available} />
      </Section>
    </Page>
  );
}

async function Submit({
  application,
  available,
}: {
  application: ApplicationView;
  available: readonly ApplicationAction[];
}) {
  const t = await getTranslations("applications.check");
  const { id, version, phase, institution } = application;
  if (!isPhaseOpen(phase, institution.sector, new Date())) return <Notice tone="warning">{t("closed")}</Notice>;
  if (!available.includes("applications.submit")) return <Notice>{t("viewer")}</Notice>;
  const found = missing(application);
  if (Object.keys(found).length > 0) return <Missing application={application} found={found} />;
  return (
    <div className="flex flex-col gap-5">
      <p>{t.rich("lead", { by: () => <DateTime at={lastInstant(phase)} /> })}</p>
      <ActionForm
        id="submit"
        action={submit}
        submit={t("submit")}
        confirm={t("confirm")}
        hidden={{ applicationId: id, version }}
      />
    </div>
  );
}

export default orNotFound(CheckPage);
