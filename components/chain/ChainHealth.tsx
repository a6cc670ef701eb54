import { getTranslations } from "next-intl/server";
import { DateTime, Identifier, Notice, Section, Stack, StatusTag, SummaryList } from "@/components/ui";
import type { logCheck, outboxCounts } from "@/lib/chain/queries";
import type { chainHealth } from "@/lib/platform/chain/network";
import type { Network } from "@/lib/platform/config";
import { Owners } from "./Owners";

type Props = {
  network: Network;
  health: Awaited<ReturnType<typeof chainHealth>>;
  /** Messenger accounts that stand; null when it cannot be asked. */
  accounts: number | null;
  beat: Date | null;
  /** The licence that the monitor asks for every day, where one is configured. */
  canary: string | undefined;
  otherTips: readonly string[];
  /** What the monitor last found of the log; null before its first look. */
  log: Awaited<ReturnType<typeof logCheck>>;
  counts: NonNullable<Awaited<ReturnType<typeof outboxCounts>>>;
  /** The operators in office, by name. */
  owners: readonly string[];
};

/** A worker beats every two seconds; after this long it is silent. */
const silentAfter = 15_000;

const logTones = { HOLDS: "good", ALARM: "bad", UNCHECKED: "warning" } as const;

/** Is the network there, is the worker at work, does anything wait too long. */
export async function ChainHealth({ network, health, accounts, beat, canary, otherTips, log, counts, owners }: Props) {
  const t = await getTranslations("chain");
  const isAlive = beat !== null && Date.now() - beat.getTime() < silentAfter;
  const { waitingSince, states, forTomorrow } = counts;
  return (
    <Section title={t("health")}>
      <Stack>
        {!health.ok && (
          <Notice tone="bad" title={t("unreachable")}>
            {t("unreachableText")} <Identifier>{health.reason}</Identifier>
          </Notice>
        )}
        {!isAlive && (
          <Notice tone="bad" title={t("silent")}>
            {t("silentText")}
          </Notice>
        )}
        {states.REFUSED > 0 && (
          <Notice tone="bad" title={t("refusedNotice", { count: states.REFUSED })}>
            {t("refusedText")}
          </Notice>
        )}
        {forTomorrow > 0 && (
          <Notice tone="warning" title={t("tomorrowNotice", { count: forTomorrow })}>
            {t("tomorrowText")} {t("tomorrowCaution")}
          </Notice>
        )}
        {log?.answer === "ALARM" && (
          <Notice tone="bad" title={t("logAlarm")}>
            {t("logAlarmText")} {log.evidence && <Identifier>{log.evidence}</Identifier>}
          </Notice>
        )}
        <SummaryList
          items={[
            {
              term: t("network"),
              detail: (
                <>
                  <Identifier>{`${network.name} · ${network.host}`}</Identifier>{" "}
                  <StatusTag tone={health.ok ? "good" : "bad"}>
                    {health.ok ? t("reachable") : t("unreachable")}
                  </StatusTag>
                </>
              ),
            },
            ...(health.ok
              ? [
                  { term: t("certifiedAt"), detail: <DateTime at={health.at} style="datetime" /> },
                  {
                    term: t("lastBlock"),
                    detail: health.block === null ? t("noBlock") : <Identifier>{health.block.toString()}</Identifier>,
                  },
                ]
              : []),
            ...(log
              ? [
                  {
                    term: t("log"),
                    detail: (
                      <>
                        <StatusTag tone={logTones[log.answer]}>{t(`logStates.${log.answer}`)}</StatusTag>{" "}
                        {log.answer !== "HOLDS" && log.code && (
                          <>
                            <Identifier>{log.code}</Identifier> ·{" "}
                          </>
                        )}
                        <DateTime at={log.checkedAt} style="datetime" />
                        {log.blocks !== null && <> · {t("logUpTo", { blocks: log.blocks })}</>}
                      </>
                    ),
                  },
                ]
              : []),
            ...(log?.heldAt && log.answer !== "HOLDS"
              ? [{ term: t("logHeld"), detail: <DateTime at={log.heldAt} style="datetime" /> }]
              : []),
            { term: t("canary"), detail: canary ? <Identifier>{canary}</Identifier> : t("noCanary") },
            {
              term: t("otherTips"),
              detail:
                otherTips.length === 0
                  ? t("noOtherTips")
                  : otherTips.map((tip) => (
                      <span key={tip} className="block wrap-anywhere">
                        <Identifier>{tip}</Identifier>
                      </span>
                    )),
            },
            ...(accounts === null ? [] : [{ term: t("accounts"), detail: accounts }]),
            {
              term: t("worker"),
              detail: (
                <>
                  <StatusTag tone={isAlive ? "good" : "bad"}>{isAlive ? t("working") : t("silent")}</StatusTag>{" "}
                  {!isAlive && (beat ? <DateTime at={beat} style="datetime" /> : t("never"))}
                </>
              ),
            },
            { term: t("owner"), detail: <Owners names={owners} /> },
            ...(waitingSince
              ? [{ term: t("waitingSince"), detail: <DateTime at={waitingSince} style="datetime" /> }]
              : []),
          ]}
        />
      </Stack>
    </Section>
  );
}
