import { getTranslations } from "next-intl/server";
import { ActionForm, Notice, Select } from "@/components/ui";
import type { FormState } from "@/lib/platform/forms";
import type { LateReview } from "@/lib/reviews/late";

type Props = { review: LateReview; action: (state: FormState, data: FormData) => Promise<FormState> };

/** Asks another person instead: whoever has least waiting is offered first. */
export async function Reassign({ review, action }: Props) {
  const t = await getTranslations("reviews");
  const { id, version, instead, awayUntil } = review;
  if (instead.length === 0) return <Notice tone="warning">{t("assign.nobody")}</Notice>;
  return (
    <ActionForm
      id={`reassign-${id}`}
      action={action}
      submit={t("late.submit")}
      hidden={{ reviewId: id, version, reason: awayUntil ? "unavailable" : "overdue" }}
      tone="quiet"
    >
      <Select
        name="reviewerId"
        label={t("late.instead")}
        hint={t("assign.hint")}
        options={instead.map(({ userId, name, waiting }) => ({
          value: userId,
          label: t("assign.option", { name, waiting }),
        }))}
        defaultValue={instead[0]?.userId}
      />
    </ActionForm>
  );
}
