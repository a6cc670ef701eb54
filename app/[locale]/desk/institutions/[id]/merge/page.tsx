import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { MergeProposed } from "@/components/institutions/MergeProposed";
import { ActionForm, Button, Notice, Page, RadioGroup, Section, TextArea, TextField, Written } from "@/components/ui";
import { mergeCandidates, mergeProposed } from "@/lib/institutions/merging/queries";
import { findInstitution, type InstitutionView } from "@/lib/institutions/queries";
import { allows } from "@/lib/institutions/rules";
import { institutionStanding } from "@/lib/licences/standing";
import type { Person } from "@/lib/platform/auth/actor";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { searchText } from "@/lib/platform/text";
import { cancel, confirm, propose } from "./actions";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata() {
  return { title: (await getTranslations("institutions.merge"))("title") };
}

/** Where two registrations of one institution become one: proposed by one administrator, carried out by another. */
async function MergePage({ params, searchParams }: Props) {
  const { id } = await params;
  const actor = await requirePerson(`/desk/institutions/${id}/merge`);
  const institution = await findInstitution(actor, id);
  if (!institution || !may(actor, "institutions.readQueue")) notFound();
  const merge = await mergeProposed(actor, id);
  const [t, locale] = [await getTranslations("institutions.merge"), await getLocale()];
  const name = inLanguage(locale, institution.name, institution.nameUr);
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      back={{ href: `/desk/institutions/${id}`, label: <Written>{name}</Written> }}
    >
      {merge ? (
        <MergeProposed
          actor={actor}
          merge={merge}
          standing={await institutionStanding(actor, merge.fromId)}
          confirm={confirm}
          cancel={cancel}
        />
      ) : institution.isClose ? (
        <Notice tone="warning">{t("own")}</Notice>
      ) : may(actor, "institutions.proposeMerge") && allows(institution.state, "institutions.proposeMerge") ? (
        <Proposal actor={actor} institution={institution} text={searchText((await searchParams).q)} />
      ) : (
        <Notice>{t("notNow")}</Notice>
      )}
    </Page>
  );
}

async function Proposal({ actor, institution, text }: { actor: Person; institution: InstitutionView; text: string }) {
  const [t, locale] = [await getTranslations("institutions.merge"), await getLocale()];
  const { id, version } = institution;
  const candidates = await mergeCandidates(actor, id, text);
  return (
    <>
      <Section title={t("find")}>
        <search>
          <form method="get" className="flex max-w-xl flex-wrap items-end gap-4">
            <div className="min-w-60 flex-1">
              <TextField name="q" label={t("search")} hint={t("searchHint")} defaultValue={text} maxLength={80} />
            </div>
            <Button type="submit" tone="quiet">
              {t("show")}
            </Button>
          </form>
        </search>
      </Section>
      {candidates.length === 0 ? (
        <p>{t("nothing")}</p>
      ) : (
        <ActionForm
          id="propose"
          action={propose}
          submit={t("propose")}
          tone="danger"
          hidden={{ institutionId: id, version }}
        >
          <RadioGroup
            name="intoId"
            legend={t("into")}
            hint={t("intoHint")}
            options={candidates.map((one) => ({ value: one.id, label: inLanguage(locale, one.name, one.nameUr) }))}
          />
          <TextArea name="reason" label={t("reason")} hint={t("reasonHint")} rows={3} maxLength={500} />
        </ActionForm>
      )}
    </>
  );
}

export default orNotFound(MergePage);
