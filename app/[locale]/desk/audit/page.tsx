import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import {
  Button,
  DataTable,
  DateTime,
  EmptyState,
  Identifier,
  LinkButton,
  Page,
  Select,
  Stack,
  StatusTag,
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
  const t = await getTranslations("audit");
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
        <DataTable
          caption={t("caption")}
          columns={[
            { key: "when", label: t("when") },
            { key: "who", label: t("who") },
            { key: "what", label: t("what") },
            { key: "on", label: t("on") },
            { key: "outcome", label: t("outcome") },
          ]}
          rows={rows.map((row) => ({
            key: row.id,
            cells: {
              when: <DateTime at={row.at} style="datetime" />,
              who: row.who.name ? (
                <bdi>{row.who.name}</bdi>
              ) : row.who.kind === "anonymous" ? (
                t("anonymous")
              ) : (
                t("system")
              ),
              what: <Identifier>{row.action}</Identifier>,
              on: row.subject ? <Identifier>{`${row.subject.kind} ${row.subject.id.slice(-12)}`}</Identifier> : "–",
              outcome: (
                <>
                  <StatusTag tone={row.outcome === "DONE" ? "good" : "bad"}>
                    {row.outcome === "DONE" ? t("done") : t("refused")}
                  </StatusTag>{" "}
                  {row.code && <Identifier>{row.code}</Identifier>}
                </>
              ),
            },
          }))}
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
