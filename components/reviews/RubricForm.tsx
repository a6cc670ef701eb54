import { getLocale, getTranslations } from "next-intl/server";
import { Anchors } from "@/components/rubrics/Anchors";
import { ActionForm, TextArea, TextField } from "@/components/ui";
import type { FormState } from "@/lib/platform/forms";
import type { ReviewDetail } from "@/lib/reviews/queries";

type Props = {
  review: Pick<ReviewDetail, "id" | "version" | "scores" | "comment" | "criteria">;
  submit: (state: FormState, data: FormData) => Promise<FormState>;
  /** For a review that is revised. */
  words?: { submit: string; confirm: string };
};

/** A score for every criterion of the rubric, and the reasons. */
export async function RubricForm({ review, submit, words }: Props) {
  const t = await getTranslations("reviews");
  const locale = await getLocale();
  return (
    <ActionForm
      id="review"
      action={submit}
      submit={words?.submit ?? t("submit")}
      hidden={{ reviewId: review.id, version: review.version }}
      confirm={words?.confirm ?? t("submitConfirm")}
    >
      {review.criteria.map((criterion) => (
        <div key={criterion.code} className="flex flex-col gap-2">
          <TextField
            name={`scores.${criterion.code}`}
            label={locale === "ur" ? criterion.ur : criterion.en}
            hint={t("weight", { weight: criterion.weight, max: criterion.max })}
            type="number"
            inputMode="numeric"
            min={0}
            max={criterion.max}
            defaultValue={review.scores[criterion.code]}
            required
          />
          <Anchors criterion={criterion} />
        </div>
      ))}
      <TextArea
        name="comment"
        label={t("comment")}
        hint={t("commentHint")}
        rows={6}
        maxLength={4000}
        defaultValue={review.comment}
        required
      />
    </ActionForm>
  );
}
