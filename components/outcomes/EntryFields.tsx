import { getLocale, getTranslations } from "next-intl/server";
import { Checkbox, Select, TextArea, TextField } from "@/components/ui";
import { fields, peopleAtMost } from "@/lib/outcomes/rules";
import type { OutcomeKind } from "@/lib/platform/db/generated/enums";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";

type Words = {
  name: string;
  sentence: string | null;
  link: string | null;
  field: string | null;
  startsOn: string;
  endsOn: string | null;
  people: number | null;
};

type Props = {
  kind: OutcomeKind;
  /** To choose from, where there are several. */
  programmes?: readonly { id: string; nameEn: string; nameUr: string }[];
  /** What stands there already. */
  words?: Words;
};

/** The questions about a project, or about people who were trained. */
export async function EntryFields({ kind, programmes = [], words }: Props) {
  const [t, locale] = [await getTranslations("outcomes"), await getLocale()];
  const isProject = kind === "PROJECT";
  return (
    <>
      {programmes.length > 1 && (
        <Select
          name="programmeId"
          label={t("programme")}
          options={programmes.map(({ id, nameEn, nameUr }) => ({
            value: id,
            label: inLanguage(locale, nameEn, nameUr),
          }))}
        />
      )}
      {isProject ? (
        <TextField name="name" label={t("name")} defaultValue={words?.name} required maxLength={120} />
      ) : (
        <>
          <TextField
            name="name"
            label={t("nameTRAINING")}
            hint={t("nameTRAININGHint")}
            defaultValue={words?.name}
            required
            maxLength={120}
          />
          <TextField
            name="people"
            type="number"
            inputMode="numeric"
            label={t("people")}
            hint={t("peopleHint")}
            min={1}
            max={peopleAtMost}
            defaultValue={words?.people}
            required
          />
        </>
      )}
      <TextArea
        name="sentence"
        label={t(isProject ? "sentence" : "sentenceTRAINING")}
        hint={t("sentenceHint")}
        rows={3}
        defaultValue={words?.sentence}
        required={isProject}
        maxLength={300}
      />
      {isProject && (
        <>
          <Select
            name="field"
            label={t("field")}
            options={[
              { value: "", label: t("chooseField") },
              ...fields.map((value) => ({ value, label: t(`fields.${value}`) })),
            ]}
            defaultValue={words?.field}
            required
          />
          <TextField
            name="link"
            type="url"
            label={t("link")}
            hint={t("linkHint")}
            defaultValue={words?.link}
            required={false}
            maxLength={300}
          />
        </>
      )}
      <TextField
        name="startsOn"
        type="date"
        dir="ltr"
        label={t(isProject ? "startsOn" : "firstDay")}
        defaultValue={words?.startsOn}
        required
      />
      <TextField
        name="endsOn"
        type="date"
        dir="ltr"
        label={t(isProject ? "endsOn" : "lastDay")}
        {...(isProject && { hint: t("endsOnHint") })}
        defaultValue={words?.endsOn}
        required={!isProject}
      />
    </>
  );
}

/** Whether the entry may be published; what is hidden cannot be decided on here. */
export async function PublishTick({ isPublished }: { isPublished: boolean }) {
  const t = await getTranslations("outcomes");
  return (
    <Checkbox name="publish" value="yes" label={t("publish")} hint={t("publishHint")} defaultChecked={isPublished} />
  );
}
