import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { Doubts } from "@/components/institutions/Doubts";
import { ActionForm, Notice, Page, RadioGroup, Section, TextField } from "@/components/ui";
import { backings, hecListings, type IdentifierField, identifiersOf } from "@/lib/institutions/identifiers";
import type { InstitutionView } from "@/lib/institutions/queries";
import { particulars } from "../../actions";
import { editableInstitution } from "../institution";

type Props = {
  params: Promise<{ locale: string; id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata() {
  return { title: (await getTranslations("institutions.tasks"))("particulars") };
}

async function ParticularsPage({ params, searchParams }: Props) {
  const { institution } = await editableInstitution(params, "/particulars");
  const { look } = await searchParams;
  const t = await getTranslations("institutions");
  const { id, version, kind, directoryEntry } = institution;
  const isListed = kind === "UNIVERSITY" && directoryEntry?.hecListed;
  return (
    <Page
      title={t("tasks.particulars")}
      lead={`${t("tasks.part", { number: 2 })} · ${t(`particulars.lead.${kind}`)}`}
      back={{ href: `/institutions/${id}`, label: t("tasks.title") }}
    >
      {look && <Doubts institution={institution} section="particulars" next="contact" />}
      {isListed && <Notice>{t("particulars.listed")}</Notice>}
      <ActionForm action={particulars} submit={t("identity.save")} hidden={{ institutionId: id, version, kind }}>
        {await questions(institution)}
      </ActionForm>
    </Page>
  );
}

type Text = { most?: number; dir?: "ltr"; hint?: string; required?: boolean };

/** The fields of the institution's kind; as elements, not a component, so that the form's summary of errors finds their labels. */
async function questions({ kind, identifiers }: InstitutionView): Promise<ReactNode> {
  const t = await getTranslations("institutions.particulars");
  const given = identifiersOf(identifiers);
  const text = (name: IdentifierField, { most = 200, ...rest }: Text = {}) => (
    <TextField name={name} label={t(`fields.${name}`)} defaultValue={given[name]} maxLength={most} {...rest} />
  );
  const choice = (
    name: "backing" | "hecListing",
    values: readonly (typeof backings | typeof hecListings)[number][],
  ) => (
    <RadioGroup
      name={name}
      legend={t(`fields.${name}`)}
      defaultValue={given[name]}
      options={values.map((value) => ({ value, label: t(`values.${value}`) }))}
    />
  );
  const cuin = text("cuin", { most: 30, dir: "ltr", hint: t("hints.cuin") });
  const ntn = text("ntn", { most: 30, dir: "ltr", hint: t("hints.ntn") });
  if (kind === "UNIVERSITY")
    return (
      <>
        {choice("hecListing", hecListings)}
        {text("charterLaw", { hint: t("hints.charterLaw") })}
      </>
    );
  if (kind === "COMPANY")
    return (
      <>
        {cuin}
        {ntn}
      </>
    );
  if (kind === "STARTUP")
    return (
      <>
        {choice("backing", backings)}
        <Section title={t("ifCompany")}>
          <div className="flex flex-col gap-6">
            {cuin}
            {ntn}
          </div>
        </Section>
        <Section title={t("ifIncubator")}>
          <p className="mb-5 text-muted">{t("ifIncubatorText")}</p>
          <div className="flex flex-col gap-6">
            {text("incubator")}
            {text("incubatorContact", { hint: t("hints.incubatorContact") })}
          </div>
        </Section>
      </>
    );
  return (
    <>
      {text("headName", { most: 120 })}
      {text("headTitle", { most: 120, hint: t("hints.headTitle") })}
    </>
  );
}

export default orNotFound(ParticularsPage);
