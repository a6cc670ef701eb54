import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { ChainHealth } from "@/components/chain/ChainHealth";
import { RegisterCaps } from "@/components/chain/RegisterCaps";
import { writeTone } from "@/components/chain/writeTone";
import { numberCell, timeCell } from "@/components/desk/table/cells";
import { DeskTable } from "@/components/desk/table/DeskTable";
import { EmptyState, Page, Pagination, Section, Stack, Tabs } from "@/components/ui";
import { chainOwners, logCheck, outbox, outboxCounts, outboxSorts, workerBeat } from "@/lib/chain/queries";
import { requirePerson } from "@/lib/platform/auth/session";
import { registryPlaces } from "@/lib/platform/chain/governing";
import { accountsStanding } from "@/lib/platform/chain/messenger";
import { chain, chainHealth } from "@/lib/platform/chain/network";
import { isChainWriteKind } from "@/lib/platform/chain/writes";
import { config } from "@/lib/platform/config";
import { ChainWriteState } from "@/lib/platform/db/generated/enums";
import { trailListingSize } from "@/lib/platform/listing";
import { pageOf, pagesAround } from "@/lib/platform/pages";
import { parseSorting, sortingParam } from "@/lib/platform/sorting";

type Props = { searchParams: Promise<{ page?: string; state?: string; sort?: string }> };

export async function generateMetadata() {
  return { title: (await getTranslations("chain"))("title") };
}

async function ChainPage({ searchParams }: Props) {
  const actor = await requirePerson("/desk/chain");
  const asked = await searchParams;
  const page = pageOf(asked.page);
  const sort = parseSorting(asked.sort, outboxSorts);
  const state = Object.values(ChainWriteState).find((one) => one === asked.state);
  const counts = await outboxCounts(actor);
  if (!counts) notFound();
  const [t, locale, { rows, count }, health, beat, log, owners, places, accounts] = await Promise.all([
    getTranslations("chain"),
    getLocale(),
    outbox(actor, { state, page, sort }),
    chainHealth(),
    workerBeat(actor),
    logCheck(actor, config().network.canisters.licence_registry),
    chainOwners(actor),
    registryPlaces(chain()).catch(() => null),
    accountsStanding(chain()).catch(() => null),
  ]);
  const kept = { ...(state && { state }), ...(sort && { sort: sortingParam(sort) }) };
  const views = (["QUEUED", "SENT", "REFUSED", "CERTIFIED"] as const).map((one) => ({
    href: `/desk/chain?state=${one}`,
    label: t(`states.${one}`),
    count: counts.states[one],
    current: state === one,
  }));
  return (
    <Page title={t("title")} lead={t("lead")} width="wide">
      <ChainHealth
        network={config().network}
        health={health}
        accounts={accounts}
        beat={beat}
        canary={config().canary}
        otherTips={config().otherTips}
        log={log}
        counts={counts}
        owners={owners}
      />
      {places && <RegisterCaps {...places} />}
      <Section title={t("caption")}>
        <Stack>
          <Tabs label={t("views")} items={[{ href: "/desk/chain", label: t("all"), current: !state }, ...views]} />
          <DeskTable
            list="chain"
            caption={t("caption")}
            summary={t("count", { count })}
            total={count}
            sort={sort}
            columns={[
              { key: "kind", label: t("kind"), width: 1, min: 12, sortable: true },
              { key: "state", label: t("state"), width: 1, min: 8, sortable: true },
              { key: "requested", label: t("requested"), width: 1, min: 14.5, sortable: true },
              { key: "attempts", label: t("attempts"), kind: "number", min: 6.5, sortable: true },
              { key: "block", label: t("block"), kind: "number", min: 4.5 },
              { key: "error", label: t("error"), kind: "id", width: 2, min: 6 },
              { key: "key", label: t("key"), kind: "id", width: 2, min: 7 },
            ]}
            rows={rows.map((row) => ({
              key: row.id,
              href: `/desk/chain/${row.id}`,
              cells: {
                kind: isChainWriteKind(row.kind) ? t(`kinds.${row.kind}`) : row.kind,
                state: {
                  text: row.isForTomorrow ? t("tomorrow") : t(`states.${row.state}`),
                  tone: writeTone[row.state],
                },
                requested: timeCell(row.createdAt, locale, "datetime"),
                attempts: numberCell(row.attempts, locale),
                block: row.block,
                error: row.lastError,
                key: row.key,
              },
            }))}
            empty={<EmptyState title={t("none")} />}
          />
          <Pagination {...pagesAround("/desk/chain", page, count, trailListingSize, kept)} />
        </Stack>
      </Section>
    </Page>
  );
}

export default orNotFound(ChainPage);
