import { getTranslations } from "next-intl/server";
import { EmptyState, LinkButton, Notice, ProgressBar, Skeleton, Stack, StatusTag } from "@/components/ui";
import { Announcing } from "./Announcing";
import { Specimen } from "./Chapter";

const tones = ["neutral", "progress", "good", "warning", "bad"] as const;

/** What happened, what is under way, and that nothing is there. */
export async function Feedback() {
  const t = await getTranslations("design");
  return (
    <>
      <Specimen title={t("tags")} parts={["StatusTag", "Notice"]}>
        <Stack>
          <p className="flex flex-wrap gap-3">
            {tones.map((tone) => (
              <StatusTag key={tone} tone={tone}>
                {t(`tone.${tone}`)}
              </StatusTag>
            ))}
          </p>
          <div className="grid gap-4 lg:grid-cols-2">
            {tones.map((tone) => (
              <Notice key={tone} tone={tone} title={t(`tone.${tone}`)}>
                <p>{t("noticeText")}</p>
              </Notice>
            ))}
          </div>
        </Stack>
      </Specimen>
      <Specimen title={t("announcement")} parts={["announce()", "Toasts"]}>
        <Announcing button={t("sayIt")} text={t("said")} />
      </Specimen>
      <Specimen title={t("progress")} parts={["ProgressBar"]}>
        <Stack>
          <ProgressBar label={t("progressLabel")} done={0} of={500} />
          <ProgressBar label={t("progressLabel")} done={180} of={500} />
          <ProgressBar label={t("progressLabel")} done={500} of={500} />
          <ProgressBar label={t("progressLabel")} />
        </Stack>
      </Specimen>
      <Specimen title={t("skeleton")} parts={["Skeleton"]}>
        <div className="grid max-w-3xl gap-8 sm:grid-cols-2">
          <Stack>
            <Skeleton kind="heading" />
            <Skeleton />
          </Stack>
          <Skeleton kind="rows" count={4} />
        </div>
      </Specimen>
      <Specimen title={t("none")} parts={["EmptyState"]}>
        <EmptyState title={t("tableEmpty")} action={<LinkButton href="/design">{t("title")}</LinkButton>}>
          {t("tableEmptyText")}
        </EmptyState>
      </Specimen>
    </>
  );
}
