import { getLocale, getTranslations } from "next-intl/server";
import { numberCell, timeCell } from "@/components/desk/table/cells";
import { DeskTable } from "@/components/desk/table/DeskTable";
import { EmptyState, Pagination, Section, StatusTag, type Tone } from "@/components/ui";
import type { accountBatches } from "@/lib/messenger/queries";
import type { BatchState } from "@/lib/platform/db/generated/enums";
import { deskListingSize } from "@/lib/platform/listing";

const tones: Record<BatchState, Tone> = {
  DRAFT: "neutral",
  PROPOSED: "warning",
  APPROVED: "progress",
  RELEASED: "progress",
  COMPLETED: "good",
  REJECTED: "neutral",
  CANCELLED: "bad",
};

/** A batch's state in a word. */
export async function BatchTag({ state }: { state: BatchState }) {
  return <StatusTag tone={tones[state]}>{(await getTranslations("messenger.batchStates"))(state)}</StatusTag>;
}

type Props = { batches: Awaited<ReturnType<typeof accountBatches>>; page: number };

/** Batches of accounts, the newest first. */
export async function AccountBatches({ batches, page }: Props) {
  const [t, locale] = [await getTranslations("messenger"), await getLocale()];
  const pages = Math.max(1, Math.ceil(batches.total / deskListingSize));
  return (
    <Section title={t("batches")}>
      <DeskTable
        list="accountBatches"
        caption={t("batches")}
        total={batches.total}
        columns={[
          { key: "code", label: t("code"), kind: "id", width: 1, min: 8 },
          { key: "state", label: t("state"), width: 1, min: 11.5 },
          { key: "accounts", label: t("accounts"), kind: "number", width: 1, min: 7 },
          { key: "proposedAt", label: t("proposedAt"), width: 2, min: 14.5 },
        ]}
        rows={batches.rows.map((batch) => ({
          key: batch.id,
          href: `/desk/messenger/${batch.id}`,
          cells: {
            code: batch.code,
            state: { text: t(`batchStates.${batch.state}`), tone: tones[batch.state] },
            accounts: numberCell(batch._count.accounts, locale),
            proposedAt: timeCell(batch.proposedAt, locale, "datetime"),
          },
        }))}
        empty={<EmptyState title={t("batchesNone")} />}
      />
      <Pagination
        previous={page > 1 ? `/desk/messenger?page=${page - 1}` : undefined}
        next={page < pages ? `/desk/messenger?page=${page + 1}` : undefined}
        page={page}
        pages={pages}
      />
    </Section>
  );
}
