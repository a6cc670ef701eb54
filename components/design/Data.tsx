import { getTranslations } from "next-intl/server";
import {
  DataTable,
  EmptyState,
  Identifier,
  Pagination,
  QuotaBar,
  Section,
  Stack,
  StatusTag,
  Steps,
  SummaryList,
  Tabs,
  Timeline,
} from "@/components/ui";
import { Link } from "@/lib/platform/i18n/navigation";

/** Tabs, tables, lists and the state of having nothing. */
export async function Data() {
  const t = await getTranslations("design");
  const columns = [
    { key: "receipt", label: t("receipt") },
    { key: "institution", label: t("institution") },
    { key: "state", label: t("state") },
    { key: "seats", label: t("seats"), align: "end" as const },
  ];
  const row = (receipt: string, institution: string, tone: "progress" | "good", seats: number) => ({
    key: receipt,
    href: "/design",
    cells: {
      receipt: <Identifier>{receipt}</Identifier>,
      institution,
      state: <StatusTag tone={tone}>{t(`tone.${tone}`)}</StatusTag>,
      seats,
    },
  });
  return (
    <Section title={t("data")}>
      <Stack>
        <Tabs
          label={t("data")}
          items={[
            { href: "/design", label: t("tone.progress"), count: 2, current: true },
            { href: "/design?tab=2", label: t("tone.good"), count: 0 },
          ]}
        />
        <DataTable
          caption={t("data")}
          columns={columns}
          rows={[
            row("APP-7K2QM-4", t("exampleUniversity"), "progress", 40),
            row("APP-9D3WX-C", t("exampleStartup"), "good", 5),
          ]}
          empty={t("tableEmpty")}
        />
        <Pagination previous="/design?page=1" next="/design?page=3" page={2} pages={12} />
        <DataTable
          caption={t("data")}
          columns={columns}
          rows={[]}
          empty={<EmptyState title={t("tableEmpty")}>{t("tableEmptyText")}</EmptyState>}
        />
        <SummaryList
          items={[
            {
              term: t("institution"),
              detail: t("exampleUniversity"),
              action: <Link href="/design">{t("change")}</Link>,
            },
            { term: t("receipt"), detail: <Identifier>APP-7K2QM-4</Identifier> },
            { term: t("seats"), detail: 40 },
          ]}
        />
      </Stack>
    </Section>
  );
}

/** Timeline, steps and quotas: untouched, filling, full, and one that would burst. */
export async function Progress() {
  const t = await getTranslations("design");
  const sector = await getTranslations("common.sectors");
  return (
    <>
      <Section title={t("time")}>
        <div className="grid gap-8 sm:grid-cols-2">
          <Timeline
            items={[
              { key: "a", title: t("submitted"), at: new Date("2026-11-02T04:30:00Z"), state: "done" },
              { key: "b", title: t("review"), state: "now" },
              { key: "c", title: t("decision"), detail: t("decisionText"), state: "next" },
            ]}
          />
          <Steps
            items={[
              { title: t("submitted"), state: "done" },
              { title: t("review"), state: "now" },
              { title: t("decision"), detail: t("decisionText"), state: "next" },
            ]}
          />
        </div>
      </Section>
      <Section title={t("quota")}>
        <Stack>
          <QuotaBar label={sector("EDUCATION")} places={600} issued={0} reserved={0} />
          <QuotaBar label={sector("STARTUPS")} places={400} issued={180} reserved={60} adding={40} />
          <QuotaBar label={sector("GOVERNMENT")} places={300} issued={300} reserved={0} />
          <QuotaBar label={sector("PRIVATE")} places={200} issued={150} reserved={30} adding={45} />
        </Stack>
      </Section>
    </>
  );
}
