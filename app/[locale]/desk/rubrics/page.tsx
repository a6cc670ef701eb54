import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { rubricStateTone } from "@/components/rubrics/rubricStateTone";
import { ActionForm, DataTable, DateTime, Page, Section, Stack, StatusTag } from "@/components/ui";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { type ProgrammeRubrics, rubrics } from "@/lib/reviews/rubrics/queries";
import { draft } from "./actions";

export async function generateMetadata() {
  return { title: (await getTranslations("rubrics"))("title") };
}

async function RubricsPage() {
  const actor = await requirePerson("/desk/rubrics");
  if (!may(actor, "reviews.readRubrics")) notFound();
  const [t, locale, programmes] = [await getTranslations("rubrics"), await getLocale(), await rubrics(actor)];
  const mayEdit = may(actor, "reviews.editRubric");
  return (
    <Page title={t("title")} lead={t("lead")}>
      {programmes.map((programme) => (
        <Section key={programme.id} title={inLanguage(locale, programme.nameEn, programme.nameUr)}>
          <Stack>
            <Versions programme={programme} />
            <Phases programme={programme} />
            {mayEdit && programme.versions.every(({ state }) => state === "PUBLISHED") && (
              <ActionForm
                id={`draft-${programme.id}`}
                action={draft}
                submit={t("draft")}
                hidden={{ programmeId: programme.id }}
                tone="quiet"
              >
                <p>{t("draftText")}</p>
              </ActionForm>
            )}
          </Stack>
        </Section>
      ))}
    </Page>
  );
}

async function Versions({ programme }: { programme: ProgrammeRubrics }) {
  const t = await getTranslations("rubrics");
  return (
    <DataTable
      caption={t("versions")}
      columns={[
        { key: "version", label: t("version") },
        { key: "state", label: t("state") },
        { key: "published", label: t("publishedOn") },
      ]}
      rows={programme.versions.map(({ id, version, state, publishedAt }) => ({
        key: id,
        href: `/desk/rubrics/${id}`,
        cells: {
          version: t("versionNumber", { version }),
          state: <StatusTag tone={rubricStateTone[state]}>{t(`states.${state}`)}</StatusTag>,
          published: publishedAt ? <DateTime at={publishedAt} /> : "–",
        },
      }))}
      empty={t("none")}
    />
  );
}

async function Phases({ programme }: { programme: ProgrammeRubrics }) {
  const [t, locale] = [await getTranslations("rubrics"), await getLocale()];
  const newest = programme.versions.find(({ state }) => state === "PUBLISHED")?.version ?? 0;
  return (
    <DataTable
      caption={t("phases")}
      columns={[
        { key: "phase", label: t("phase") },
        { key: "rubric", label: t("scoredBy") },
      ]}
      rows={programme.phases.map(({ id, nameEn, nameUr, rubricVersion }) => ({
        key: id,
        cells: {
          phase: inLanguage(locale, nameEn, nameUr),
          rubric:
            rubricVersion === null ? t("notPinned", { version: newest }) : t("pinned", { version: rubricVersion }),
        },
      }))}
      empty={t("noPhases")}
    />
  );
}

export default orNotFound(RubricsPage);
