import { getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { Decision } from "@/components/batches/Decision";
import { ActionForm, DateTime, Notice, Page, RadioGroup, TextArea } from "@/components/ui";
import { appealOn } from "@/lib/appeals/queries";
import { grounds } from "@/lib/appeals/rules";
import { redirect } from "@/lib/platform/i18n/navigation";
import { applicationOf } from "../application";
import { file } from "./actions";

type Props = { params: Promise<{ locale: string; id: string }> };

export async function generateMetadata() {
  return { title: (await getTranslations("appeals.file"))("title") };
}

/** Where an owner appeals a decline: what was decided, what went wrong, and how that can be seen. */
async function AppealPage({ params }: Props) {
  const { actor, application, locale } = await applicationOf(params, "/appeal");
  const { id, version } = application;
  const found = await appealOn(actor, id);
  if (!found?.mayFile) redirect({ href: `/applications/${id}`, locale });
  const [t, applications] = [await getTranslations("appeals"), await getTranslations("applications")];
  const until = found?.until;
  return (
    <Page
      title={t("file.title")}
      lead={t("file.by", { days: found?.days ?? 0 })}
      back={{ href: `/applications/${id}`, label: applications("application") }}
    >
      <Notice>
        <p>{t.rich("file.open", { until: () => until && <DateTime at={until} /> })}</p>
        {found?.isBesideAnother && <p>{t("file.beside")}</p>}
      </Notice>
      <ActionForm
        id="appeal"
        action={file}
        submit={t("file.submit")}
        confirm={t("file.confirm")}
        hidden={{ applicationId: id, version }}
      >
        <RadioGroup
          name="ground"
          legend={t("file.ground")}
          options={grounds.map((value) => ({ value, label: t(`grounds.${value}`), hint: t(`groundHints.${value}`) }))}
        />
        <TextArea name="words" label={t("file.words")} hint={t("file.wordsHint")} rows={8} maxLength={4000} />
      </ActionForm>
      <Decision actor={actor} applicationId={id} />
    </Page>
  );
}

export default orNotFound(AppealPage);
