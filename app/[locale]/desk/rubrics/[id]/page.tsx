import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { Criteria } from "@/components/rubrics/Criteria";
import { RubricEditor } from "@/components/rubrics/RubricEditor";
import { rubricStateTone } from "@/components/rubrics/rubricStateTone";
import { ActionForm, DateTime, Notice, Page, Section, Stack, StatusTag, SummaryList, Written } from "@/components/ui";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { isRubricSound } from "@/lib/programmes/rules";
import { findRubricVersion, type RubricDetail } from "@/lib/reviews/rubrics/queries";
import { rubricAllows, weightsOf } from "@/lib/reviews/rubrics/rules";
import { giveBack, propose, publish, save } from "../actions";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props) {
  const { id } = await params;
  const rubric = await findRubricVersion(await requirePerson(`/desk/rubrics/${id}`), id);
  const t = await getTranslations("rubrics");
  return { title: rubric ? t("versionNumber", { version: rubric.version }) : t("title") };
}

async function RubricPage({ params }: Props) {
  const { id } = await params;
  const actor = await requirePerson(`/desk/rubrics/${id}`);
  const rubric = (await findRubricVersion(actor, id)) ?? notFound();
  const [t, locale] = [await getTranslations("rubrics"), await getLocale()];
  const { state, criteria, programme, version } = rubric;
  const allows = (action: Parameters<typeof rubricAllows>[1]) => rubricAllows(state, action) && may(actor, action);
  return (
    <Page
      title={t("versionNumber", { version })}
      lead={inLanguage(locale, programme.nameEn, programme.nameUr)}
      back={{ href: "/desk/rubrics", label: t("title") }}
      actions={<StatusTag tone={rubricStateTone[state]}>{t(`states.${state}`)}</StatusTag>}
    >
      <SummaryList items={await behind(rubric)} />
      {allows("reviews.editRubric") ? (
        <Section title={t("edit")}>
          <Stack>
            <p>{t("editText")}</p>
            <Notice tone={isRubricSound(criteria) ? "good" : "warning"}>
              {t("weights", { sum: weightsOf(criteria) })}
            </Notice>
            <RubricEditor rubric={rubric} save={save} />
          </Stack>
        </Section>
      ) : (
        <Section title={t("criteria")}>
          <Stack>
            <Criteria criteria={criteria} />
            <p>{t("applicantIs", { blind: rubric.blind ? "yes" : "no" })}</p>
            <p>{t("spreadIs", { spread: Math.round(rubric.spread / 100) })}</p>
          </Stack>
        </Section>
      )}
      {allows("reviews.proposeRubric") && isRubricSound(criteria) && (
        <Act id="propose" rubric={rubric} action={propose} tone="primary" />
      )}
      {allows("reviews.publishRubric") && !rubric.isOwnProposal && (
        <Act id="publish" rubric={rubric} action={publish} tone="primary" />
      )}
      {rubric.isOwnProposal && state === "PROPOSED" && <Notice>{t("ownProposal")}</Notice>}
      {allows("reviews.returnRubric") && <Act id="giveBack" rubric={rubric} action={giveBack} tone="danger" />}
    </Page>
  );
}

async function Act({
  id,
  rubric,
  action,
  tone,
}: {
  id: "propose" | "publish" | "giveBack";
  rubric: RubricDetail;
  action: typeof propose;
  tone: "primary" | "danger";
}) {
  const t = await getTranslations("rubrics.acts");
  return (
    <Section title={t(`${id}.title`)}>
      <Stack>
        <p>{t(`${id}.text`)}</p>
        <ActionForm
          id={id}
          action={action}
          submit={t(`${id}.title`)}
          hidden={{ rubricId: rubric.id, revision: rubric.revision }}
          tone={tone}
          {...(id !== "giveBack" && { confirm: t(`${id}.confirm`) })}
        />
      </Stack>
    </Section>
  );
}

async function behind({ draftedBy, proposedBy, publishedBy, proposedAt, publishedAt }: RubricDetail) {
  const t = await getTranslations("rubrics");
  const line = (key: "draftedBy" | "proposedBy" | "publishedBy", name: string | null, at: Date | null) =>
    name === null
      ? []
      : [
          {
            term: t(key),
            detail: (
              <>
                <Written>{name}</Written>
                {at && (
                  <>
                    {" "}
                    <DateTime at={at} style="datetime" />
                  </>
                )}
              </>
            ),
          },
        ];
  const lines = [
    ...line("draftedBy", draftedBy, null),
    ...line("proposedBy", proposedBy, proposedAt),
    ...line("publishedBy", publishedBy, publishedAt),
  ];
  return lines.length > 0 ? lines : [{ term: t("draftedBy"), detail: t("withProgramme") }];
}

export default orNotFound(RubricPage);
