import { getLocale, getTranslations } from "next-intl/server";
import { Obstacles } from "@/components/applications/Obstacles";
import { Button, EmptyState, LinkButton, Page, RadioGroup, Section, Stack, Written } from "@/components/ui";
import { type Prospect, prospects } from "@/lib/applications/prospects";
import { requirePerson } from "@/lib/platform/auth/session";
import { formatDate } from "@/lib/platform/i18n/format";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { localePath } from "@/lib/platform/i18n/routing";
import { lastInstant } from "@/lib/programmes/rules";

export async function generateMetadata() {
  return { title: (await getTranslations("applications.new"))("title") };
}

/** For which institution, in which phase; and, for those that cannot apply now, why not and what to do. */
export default async function NewApplicationPage() {
  const actor = await requirePerson("/applications/new");
  const [t, applications, locale, all] = await Promise.all([
    getTranslations("applications.new"),
    getTranslations("applications"),
    getLocale(),
    prospects(actor),
  ]);
  const open = all.filter(({ obstacles }) => obstacles.length === 0);
  const closed = all.filter(({ obstacles }) => obstacles.length > 0);
  return (
    <Page
      title={t("title")}
      lead={open.length > 0 && t("lead")}
      back={{ href: "/applications", label: applications("back") }}
    >
      {all.length === 0 && (
        <EmptyState
          title={t("noInstitution")}
          action={<LinkButton href="/institutions">{t("toInstitutions")}</LinkButton>}
        >
          {t("noInstitutionText")}
        </EmptyState>
      )}
      {open.length > 0 && (
        <form method="get" action={localePath("/applications/new/check", locale)} className="flex flex-col gap-6">
          <RadioGroup
            name="for"
            legend={t("target")}
            required
            options={await Promise.all(open.map(optionOf))}
            defaultValue={open.length === 1 && open[0] ? targetOf(open[0]) : undefined}
          />
          <div>
            <Button tone="primary">{t("submit")}</Button>
          </div>
        </form>
      )}
      {closed.length > 0 && (
        <Section title={open.length > 0 ? t("notNow") : t("noneNow")}>
          <Stack>
            {closed.map((prospect) => (
              <div key={targetOf(prospect)} className="flex flex-col gap-2">
                <h3 className="font-semibold">
                  <Written>{inLanguage(locale, prospect.institution.name, prospect.institution.nameUr)}</Written>
                </h3>
                <Obstacles prospect={prospect} />
              </div>
            ))}
          </Stack>
        </Section>
      )}
    </Page>
  );
}

async function optionOf(prospect: Prospect) {
  const [t, locale] = [await getTranslations("applications.new"), await getLocale()];
  const { institution, phase } = prospect;
  return {
    value: targetOf(prospect),
    label: inLanguage(locale, institution.name, institution.nameUr),
    hint:
      phase === null
        ? ""
        : `${inLanguage(locale, phase.programme.nameEn, phase.programme.nameUr)} · ${t("closes", {
            phase: inLanguage(locale, phase.nameEn, phase.nameUr),
            date: formatDate(lastInstant(phase), locale),
          })}`,
  };
}

function targetOf({ institution, phase }: Prospect): string {
  return `${institution.id}/${phase?.id ?? ""}`;
}
