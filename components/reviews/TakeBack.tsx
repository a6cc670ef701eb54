import { getTranslations } from "next-intl/server";
import { ActionForm, Disclosure, Select, Stack, Written } from "@/components/ui";
import type { ReviewsOfApplication } from "@/lib/reviews/queries";
import { isReviewStep, withdrawReasons } from "@/lib/reviews/rules";
import { takeBack } from "./actions";

/** For each reviewer who has not submitted: the form that takes the request back and frees the place. */
export async function TakeBack({ reviews }: Pick<ReviewsOfApplication, "reviews">) {
  const t = await getTranslations("reviews");
  const waiting = reviews.filter((review) => isReviewStep(review.state, "WITHDRAWN"));
  if (waiting.length === 0) return null;
  return (
    <Disclosure quiet title={t("assign.takeBack")}>
      <Stack>
        <p>{t("assign.takeBackText")}</p>
        {waiting.map(({ id, version, reviewer }) => (
          <ActionForm
            key={id}
            id={`take-back-${id}`}
            action={takeBack}
            submit={t("assign.takeBackSubmit")}
            hidden={{ reviewId: id, version }}
            tone="danger"
          >
            <p>{t.rich("assign.takeBackFrom", { name: () => <Written>{reviewer}</Written> })}</p>
            <Select
              name="reason"
              label={t("assign.takeBackReason")}
              options={withdrawReasons.map((reason) => ({ value: reason, label: t(`takeBackReasons.${reason}`) }))}
            />
          </ActionForm>
        ))}
      </Stack>
    </Disclosure>
  );
}
