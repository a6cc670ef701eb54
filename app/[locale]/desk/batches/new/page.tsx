import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { ActionForm, Page, RadioGroup } from "@/components/ui";
import { batchProgrammes } from "@/lib/batches/queries";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { open } from "../actions";

export async function generateMetadata() {
  return { title: (await getTranslations("batches"))("new") };
}

async function NewBatchPage() {
  const actor = await requirePerson("/desk/batches/new");
  if (!may(actor, "batches.draft")) notFound();
  const [t, locale, programmes] = await Promise.all([getTranslations("batches"), getLocale(), batchProgrammes(actor)]);
  return (
    <Page title={t("new")} lead={t("newLead")} back={{ href: "/desk/batches", label: t("title") }}>
      <ActionForm id="new-batch" action={open} submit={t("create")}>
        <RadioGroup
          name="programmeId"
          legend={t("programme")}
          options={programmes.map((programme) => ({
            value: programme.id,
            label: locale === "ur" ? programme.nameUr : programme.nameEn,
          }))}
          defaultValue={programmes.length === 1 ? programmes[0]?.id : undefined}
        />
      </ActionForm>
    </Page>
  );
}

export default orNotFound(NewBatchPage);
