import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { OwnLadder } from "@/components/outcomes/OwnLadder";
import { PublicEntries } from "@/components/outcomes/PublicEntries";
import { Vouched } from "@/components/pictures/Vouched";
import { EmptyState, Page, Section, SummaryList, Written } from "@/components/ui";
import { findParticipant } from "@/lib/outcomes/figures";
import { formatDateTime } from "@/lib/platform/i18n/format";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";

type Props = { params: Promise<{ locale: string; id: string }> };

export async function generateMetadata({ params }: Props) {
  const { locale, id } = await params;
  const one = await findParticipant(id);
  const title = one && inLanguage(locale, one.name, one.nameUr);
  return { title: title ?? (await getTranslations("figures.participants"))("title") };
}

async function ParticipantPage({ params }: Props) {
  const { locale, id } = await params;
  const now = new Date();
  const one = (await findParticipant(id, now)) ?? notFound();
  const [t, figures, sector] = [
    await getTranslations("figures.participants"),
    await getTranslations("figures"),
    await getTranslations("common.sectors"),
  ];
  const name = inLanguage(locale, one.name, one.nameUr);
  const projects = one.outcomes.filter(({ kind }) => kind === "PROJECT");
  const trainings = one.outcomes.filter(({ kind }) => kind === "TRAINING");
  return (
    <Page
      title={<Written>{name}</Written>}
      lead={t.rich("lead1", { institution: () => <Written>{name}</Written> })}
      back={{ href: "/figures/institutions", label: t("title") }}
    >
      <Section title={t("facts")}>
        <SummaryList
          items={[
            { term: t("sector"), detail: sector(one.sector) },
            {
              term: t("district"),
              detail: one.district ? inLanguage(locale, one.district.nameEn, one.district.nameUr) : t("noDistrict"),
            },
          ]}
        />
      </Section>
      <Section title={t("seats")} aside={<Vouched by="portal" />}>
        <OwnLadder ladder={one.ladder} />
      </Section>
      {one.outcomes.length === 0 && <EmptyState title={t("nothing")}>{t("nothingText")}</EmptyState>}
      {projects.length > 0 && (
        <Section title={t("built")} aside={<Vouched by="institution" />}>
          <PublicEntries entries={projects} />
        </Section>
      )}
      {trainings.length > 0 && (
        <Section title={t("trained")} aside={<Vouched by="institution" />}>
          <PublicEntries entries={trainings} />
        </Section>
      )}
      <p className="text-sm text-muted">{figures("asOf", { date: formatDateTime(now, locale) })}</p>
    </Page>
  );
}

export default orNotFound(ParticipantPage);
