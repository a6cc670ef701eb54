import { getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { DistrictSelect } from "@/components/institutions/DistrictSelect";
import { Doubts } from "@/components/institutions/Doubts";
import { ActionForm, Page, Section, TextField } from "@/components/ui";
import { provinces } from "@/lib/institutions/directory";
import { districtLabel } from "@/lib/institutions/rules";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { contact } from "../../actions";
import { editableInstitution } from "../institution";

type Props = {
  params: Promise<{ locale: string; id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata() {
  return { title: (await getTranslations("institutions.tasks"))("contact") };
}

async function ContactPage({ params, searchParams }: Props) {
  const { institution, locale } = await editableInstitution(params, "/contact");
  const { look } = await searchParams;
  const t = await getTranslations("institutions");
  const { id, version, districtCode, focalName, focalTitle, focalPhone } = institution;
  const collator = new Intl.Collator(locale);
  const choices = (await provinces()).map((province) => ({
    iso: province.iso,
    name: inLanguage(locale, province.nameEn, province.nameUr),
    districts: province.districts
      .map(({ code, nameEn, nameUr }) => ({ code, name: inLanguage(locale, districtLabel(nameEn), nameUr) }))
      .sort((a, b) => collator.compare(a.name, b.name)),
  }));
  return (
    <Page
      title={t("tasks.contact")}
      lead={t("tasks.part", { number: 3 })}
      back={{ href: `/institutions/${id}`, label: t("tasks.title") }}
    >
      {look && <Doubts institution={institution} section="contact" next="documents" />}
      <ActionForm action={contact} submit={t("identity.save")} hidden={{ institutionId: id, version }}>
        <DistrictSelect
          name="districtCode"
          provinces={choices}
          defaultValue={districtCode}
          texts={{
            province: t("contact.province"),
            all: t("contact.allProvinces"),
            district: t("contact.district"),
            hint: t("contact.districtHint"),
          }}
        />
        <Section title={t("contact.focal")}>
          <p className="mb-5 text-muted">{t("contact.focalText")}</p>
          <div className="flex flex-col gap-6">
            <TextField
              name="focalName"
              label={t("contact.focalName")}
              defaultValue={focalName}
              autoComplete="name"
              maxLength={120}
            />
            <TextField
              name="focalTitle"
              label={t("contact.focalTitle")}
              hint={t("contact.focalTitleHint")}
              defaultValue={focalTitle}
              autoComplete="organization-title"
              maxLength={120}
            />
            <TextField
              name="focalPhone"
              type="tel"
              label={t("contact.focalPhone")}
              hint={t("contact.focalPhoneHint")}
              defaultValue={focalPhone}
              autoComplete="tel"
              maxLength={40}
            />
          </div>
        </Section>
      </ActionForm>
    </Page>
  );
}

export default orNotFound(ContactPage);
