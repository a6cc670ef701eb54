import { getLocale, getTranslations } from "next-intl/server";
import { DataTable, Notice, Section, Stack } from "@/components/ui";
import type { RegistryFigures } from "@/lib/chain/registryFigures";
import { type Counts, counted, differing, together } from "@/lib/licences/figures/cells";
import type { PortalCell } from "@/lib/licences/figures/portalCells";
import { formatDateTime, formatNumber } from "@/lib/platform/i18n/format";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { localePath } from "@/lib/platform/i18n/routing";
import { Vouched } from "./Vouched";

type Props = { registry: RegistryFigures | null; here: readonly PortalCell[] };

/** Licences as the registry certifies them, beside what this portal's books say where the two differ; or that it did not answer. */
export async function RegistryCount({ registry, here }: Props) {
  const [t, locale] = [await getTranslations("figures.registry"), await getLocale()];
  if (!registry)
    return (
      <Section title={t("title")} aside={<Vouched by="certified" />}>
        <Stack>
          <Notice tone="warning">{t("silent")}</Notice>
          <CountTable cells={here} names={here} />
        </Stack>
      </Section>
    );
  const date = formatDateTime(registry.at, locale);
  const parts = differing(registry.cells, here);
  const number = (value: number) => formatNumber(value, locale);
  return (
    <Section title={t("title")} aside={<Vouched by="subnet" />}>
      <Stack>
        <div className="flex max-w-3xl flex-col gap-2">
          <p className="text-muted">{t("lead")}</p>
          <p>
            {registry.block === null
              ? t("asOf", { date })
              : t("asOfBlock", { date, block: number(Number(registry.block)) })}{" "}
            {/* Outside the framework: a full page load. */}
            <a href={localePath("/verify/figures", locale)}>{t("proof")}</a>
          </p>
        </div>
        <CountTable cells={registry.cells} names={here} />
        <p className="max-w-3xl">
          {parts === 0
            ? t("agrees")
            : t("differs", {
                parts,
                issued: number(together(here).issued),
                inForce: number(together(here).inForce),
              })}
        </p>
      </Stack>
    </Section>
  );
}

type Cell = RegistryFigures["cells"][number];

/** A row for each part and one for all; `names` has the words for programmes and phases. */
async function CountTable({ cells, names }: { cells: readonly Cell[]; names: readonly PortalCell[] }) {
  const [t, locale] = [await getTranslations("figures.registry"), await getLocale()];
  const [figures, sectors] = [await getTranslations("figures"), await getTranslations("common.sectors")];
  const nameOf = ({ programme, phase }: Cell) => {
    const known = names.find((name) => name.programme === programme && name.phase === phase);
    return {
      programme: known ? inLanguage(locale, known.programmeEn, known.programmeUr) : programme,
      phase: known ? inLanguage(locale, known.phaseEn, known.phaseUr) : phase,
    };
  };
  const isOneProgramme = new Set(cells.map(({ programme }) => programme)).size <= 1;
  const values = (counts: Counts) =>
    Object.fromEntries(counted.map((count) => [count, formatNumber(counts[count], locale)]));
  const order = (cell: Cell) =>
    names.findIndex(({ programme, phase }) => programme === cell.programme && phase === cell.phase);
  const rows = cells
    .toSorted((one, other) => order(one) - order(other) || one.sector.localeCompare(other.sector))
    .map((cell) => {
      const { programme, phase } = nameOf(cell);
      const sector = sectors(cell.sector.toUpperCase() as Uppercase<Cell["sector"]>);
      return {
        key: `${cell.programme} ${cell.phase} ${cell.sector}`,
        cells: { sector, phase: isOneProgramme ? phase : t("phaseOf", { programme, phase }), ...values(cell) },
      };
    });
  return (
    <DataTable
      caption={t("table")}
      columns={[
        { key: "sector", label: figures("sector") },
        { key: "phase", label: figures("phase") },
        ...counted.map((count) => ({ key: count, label: t(count), align: "end" as const })),
      ]}
      rows={
        rows.length === 0
          ? []
          : [...rows, { key: "all", cells: { sector: t("all"), phase: "", ...values(together(cells)) } }]
      }
      empty={t("none")}
    />
  );
}
