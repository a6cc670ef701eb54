import { getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { Doubts } from "@/components/institutions/Doubts";
import { ActionForm, Page, RadioGroup, Select, TextField } from "@/components/ui";
import { directory } from "@/lib/institutions/directory";
import { institutionKinds } from "@/lib/institutions/rules";
import { identity } from "../../actions";
import { editableInstitution } from "../institution";

type Props = {
  params: Promise<{ locale: string; id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata() {
  return { title: (await getTranslations("institutions.tasks"))("identity") };
}

async function IdentityPage({ params, searchParams }: Props) {
  const { institution } = await editableInstitution(params, "/identity");
  const { look } = await searchParams;
  const t = await getTranslations("institutions");
  const { id, version, kind, name, nameUr, domain, directoryEntry } = institution;
  const suggestions = kind === "UNIVERSITY" ? await directory(name) : [];
  const entries =
    directoryEntry && !suggestions.some((suggestion) => suggestion.id === directoryEntry.id)
      ? [directoryEntry, ...suggestions]
      : suggestions;
  return (
    <Page
      title={t("tasks.identity")}
      lead={t("tasks.part", { number: 1 })}
      back={{ href: `/institutions/${id}`, label: t("tasks.title") }}
    >
      {look && <Doubts institution={institution} section="identity" next="particulars" />}
      <ActionForm action={identity} submit={t("identity.save")} hidden={{ institutionId: id, version }}>
        <Select
          name="kind"
          label={t("kind")}
          options={institutionKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
          defaultValue={kind}
        />
        <TextField name="name" label={t("identity.name")} defaultValue={name} maxLength={200} />
        {entries.length > 0 && (
          <RadioGroup
            name="directoryEntryId"
            legend={t("identity.entry")}
            hint={t("identity.entryHint")}
            defaultValue={directoryEntry?.id ?? "none"}
            options={[
              ...entries.map((entry) => ({
                value: entry.id,
                label: entry.name,
                hint: [entry.city, entry.hecListed && t("identity.hec")].filter(Boolean).join(" · "),
              })),
              { value: "none", label: t("identity.entryNone") },
            ]}
          />
        )}
        <TextField
          name="nameUr"
          label={t("identity.nameUr")}
          hint={t("identity.nameUrHint")}
          defaultValue={nameUr}
          dir="rtl"
          maxLength={200}
          required={false}
        />
        <TextField
          name="domain"
          label={t("identity.domain")}
          hint={t("identity.domainHint")}
          defaultValue={domain}
          dir="ltr"
          inputMode="url"
          maxLength={300}
          required={false}
        />
      </ActionForm>
    </Page>
  );
}

export default orNotFound(IdentityPage);
