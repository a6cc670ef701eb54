import { getTranslations } from "next-intl/server";
import { ActionForm, Page, RadioGroup, TypeAhead } from "@/components/ui";
import { institutionKinds } from "@/lib/institutions/rules";
import { requirePerson } from "@/lib/platform/auth/session";
import { register } from "../actions";

export async function generateMetadata() {
  return { title: (await getTranslations("institutions.new"))("title") };
}

export default async function NewInstitutionPage() {
  await requirePerson("/institutions/new");
  const t = await getTranslations("institutions");
  return (
    <Page title={t("new.title")} lead={t("new.lead")} back={{ href: "/institutions", label: t("status.back") }}>
      <ActionForm action={register} submit={t("new.submit")}>
        <RadioGroup
          name="kind"
          legend={t("new.kind")}
          options={institutionKinds.map((kind) => ({
            value: kind,
            label: t(`kinds.${kind}`),
            hint: t(`kindHints.${kind}`),
          }))}
        />
        <TypeAhead name="name" label={t("new.name")} hint={t("new.nameHint")} endpoint="/api/directory" />
      </ActionForm>
    </Page>
  );
}
