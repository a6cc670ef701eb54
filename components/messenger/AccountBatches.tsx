import { getTranslations } from "next-intl/server";
import {
  DataTable,
  DateTime,
  EmptyState,
  Identifier,
  Pagination,
  Section,
  StatusTag,
  type Tone,
} from "@/components/ui";
import type { accountBatches } from "@/lib/messenger/queries";
import type { BatchState } from "@/lib/platform/db/generated/enums";
import { listingSize } from "@/lib/platform/listing";

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
  const t = await getTranslations("messenger");
  const pages = Math.max(1, Math.ceil(batches.total / listingSize));
  return (
    <Section title={t("batches")}>
      <DataTable
        caption={t("batches")}
        columns={[
          { key: "code", label: t("code") },
          { key: "state", label: t("state") },
          { key: "accounts", label: t("accounts"), align: "end" },
          { key: "proposedAt", label: t("proposedAt") },
        ]}
        rows={batches.rows.map((batch) => ({
          key: batch.id,
          href: `/desk/messenger/${batch.id}`,
          cells: {
            code: <Identifier>{batch.code}</Identifier>,
            state: <BatchTag state={batch.state} />,
            accounts: batch._count.accounts,
            proposedAt: batch.proposedAt ? <DateTime at={batch.proposedAt} style="datetime" /> : "–",
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
