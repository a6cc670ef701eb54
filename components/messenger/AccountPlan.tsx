import { getLocale, getTranslations } from "next-intl/server";
import { institutionName } from "@/components/licences/names";
import {
  DataTable,
  DateTime,
  EmptyState,
  Identifier,
  LongList,
  Section,
  StatusTag,
  SummaryList,
  Written,
} from "@/components/ui";
import type { findAccountBatch } from "@/lib/messenger/queries";
import { BatchTag } from "./AccountBatches";

/** A batch as its page shows it. */
export type AccountBatch = NonNullable<Awaited<ReturnType<typeof findAccountBatch>>>;

/** Who decided on a batch, and every account in it. */
export async function AccountPlan({ batch }: { batch: AccountBatch }) {
  const [t, states, locale] = [
    await getTranslations("messenger"),
    await getTranslations("messenger.offer.states"),
    await getLocale(),
  ];
  return (
    <>
      <Section title={t("facts")}>
        <SummaryList
          items={[
            { term: t("state"), detail: <BatchTag state={batch.state} /> },
            { term: t("proposedBy"), detail: <Written>{batch.proposer ?? "–"}</Written> },
            ...(batch.proposedAt
              ? [{ term: t("proposedAt"), detail: <DateTime at={batch.proposedAt} style="datetime" /> }]
              : []),
            ...(batch.approver ? [{ term: t("approvedBy"), detail: <Written>{batch.approver}</Written> }] : []),
            ...(batch.approvedAt
              ? [{ term: t("approvedAt"), detail: <DateTime at={batch.approvedAt} style="datetime" /> }]
              : []),
            ...(batch.completedAt
              ? [{ term: t("completedAt"), detail: <DateTime at={batch.completedAt} style="datetime" /> }]
              : []),
            ...(batch.rejectReason ? [{ term: t("rejectReason"), detail: <RejectReason batch={batch} /> }] : []),
            ...(batch.planHash ? [{ term: t("planHash"), detail: <Identifier>{batch.planHash}</Identifier> }] : []),
          ]}
        />
      </Section>
      <Section title={t("plan")}>
        <LongList label={t("plan")} rows={batch.accounts.length}>
          <DataTable
            caption={t("plan")}
            columns={[
              { key: "handle", label: t("handle") },
              { key: "institution", label: t("institution") },
              { key: "licence", label: t("licence") },
              { key: "state", label: t("state") },
            ]}
            rows={batch.accounts.map((account) => ({
              key: account.id,
              cells: {
                handle: <Identifier>{`@${account.handle}`}</Identifier>,
                institution: <Written>{institutionName(account.institution, locale)}</Written>,
                licence:
                  account.licence.state === "ACTIVE" ? (
                    t("licenceStates.inForce")
                  ) : (
                    <StatusTag tone="bad">{t("licenceStates.notInForce")}</StatusTag>
                  ),
                state: states(account.state),
              },
            }))}
            empty={<EmptyState title={t("queueNone")} />}
          />
        </LongList>
      </Section>
    </>
  );
}

/** An administrator's own words, or what the messenger refused the batch for. */
async function RejectReason({ batch }: { batch: AccountBatch }) {
  const reasons = await getTranslations("messenger.reasons");
  const { rejectReason } = batch;
  if (rejectReason === "handleTaken" || rejectReason === "ownerHasAccount") return reasons(rejectReason);
  return <Written>{rejectReason}</Written>;
}
