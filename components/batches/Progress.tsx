import { getTranslations } from "next-intl/server";
import { Notice, Section, Stack } from "@/components/ui";
import { KeepFresh } from "@/components/ui/KeepFresh";
import type { BatchDetail } from "@/lib/batches/queries";

/** How far a released batch is on the chain, in plain words; looks again by itself until it is done. */
export async function Progress({ batch }: { batch: BatchDetail }) {
  const t = await getTranslations("batches");
  const { licences, active, chunks, certified, refused } = batch.progress;
  if (batch.state === "COMPLETED") return <Notice tone="good">{t("progressDone", { licences })}</Notice>;
  if (batch.state !== "APPROVED" && batch.state !== "RELEASED") return null;
  return (
    <>
      {!refused && <KeepFresh seconds={3} />}
      {refused && <Notice tone="bad">{t.rich("refused", { reason: () => <code>{refused}</code> })}</Notice>}
      {batch.state === "RELEASED" && (
        <Section title={t("progress")}>
          <Stack gap="small">
            <progress
              className="h-4 w-full max-w-xl accent-(--color-brand)"
              max={licences}
              value={active}
              aria-label={t("progress")}
            />
            <p>{t("progressText", { active, licences })}</p>
            <p className="text-sm text-muted">{t("progressParts", { done: certified, parts: chunks })}</p>
          </Stack>
        </Section>
      )}
    </>
  );
}
