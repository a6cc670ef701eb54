import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { institutionName } from "@/components/licences/names";
import { ActionForm, FileField, Page, Section, Stack, TextArea } from "@/components/ui";
import { findInstitution } from "@/lib/institutions/queries";
import { seatCounts } from "@/lib/licences/queries";
import { importCharacters, importDays, importRows } from "@/lib/licences/rules";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { isId } from "@/lib/platform/ids";
import { open } from "./actions";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata() {
  return { title: (await getTranslations("seats.import"))("title") };
}

/** Where a list of people is handed in, as a file or pasted: the first of two steps, after which nothing has happened yet. */
async function ImportPage({ params }: Props) {
  const { id } = await params;
  const actor = await requirePerson(`/institutions/${id}/seats/import`);
  const institution = isId(id) ? await findInstitution(actor, id) : null;
  if (!institution || !may(actor, "licences.openImport", { institutionId: id })) notFound();
  const [t, locale, { free }] = [await getTranslations("seats.import"), await getLocale(), await seatCounts(actor, id)];

  return (
    <Page
      title={t("title")}
      lead={t("lead", { institution: institutionName(institution, locale), free })}
      back={{ href: `/institutions/${id}/seats`, label: t("back") }}
    >
      <Section title={t("formTitle")}>
        <Stack>
          <p className="max-w-xl">{t("form")}</p>
          <p>
            <a
              href={`/api/seats/template?locale=${locale}`}
              download
              className="inline-flex min-h-11 items-center font-semibold"
            >
              {t("template")}
            </a>
          </p>
        </Stack>
      </Section>
      <Section title={t("listTitle")}>
        <ActionForm id="import" action={open} submit={t("submit")} hidden={{ institutionId: id }}>
          <FileField
            name="file"
            label={t("file")}
            hint={t("fileHint", { most: importRows })}
            accept=".csv,.txt,text/csv"
          />
          <TextArea name="text" label={t("text")} hint={t("textHint")} rows={8} maxLength={importCharacters} />
        </ActionForm>
      </Section>
      <p className="max-w-xl text-sm text-muted">{t("kept", { days: importDays })}</p>
    </Page>
  );
}

export default orNotFound(ImportPage);
