import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { QueuePages } from "@/components/desk/QueuePages";
import { DeskTable } from "@/components/desk/table/DeskTable";
import { directoryTone } from "@/components/institutions/tone";
import { Button, EmptyState, Page, Select, TextField } from "@/components/ui";
import { directoryRows, directoryStates } from "@/lib/institutions/directoryDesk";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { parseListing } from "@/lib/platform/listing";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata() {
  return { title: (await getTranslations("institutions.directory"))("title") };
}

async function DirectoryPage({ searchParams }: Props) {
  const actor = await requirePerson("/desk/directory");
  if (!may(actor, "institutions.readDirectory")) notFound();
  const listing = parseListing(await searchParams, { states: directoryStates, sectors: [] });
  const [t, desk, { rows, total }] = await Promise.all([
    getTranslations("institutions.directory"),
    getTranslations("institutions.desk"),
    directoryRows(actor, listing),
  ]);
  return (
    <Page title={t("title")} lead={t("lead")} width="wide" back={{ href: "/desk/institutions", label: desk("title") }}>
      <search>
        <form method="get" className="grid items-end gap-4 sm:grid-cols-2 xl:grid-cols-[2fr_1fr_auto]">
          <TextField name="q" label={t("search")} defaultValue={listing.text} maxLength={80} />
          <Select
            name="state"
            label={t("state")}
            options={[
              { value: "", label: desk("anyState") },
              ...directoryStates.map((value) => ({ value, label: t(`states.${value}`) })),
            ]}
            defaultValue={listing.state ?? ""}
          />
          <div>
            <Button type="submit">{desk("filter")}</Button>
          </div>
        </form>
      </search>
      <div className="flex flex-col gap-4">
        <DeskTable
          list="directory"
          caption={t("caption")}
          summary={t("count", { count: total })}
          total={total}
          columns={[
            { key: "name", label: t("name"), kind: "name", width: 3, min: 14 },
            { key: "state", label: t("state"), width: 1, min: 10 },
            { key: "city", label: t("city"), kind: "name", width: 1, min: 8 },
            { key: "listed", label: t("listed"), width: 1, min: 8 },
            { key: "domain", label: t("domain"), kind: "id", width: 1, min: 10 },
          ]}
          rows={rows.map(({ id, name, state, city, hecListed, domains }) => ({
            key: id,
            href: `/desk/directory/${id}`,
            cells: {
              name,
              state: { text: t(`states.${state}`), tone: directoryTone[state] },
              city: city ?? "–",
              listed: t(hecListed ? "yes" : "no"),
              domain: domains[0] ?? "–",
            },
          }))}
          empty={<EmptyState title={t("empty")}>{t("emptyText")}</EmptyState>}
        />
        <QueuePages path="/desk/directory" listing={listing} total={total} />
      </div>
    </Page>
  );
}

export default orNotFound(DirectoryPage);
