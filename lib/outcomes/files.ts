import { type RegistryFigures, registryFigures } from "../chain/registryFigures.ts";
import { counted } from "../licences/figures/cells.ts";
import { publicFigures } from "../licences/figures/public.ts";
import { ownRungs, rungs } from "../licences/figures/rungs.ts";
import { csvRow } from "../platform/csv.ts";
import { quotaOverview } from "../programmes/queries.ts";
import { participants, programmeOutcomes, publishedEntries, rowsAtMost } from "./figures.ts";
import type { FigureFile } from "./rules.ts";

/** Who answers for a figure: measured on the subnet, certified there and counted here, decided here, reported by an institution. */
export type Source = "subnet" | "certified" | "portal" | "institution";

/** A figure under codes that stay the same in every language. */
export type FigureRow = { section: string; row: string; measure: string; value: number; source: Source };

/** Every public figure as rows; counts alone. */
export async function figureRows(now = new Date()): Promise<FigureRow[]> {
  const [figures, quotas, { programmes, hidden }, registry] = await Promise.all([
    publicFigures(now),
    quotaOverview(),
    programmeOutcomes(),
    registryFigures(),
  ]);
  const listed =
    (section: string, source: Source) =>
    (row: string, values: Record<string, number>): FigureRow[] =>
      Object.entries(values).map(([measure, value]) => ({ section, row, measure, value, source }));
  const on = <Key extends string>(keys: readonly Key[], from: Record<Key, number>) =>
    Object.fromEntries(keys.map((key) => [key, from[key]]));
  const { ladders, sectors, districts, days } = figures;
  return [
    ...registryRows(registry),
    ...quotas.flatMap(({ programmeId, sectors: bySector }) =>
      bySector.flatMap(({ sector, places, taken }) =>
        listed("places", "portal")(`${programmeId}/${sector}`, { places, taken }),
      ),
    ),
    ...listed("ladder", "portal")("all", on(rungs, ladders.all)),
    ...ladders.bySector.flatMap((row) => listed("ladderBySector", "portal")(row.sector, on(rungs, row))),
    ...ladders.byProvince.flatMap((row) =>
      listed("ladderByProvince", "portal")(row.key || "unknown", on(ownRungs, row)),
    ),
    ...ladders.byPhase.flatMap((row) => listed("ladderByPhase", "portal")(row.nameEn, on(ownRungs, row))),
    ...sectors.flatMap(({ sector, ...states }) => listed("licencesBySector", "certified")(sector, states)),
    ...districts
      .filter(({ everIssued }) => everIssued > 0)
      .flatMap(({ code, inForce, everIssued }) =>
        listed("licencesByDistrict", "certified")(code, { inForce, everIssued }),
      ),
    ...figures.institutions.flatMap(({ district, ...steps }) =>
      listed("institutionsByDistrict", "portal")(district ?? "unknown", steps),
    ),
    ...days.flatMap(({ day, count }) => listed("licencesByDay", "certified")(day, { issued: count })),
    ...programmes.flatMap(({ id, institutions, reporting, projects, running, people }) => [
      ...listed("outcomes", "portal")(id, { institutions, reporting }),
      ...listed("outcomes", "institution")(id, { projects, running, people }),
    ]),
    ...listed("outcomes", "portal")("all", { hidden }),
  ];
}

function registryRows(registry: RegistryFigures | null): FigureRow[] {
  if (!registry) return [];
  const source = "subnet" as const;
  return [
    ...Object.entries(registry.taken).map(([row, value]) => ({
      ...{ section: "registry", row, measure: "taken", value: Number(value), source },
    })),
    ...(registry.messenger
      ? (["opened", "active", "suspended"] as const).map((measure) => ({
          ...{ section: "messengerAccounts", row: "all", measure, value: registry.messenger?.[measure] ?? 0, source },
        }))
      : []),
    ...registry.cells.flatMap((cell) =>
      counted.map((measure) => ({
        ...{ section: "registryLicences", row: `${cell.programme}/${cell.phase}/${cell.sector}` },
        ...{ measure, value: cell[measure], source },
      })),
    ),
  ];
}

const mark = "\ufeff";

/** One of the CSV files. Begins with the mark by which spreadsheets know UTF-8; cells that they would run are made text. */
export async function figuresCsv(file: Exclude<FigureFile, "figures.json">, now = new Date()): Promise<string> {
  if (file === "figures.csv") return countsCsv(now);
  if (file === "institutions.csv") return institutionsCsv(now);
  const asOf = now.toISOString();
  const entries = await publishedEntries(rowsAtMost);
  return table(
    ["asOf", "institution", "programme", "kind", "name", "sentence", "link", "field", "startsOn", "endsOn", "people"],
    entries.map(({ institution, programme, ...entry }) => [
      ...[asOf, institution.name, programme.code, entry.kind, entry.name, entry.sentence ?? "", entry.link ?? ""],
      ...[entry.field ?? "", entry.startsOn, entry.endsOn ?? "", entry.people === null ? "" : String(entry.people)],
    ]),
  );
}

/** Every figure, a line each. */
export async function countsCsv(now: Date): Promise<string> {
  const asOf = now.toISOString();
  const rows = await figureRows(now);
  return table(
    ["asOf", "section", "row", "measure", "value", "source"],
    rows.map(({ section, row, measure, value, source }) => [asOf, section, row, measure, String(value), source]),
  );
}

/** Every institution that takes part, a line each. */
export async function institutionsCsv(now: Date): Promise<string> {
  const asOf = now.toISOString();
  const { rows } = await participants({ text: "", offset: 0, most: rowsAtMost }, now);
  return table(
    ["asOf", "id", "name", "nameUr", "sector", "district", "awarded", "claimed", "active", "projects", "people"],
    rows.map((row) => [
      ...[asOf, row.id, row.name, row.nameUr ?? "", row.sector, row.districtEn ?? ""],
      ...[row.awarded, row.claimed, row.active, row.projects, row.people].map(String),
    ]),
  );
}

/** Both together, for machines. */
export async function countsJson(now: Date) {
  const [figures, { rows: institutions }] = await Promise.all([
    figureRows(now),
    participants({ text: "", offset: 0, most: rowsAtMost }, now),
  ]);
  return { asOf: now.toISOString(), figures, institutions };
}

/** Everything that is public, for machines. */
export async function figuresJson(now = new Date()) {
  const [counts, outcomes] = await Promise.all([countsJson(now), publishedEntries(rowsAtMost)]);
  return { ...counts, outcomes };
}

function table(head: string[], rows: string[][]): string {
  return `${mark}${csvRow(head)}${rows.map(csvRow).join("")}`;
}
