import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { DifferenceList } from "@/components/reviews/Differences";
import { Compared } from "@/components/reviews/discussion/Compared";
import { Thread } from "@/components/reviews/discussion/Thread";
import { RubricForm } from "@/components/reviews/RubricForm";
import { ActionForm, Notice, Page, Section, Stack, StatusTag, TextArea } from "@/components/ui";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { findDiscussion } from "@/lib/reviews/discussion/queries";
import { close, post, revise } from "./actions";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props) {
  const { id } = await params;
  const found = await findDiscussion(await requirePerson(`/desk/reviews/discussion/${id}`), id);
  const t = await getTranslations("reviews.discussion");
  return { title: found ? t.markup("of", { receipt: () => found.application.receipt }) : t("title") };
}

async function DiscussionPage({ params }: Props) {
  const { id } = await params;
  const actor = await requirePerson(`/desk/reviews/discussion/${id}`);
  const discussion = (await findDiscussion(actor, id)) ?? notFound();
  const t = await getTranslations("reviews.discussion");
  const { application, criteria, reviews, messages, differences, state, version } = discussion;
  const own = reviews.find(({ voice }) => voice.isOwn);
  const isOpen = state === "OPEN";
  const mayRevise = isOpen && ["REVIEWED", "IN_REVIEW"].includes(application.state) && may(actor, "reviews.revise");
  return (
    <Page
      title={t.rich("of", { receipt: () => <bdi className="whitespace-nowrap">{application.receipt}</bdi> })}
      lead={t("lead")}
      back={
        own
          ? { href: `/desk/reviews/${own.id}`, label: t("back") }
          : { href: `/desk/applications/${application.id}`, label: application.receipt }
      }
      actions={<StatusTag tone={isOpen ? "progress" : "neutral"}>{t(`states.${state}`)}</StatusTag>}
      width="wide"
    >
      <Section title={t("scores")}>
        <Stack>
          {differences.length > 0 && (
            <Notice tone="warning">
              <DifferenceList criteria={criteria} differences={differences} />
            </Notice>
          )}
          <Compared criteria={criteria} reviews={reviews} />
        </Stack>
      </Section>
      <Section title={t("thread")}>
        <Stack>
          {discussion.blind && isOpen && <Notice>{t("blind")}</Notice>}
          <Thread messages={messages} />
          {isOpen && may(actor, "reviews.discuss") && (
            <ActionForm
              key={messages.length}
              id="post"
              action={post}
              submit={t("post")}
              hidden={{ discussionId: id, version }}
            >
              <TextArea name="text" label={t("text")} hint={t("textHint")} rows={4} maxLength={4000} required />
            </ActionForm>
          )}
        </Stack>
      </Section>
      {own && mayRevise && (
        <Section title={t("revise")}>
          <Stack>
            <p>{t("reviseText")}</p>
            <RubricForm
              review={{ ...own, criteria }}
              submit={revise}
              words={{ submit: t("reviseSubmit"), confirm: t("reviseConfirm") }}
            />
          </Stack>
        </Section>
      )}
      {isOpen && may(actor, "reviews.moderate") && (
        <Section title={t("close")}>
          <Stack>
            <p>{t("closeText")}</p>
            <ActionForm
              id="close"
              action={close}
              submit={t("close")}
              hidden={{ discussionId: id, version }}
              tone="danger"
            />
          </Stack>
        </Section>
      )}
    </Page>
  );
}

export default orNotFound(DiscussionPage);
