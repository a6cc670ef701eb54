import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { AuditFilterForm } from "@/components/audit/AuditFilterForm";
import { AuditGuard } from "@/components/audit/AuditGuard";
import { auditWords } from "@/components/audit/words";
import { subjectPage } from "@/components/desk/subjectPage";
import { timeCell } from "@/components/desk/table/cells";
import { DeskTable } from "@/components/desk/table/DeskTable";
import { EmptyState, Identifier, LinkButton, Page, Stack, SummaryList } from "@/components/ui";
import { auditFilterQuery, parseAuditFilter, parseBefore } from "@/lib/audit/filter";
import { auditGuard, auditHead, auditTrail } from "@/lib/audit/queries";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata() {
  return { title: (await getTranslations("audit"))("title") };
}

async function AuditPage({ searchParams }: Props) {
  const actor = await requirePerson("/desk/audit");
  const [t, locale, words] = [await getTranslations("audit"), await getLocale(), await auditWords()];
  const head = await auditHead(actor);
  const guard = await auditGuard(actor);
  if (!head || !guard) notFound();
  const params = await searchParams;
  const [filter, before] = [parseAuditFilter(params), parseBefore(params)];
  const { rows, older } = await auditTrail(actor, { ...filter, before });
  const isFiltered = Object.keys(filter).length > 0;
  const href = (more: Record<string, string> = {}) => `/desk/audit?${auditFilterQuery(filter, more)}`;
  const file = (format: string) => `/api/audit?${auditFilterQuery(filter, { format })}`;

  return (
    <Page width="wide" title={t("title")} lead={t("lead")}>
      <Stack>
        <SummaryList
          items={[
            { term: t("sealed"), detail: t("sequence", { count: head.sequence }) },
            { term: t("head"), detail: head.hash ? <Identifier>{head.hash}</Identifier> : "–" },
          ]}
        />
        <AuditFilterForm filter={filter} />
        <DeskTable
          list="audit"
          caption={t("caption")}
          summary={t("count", { count: rows.length })}
          columns={[
            { key: "when", label: t("when"), min: 15.5 },
            { key: "who", label: t("who"), kind: "name", width: 1, min: 8 },
            { key: "what", label: t("what"), width: 2, min: 16 },
            { key: "outcome", label: t("outcome"), min: 7 },
            { key: "code", label: t("code"), width: 1, min: 9 },
            { key: "on", label: t("on"), width: 1, min: 12 },
          ]}
          rows={rows.map((row) => {
            const href = row.subject && subjectPage(actor, row.subject);
            return {
              key: row.id,
              ...(href && { href }),
              cells: {
                when: timeCell(row.at, locale, "datetime"),
                who: row.who.name ?? t(row.who.kind === "anonymous" ? "anonymous" : "system"),
                what: words.act(row.action),
                outcome: {
                  text: t(row.outcome === "DONE" ? "done" : "refused"),
                  tone: row.outcome === "DONE" ? "good" : "bad",
                },
                code: row.code ? words.refusal(row.code) : "",
                on: row.subject ? words.subject(row.subject) : "–",
              },
            };
          })}
          empty={
            isFiltered ? (
              <EmptyState
                title={t("noneFound")}
                action={
                  <LinkButton href="/desk/audit" tone="quiet">
                    {t("clear")}
                  </LinkButton>
                }
              />
            ) : (
              <EmptyState title={t("none")} />
            )
          }
        />
        <p className="flex flex-wrap gap-3">
          {before !== undefined && (
            <LinkButton href={href()} tone="quiet">
              {t("newest")}
            </LinkButton>
          )}
          {older && (
            <LinkButton href={href({ before: older })} tone="quiet">
              {t("older")}
            </LinkButton>
          )}
        </p>
        {may(actor, "audit.export") && (
          <p className="flex flex-wrap items-baseline gap-x-5 gap-y-2">
            {t("export")}
            <a href={file("csv")} download className="font-semibold">
              {t("exportCsv")}
            </a>
            <a href={file("jsonl")} download className="font-semibold">
              {t("exportJsonl")}
            </a>
          </p>
        )}
        <AuditGuard guard={guard} mayNote={may(actor, "audit.note")} />
      </Stack>
    </Page>
  );
}

export default orNotFound(AuditPage);
