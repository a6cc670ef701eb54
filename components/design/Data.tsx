import { getTranslations } from "next-intl/server";
import {
  Breadcrumbs,
  Card,
  DataTable,
  EmptyState,
  Grid,
  Identifier,
  Pagination,
  Stack,
  StatusTag,
  SummaryList,
  Tabs,
} from "@/components/ui";
import { Link } from "@/lib/platform/i18n/navigation";
import { Specimen } from "./Chapter";

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
    <>
      <Specimen title={t("place")} parts={["Breadcrumbs", "Tabs", "Pagination"]}>
        <Stack>
          <Breadcrumbs
            items={[
              { href: "/home", label: t("institution") },
              { href: "/design", label: t("exampleUniversity") },
            ]}
          />
          <Tabs
            label={t("data")}
            items={[
              { href: "/design", label: t("tone.progress"), count: 2, current: true },
              { href: "/design?tab=2", label: t("tone.good"), count: 0 },
            ]}
          />
          <Pagination previous="/design?page=1" next="/design?page=3" page={2} pages={12} />
        </Stack>
      </Specimen>
      <Specimen title={t("data")} parts={["DataTable", "StatusTag", "Identifier"]}>
        <Stack>
          <DataTable
            caption={t("data")}
            columns={columns}
            rows={[
              row("APP-7K2QM-4", t("exampleUniversity"), "progress", 40),
              row("APP-9D3WX-C", t("exampleStartup"), "good", 5),
              row("APP-2M8TF-9", t("longText"), "progress", 120),
            ]}
            empty={t("tableEmpty")}
          />
          <DataTable
            caption={t("data")}
            columns={columns}
            rows={[]}
            empty={<EmptyState title={t("tableEmpty")}>{t("tableEmptyText")}</EmptyState>}
          />
        </Stack>
      </Specimen>
      <Specimen title={t("details")} parts={["SummaryList"]}>
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
      </Specimen>
      <Specimen title={t("cards")} parts={["Card", "Grid", "Stack", "Section", "Page"]}>
        <Grid>
          <Card title={t("card")}>
            <p>{t("noticeText")}</p>
          </Card>
          <Card title={t("deed")} deed>
            <p>{t("cardText")}</p>
          </Card>
        </Grid>
      </Specimen>
    </>
  );
}
