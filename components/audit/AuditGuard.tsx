import { getTranslations } from "next-intl/server";
import { noteHead } from "@/app/[locale]/desk/audit/actions";
import { ActionForm, DateTime, Identifier, Notice, Section, Stack, SummaryList } from "@/components/ui";
import type { AuditGuard as Guard } from "@/lib/audit/queries";
import { Link } from "@/lib/platform/i18n/navigation";

/** How the register guards the trail: the head that it noted last, what contradicts it, and a way to note the next one now. */
export async function AuditGuard({ guard, mayNote }: { guard: Guard; mayNote: boolean }) {
  const t = await getTranslations("audit.guard");
  const { register, isUnderway } = guard;
  const isReached = register !== "unreachable";
  const { last = null, contradicted = null, count = 0, disowned = [] } = isReached ? register : {};
  return (
    <Section title={t("title")}>
      <Stack>
        <p>{t("lead")}</p>
        {contradicted && (
          <Notice tone="bad" title={t("contradicted")}>
            <p>{t("contradictedText", { sequence: contradicted.sequence.toString() })}</p>
            <p>{t.rich("forged", { governance: (words) => <Link href="/desk/governance">{words}</Link> })}</p>
          </Notice>
        )}
        {disowned.length > 0 && (
          <Notice tone="warning" title={t("disowned", { count: disowned.length })}>
            {t.rich("disownedText", { governance: (words) => <Link href="/desk/governance">{words}</Link> })}
          </Notice>
        )}
        {!isReached && <Notice tone="warning">{t("unreachable")}</Notice>}
        {isReached && (
          <SummaryList
            items={[
              { term: t("noted"), detail: t("heads", { count }) },
              ...(last
                ? [
                    { term: t("last"), detail: <DateTime at={last.at} style="datetime" /> },
                    { term: t("reached"), detail: t("event", { sequence: last.sequence.toString() }) },
                    { term: t("hash"), detail: <Identifier>{last.hash}</Identifier> },
                    { term: t("block"), detail: <Identifier>{last.block.toString()}</Identifier> },
                  ]
                : []),
            ]}
          />
        )}
        {isUnderway && <p role="status">{t("underway")}</p>}
        {mayNote && !isUnderway && <ActionForm action={noteHead} submit={t("note")} tone="quiet" />}
      </Stack>
    </Section>
  );
}
