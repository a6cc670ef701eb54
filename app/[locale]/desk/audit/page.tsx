import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { z } from "zod";
import { subjectPage } from "@/components/desk/subjectPage";
import { timeCell } from "@/components/desk/table/cells";
import { DeskTable } from "@/components/desk/table/DeskTable";
import {
  Button,
  EmptyState,
  Identifier,
  LinkButton,
  Page,
  Select,
  Stack,
  SummaryList,
  TextField,
} from "@/components/ui";
import { auditHead, auditTrail } from "@/lib/audit/queries";
import { requirePerson } from "@/lib/platform/auth/session";

const Filter = z.object({
  action: z.string().max(60).optional().catch(undefined),
  outcome: z.enum(["DONE", "REFUSED"]).optional().catch(undefined),
  before: z
    .string()
    .regex(/^\d{1,18}$/)
    .transform(BigInt)
    .optional()
    .catch(undefined),
});

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata() {
  return { title: (await getTranslations("audit"))("title") };
}

export default async function AuditPage({ searchParams }: Props) {
  const actor = await requirePerson("/desk/audit");
  const [t, locale] = [await getTranslations("audit"), await getLocale()];
  const head = await auditHead(actor);
  if (!head) notFound();
  const filter = Filter.parse(await searchParams);
  const { rows, older } = await auditTrail(actor, filter);
  const kept = { ...(filter.action && { action: filter.action }), ...(filter.outcome && { outcome: filter.outcome }) };
  const href = (more: Record<string, string>) => `/desk/audit?${new URLSearchParams({ ...kept, ...more })}`;

  return (
    <Page width="wide" title={t("title")} lead={t("lead")}>
      <Stack>
        <SummaryList
          items={[
            { term: t("sealed"), detail: t("sequence", { count: head.sequence }) },
            { term: t("head"), detail: head.hash ? <Identifier>{head.hash}</Identifier> : "–" },
          ]}
        />
        <search>
          <form method="get" className="flex flex-wrap items-end gap-4">
            <TextField
              name="action"
              label={t("filterAction")}
              defaultValue={filter.action ?? ""}
              dir="ltr"
              maxLength={60}
            />
            <Select
              name="outcome"
              label={t("filterOutcome")}
              defaultValue={filter.outcome ?? ""}
              options={[
                { value: "", label: t("all") },
                { value: "DONE", label: t("done") },
                { value: "REFUSED", label: t("refused") },
              ]}
            />
            <Button type="submit" tone="quiet">
              {t("filter")}
            </Button>
          </form>
        </search>
        <DeskTable
          list="audit"
          caption={t("caption")}
          summary={t("count", { count: rows.length })}
          columns={[
            { key: "when", label: t("when"), min: 15.5 },
            { key: "who", label: t("who"), kind: "name", width: 1, min: 8 },
            { key: "what", label: t("what"), kind: "id", width: 1, min: 11 },
            { key: "outcome", label: t("outcome"), min: 7 },
            { key: "code", label: t("code"), kind: "id", width: 1, min: 6.5 },
            { key: "on", label: t("on"), kind: "id", width: 1, min: 9 },
          ]}
          rows={rows.map((row) => {
            const href = row.subject && subjectPage(actor, row.subject);
            return {
              key: row.id,
              ...(href && { href }),
              cells: {
                when: timeCell(row.at, locale, "datetime"),
                who: row.who.name ?? t(row.who.kind === "anonymous" ? "anonymous" : "system"),
                what: row.action,
                outcome: {
                  text: t(row.outcome === "DONE" ? "done" : "refused"),
                  tone: row.outcome === "DONE" ? "good" : "bad",
                },
                code: row.code ?? "",
                on: row.subject ? `${row.subject.kind} ${row.subject.id.slice(-12)}` : "–",
              },
            };
          })}
          empty={<EmptyState title={t("none")} />}
        />
        <p className="flex flex-wrap gap-3">
          {filter.before !== undefined && (
            <LinkButton href={href({})} tone="quiet">
              {t("newest")}
            </LinkButton>
          )}
          {older && (
            <LinkButton href={href({ before: older })} tone="quiet">
              {t("older")}
            </LinkButton>
          )}
        </p>
      </Stack>
    </Page>
  );
}
