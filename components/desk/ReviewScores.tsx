import { getTranslations } from "next-intl/server";
import { Scores } from "@/components/reviews/Scores";
import { Section, Stack } from "@/components/ui";
import type { Actor } from "@/lib/platform/auth/actor";
import { findReview, reviewsOf } from "@/lib/reviews/queries";

/** What each reviewer said of an application, criterion by criterion, for officers who read it beside the application. */
export async function ReviewScores({ actor, applicationId }: { actor: Actor; applicationId: string }) {
  const [t, { reviews }] = [await getTranslations("reviews"), await reviewsOf(actor, applicationId)];
  const submitted = reviews.filter(({ state }) => state === "SUBMITTED");
  const details = await Promise.all(submitted.map(({ id }) => findReview(actor, id)));
  return submitted.map(({ id, reviewer }, index) => {
    const review = details[index];
    return (
      review &&
      !review.isOwn && (
        <Section key={id} title={t("submittedBy", { name: reviewer })}>
          <Stack>
            <Scores review={review} />
          </Stack>
        </Section>
      )
    );
  });
}
