import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm, EmptyState, LinkButton, Page, RadioGroup } from "@/components/ui";
import { institutionsToApplyFor } from "@/lib/applications/queries";
import { isSettled } from "@/lib/applications/rules";
import type { Person } from "@/lib/platform/auth/actor";
import { requirePerson } from "@/lib/platform/auth/session";
import { formatDate } from "@/lib/platform/i18n/format";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { openProgrammes } from "@/lib/programmes/queries";
import { lastInstant } from "@/lib/programmes/rules";
import { start } from "../actions";

export async function generateMetadata() {
  return { title: (await getTranslations("applications.new"))("title") };
}

export default async function NewApplicationPage() {
  const actor = await requirePerson("/applications/new");
  const [t, applications, institutions] = await Promise.all([
    getTranslations("applications.new"),
    getTranslations("applications"),
    institutionsToApplyFor(actor),
  ]);
  const options = await targets(actor, institutions);
  return (
    <Page
      title={t("title")}
      lead={options.length > 0 && t("lead")}
      back={{ href: "/applications", label: applications("back") }}
    >
      {institutions.length === 0 ? (
        <EmptyState
          title={t("noInstitution")}
          action={<LinkButton href="/institutions">{t("toInstitutions")}</LinkButton>}
        >
          {t("noInstitutionText")}
        </EmptyState>
      ) : options.length === 0 ? (
        <EmptyState title={t("noPhase")} action={<LinkButton href="/applications">{t("toApplications")}</LinkButton>}>
          {t("noPhaseText")}
        </EmptyState>
      ) : (
        <ActionForm action={start} submit={t("submit")}>
          <RadioGroup
            name="target"
            legend={t("target")}
            options={options}
            defaultValue={options.length === 1 ? options[0]?.value : undefined}
          />
        </ActionForm>
      )}
    </Page>
  );
}

/** Each institution with each phase that is open to its sector and has no application of it under way. */
async function targets(actor: Person, institutions: Awaited<ReturnType<typeof institutionsToApplyFor>>) {
  const t = await getTranslations("applications.new");
  const locale = await getLocale();
  const found = await Promise.all(
    institutions.map(async (institution) => {
      const taken = institution.applications.filter(({ state }) => !isSettled(state)).map(({ phaseId }) => phaseId);
      const programmes = await openProgrammes(actor, institution.sector);
      return programmes
        .filter(({ phase }) => !taken.includes(phase.id))
        .map(({ nameEn, nameUr, phase }) => ({
          value: `${institution.id}/${phase.id}`,
          label: inLanguage(locale, institution.name, institution.nameUr),
          hint: `${inLanguage(locale, nameEn, nameUr)} · ${t("closes", {
            phase: inLanguage(locale, phase.nameEn, phase.nameUr),
            date: formatDate(lastInstant(phase), locale),
          })}`,
        }));
    }),
  );
  return found.flat();
}
