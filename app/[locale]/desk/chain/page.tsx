import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ChainHealth } from "@/components/chain/ChainHealth";
import { RegisterCaps } from "@/components/chain/RegisterCaps";
import {
  ActionForm,
  DataTable,
  DateTime,
  EmptyState,
  Identifier,
  Page,
  Pagination,
  Section,
  Stack,
  StatusTag,
  Tabs,
  type Tone,
} from "@/components/ui";
import { outbox, outboxCounts, outboxOnPage, workerBeat } from "@/lib/chain/queries";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { accountsStanding } from "@/lib/platform/chain/messenger";
import { chain, chainHealth } from "@/lib/platform/chain/network";
import { deployment } from "@/lib/platform/chain/registry";
import { isChainWriteKind, isResendable } from "@/lib/platform/chain/writes";
import { config } from "@/lib/platform/config";
import { ChainWriteState } from "@/lib/platform/db/generated/enums";
import { pageOf, pagesAround } from "@/lib/platform/pages";

import { resend } from "./actions";

type Props = { searchParams: Promise<{ page?: string; state?: string }> };

const tones: Record<ChainWriteState, Tone> = {
  QUEUED: "warning",
  SENT: "progress",
  CERTIFIED: "good",
  REFUSED: "bad",
};

export async function generateMetadata() {
  return { title: (await getTranslations("chain"))("title") };
}

export default async function ChainPage({ searchParams }: Props) {
  const actor = await requirePerson("/desk/chain");
  const asked = await searchParams;
  const page = pageOf(asked.page);
  const state = Object.values(ChainWriteState).find((one) => one === asked.state);
  const counts = await outboxCounts(actor);
  if (!counts) notFound();
  const [t, { rows, count }, health, beat, caps, accounts] = await Promise.all([
    getTranslations("chain"),
    outbox(actor, { state, page }),
    chainHealth(),
    workerBeat(actor),
    deployment(chain()).catch(() => null),
    accountsStanding(chain()).catch(() => null),
  ]);
  const mayResend = may(actor, "chain.resend");
  const views = (["QUEUED", "SENT", "REFUSED", "CERTIFIED"] as const).map((one) => ({
    href: `/desk/chain?state=${one}`,
    label: t(`states.${one}`),
    count: counts.states[one],
    current: state === one,
  }));
  return (
    <Page title={t("title")} lead={t("lead")} width="wide">
      <ChainHealth network={config().network} health={health} accounts={accounts} beat={beat} counts={counts} />
      {caps && <RegisterCaps caps={caps.caps} issued={caps.issued} />}
      <Section title={t("caption")}>
        <Stack>
          <Tabs label={t("views")} items={[{ href: "/desk/chain", label: t("all"), current: !state }, ...views]} />
          <DataTable
            caption={t("caption")}
            columns={[
              { key: "kind", label: t("kind") },
              { key: "state", label: t("state") },
              { key: "key", label: t("key") },
              { key: "requested", label: t("requested") },
              { key: "attempts", label: t("attempts"), align: "end" },
              { key: "block", label: t("block"), align: "end" },
              { key: "error", label: t("error") },
            ]}
            rows={rows.map((row) => ({
              key: row.id,
              cells: {
                kind: isChainWriteKind(row.kind) ? t(`kinds.${row.kind}`) : <Identifier>{row.kind}</Identifier>,
                state: <StatusTag tone={tones[row.state]}>{t(`states.${row.state}`)}</StatusTag>,
                key: <Identifier>{row.key}</Identifier>,
                requested: <DateTime at={row.createdAt} style="datetime" />,
                attempts: row.attempts,
                block: row.block && <Identifier>{row.block}</Identifier>,
                error: (row.lastError || row.state === "REFUSED") && (
                  <>
                    {row.lastError && <Identifier>{row.lastError}</Identifier>}
                    {mayResend && row.state === "REFUSED" && isResendable(row.kind) && (
                      <ActionForm
                        id={`resend-${row.id}`}
                        action={resend}
                        submit={t("resend")}
                        hidden={{ writeId: row.id }}
                        tone="quiet"
                      />
                    )}
                  </>
                ),
              },
            }))}
            empty={<EmptyState title={t("none")} />}
          />
          <Pagination {...pagesAround("/desk/chain", page, count, outboxOnPage, state ? { state } : {})} />
        </Stack>
      </Section>
    </Page>
  );
}
