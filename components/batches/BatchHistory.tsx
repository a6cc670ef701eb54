import { getTranslations } from "next-intl/server";
import { Timeline } from "@/components/ui";
import type { BatchDetail } from "@/lib/batches/queries";

type Item = Parameters<typeof Timeline>[0]["items"][number];

/** What happened to a batch, and what comes next. */
export async function BatchHistory({ batch }: { batch: BatchDetail }) {
  const t = await getTranslations("batches");
  const { state } = batch;
  const isOver = state === "REJECTED" || state === "CANCELLED";
  const items: Item[] = [];
  if (batch.proposedAt)
    items.push({
      key: "proposed",
      title: t("proposed", { name: batch.proposedBy ?? "" }),
      at: batch.proposedAt,
      state: "done",
    });
  // The approval that was enough by itself is told once.
  const isAlone = batch.approvedAt !== null && batch.approvals.length === 1;
  for (const { approverId, name, approvedAt, counts } of isAlone ? [] : batch.approvals)
    items.push({
      key: `approval-${approverId}`,
      title: t("approvalGiven", { name }),
      at: approvedAt,
      ...(state === "PROPOSED" && !counts && { detail: t("approvalVoid") }),
      state: "done",
    });
  if (batch.approvedAt)
    items.push({
      key: "approved",
      title: t("approved", { name: batch.approvedBy ?? "" }),
      at: batch.approvedAt,
      state: "done",
    });
  else if (state === "PROPOSED")
    items.push({
      key: "approve",
      title: t("willApprove"),
      detail: t("approvalsGiven", {
        given: batch.approvals.filter(({ counts }) => counts).length,
        needed: batch.needed,
      }),
      state: "now",
    });
  if (batch.releasedAt) items.push({ key: "released", title: t("released"), at: batch.releasedAt, state: "done" });
  else if (batch.releaseAt && !isOver)
    items.push({ key: "release", title: t("willRelease"), at: batch.releaseAt, state: "now" });
  else if (!isOver) items.push({ key: "release", title: t("willRelease"), state: "next" });
  if (batch.completedAt) items.push({ key: "recorded", title: t("recorded"), at: batch.completedAt, state: "done" });
  else if (!isOver) items.push({ key: "record", title: t("willRecord"), state: state === "RELEASED" ? "now" : "next" });
  if (isOver) items.push({ key: "over", title: t(`states.${state}`), state: "done" });
  return <Timeline items={items} />;
}
