import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { Answers } from "@/components/applications/Answers";
import { Requests } from "@/components/applications/Requests";
import { KeepTyped } from "@/components/desk/KeepTyped";
import { Panes } from "@/components/desk/Panes";
import { DocumentList } from "@/components/documents/DocumentList";
import { AskForm } from "@/components/reviews/AskForm";
import { RubricForm } from "@/components/reviews/RubricForm";
import { reviewStateTone } from "@/components/reviews/reviewStateTone";
import { Scores } from "@/components/reviews/Scores";
import { ActionForm, Notice, Page, RadioGroup, Section, Stack, StatusTag, Written } from "@/components/ui";
import { findApplication } from "@/lib/applications/queries";
import { findInstitution } from "@/lib/institutions/queries";
import { requirePerson } from "@/lib/platform/auth/session";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { Link } from "@/lib/platform/i18n/navigation";
import { findDiscussionOf, findReview } from "@/lib/reviews/queries";
import { blindConflictReasons, conflictReasons } from "@/lib/reviews/rules";
import { stepAside, submit } from "./actions";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props) {
  const { id } = await params;
  const review = await findReview(await requirePerson(`/desk/reviews/${id}`), id);
  const t = await getTranslations("reviews");
  return { title: review ? t.markup("reviewOf", { receipt: () => review.application.receipt }) : t("title") };
}

async function ReviewPage({ params }: Props) {
  const { id } = await params;
  const actor = await requirePerson(`/desk/reviews/${id}`);
  const review = await findReview(actor, id);
  const application = review && (await findApplication(actor, review.application.id));
  if (!review || !application) notFound();
  const discussion = await findDiscussionOf(actor, application.id);
  const institution = await findInstitution(actor, application.institutionId);
  const [t, panes, locale] = await Promise.all([
    getTranslations("reviews"),
    getTranslations("desk.panes"),
    getLocale(),
  ]);
  const side = review.isOwn ? t("yourSide") : t("reviewSide");
  const isWaiting = review.isOwn && review.state === "ASSIGNED";
  const isOpen = isWaiting && application.state === "IN_REVIEW";
  const back = review.isOwn
    ? { href: "/desk/reviews", label: t("title") }
    : { href: `/desk/applications/${application.id}`, label: review.application.receipt };

  return (
    <Page
      title={t.rich("reviewOf", {
        receipt: () => <bdi className="whitespace-nowrap">{review.application.receipt}</bdi>,
      })}
      lead={
        application.isBlind ? (
          t("blind.lead")
        ) : (
          <Written>{inLanguage(locale, application.institution.name, application.institution.nameUr)}</Written>
        )
      }
      back={back}
      actions={<StatusTag tone={reviewStateTone[review.state]}>{t(`states.${review.state}`)}</StatusTag>}
      width="wide"
    >
      <Panes
        toSecond={panes("toSecond", { pane: side })}
        keys={panes("keys")}
        first={{
          label: t("application"),
          content: (
            <>
              {application.isBlind && (
                <Notice title={t("blind.title")}>
                  <Stack>
                    <p>{t("blind.text")}</p>
                    <p>{t("blind.withheld", { files: application.withheld })}</p>
                  </Stack>
                </Notice>
              )}
              <Section title={t("answers")}>
                <Answers application={application} />
              </Section>
              <Requests requests={application.requests} />
              {institution && (
                <Section title={t("documents")}>
                  <DocumentList documents={institution.documents} />
                </Section>
              )}
            </>
          ),
        }}
        second={{
          label: side,
          content: (
            <>
              <Section title={review.isOwn ? t("rubric") : t("scores")} aside={isOpen && t("rubricHint")}>
                <Stack>
                  <KeepTyped
                    form="review"
                    name={review.id}
                    over={!isOpen && !isWaiting}
                    texts={{ kept: isOpen ? panes("kept") : "", restored: panes("restored") }}
                  />
                  {isOpen && (
                    <div className="lasting">
                      <RubricForm review={review} submit={submit} />
                    </div>
                  )}
                  {isWaiting && !isOpen && (
                    <Notice>{application.state === "INFORMATION_REQUESTED" ? t("pausedText") : t("closedText")}</Notice>
                  )}
                  {!review.isOwn && review.state === "ASSIGNED" && <Notice>{t("notYet")}</Notice>}
                  {review.state !== "ASSIGNED" && <Scores review={review} />}
                  {review.isOwn && discussion && (
                    <Notice tone={discussion.state === "OPEN" ? "warning" : "neutral"}>
                      <Link href={`/desk/reviews/discussion/${discussion.id}`}>
                        {t(discussion.state === "OPEN" ? "differences.toDiscussion" : "differences.toClosed")}
                      </Link>
                    </Notice>
                  )}
                </Stack>
              </Section>
              {isOpen && <AskForm application={application} />}
              {isWaiting && (
                <Section title={t("conflict")}>
                  <Stack>
                    <p>{t("conflictText")}</p>
                    <ActionForm
                      id="conflict"
                      action={stepAside}
                      submit={t("conflictSubmit")}
                      hidden={{ reviewId: review.id, version: review.version }}
                      tone="danger"
                    >
                      <RadioGroup
                        name="reason"
                        legend={t("conflictReason")}
                        options={(review.blind ? blindConflictReasons : conflictReasons).map((reason) => ({
                          value: reason,
                          label: t(`conflictReasons.${reason}`),
                        }))}
                      />
                    </ActionForm>
                  </Stack>
                </Section>
              )}
            </>
          ),
        }}
      />
    </Page>
  );
}

export default orNotFound(ReviewPage);
