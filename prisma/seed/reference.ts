import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import { searchable } from "../../lib/institutions/search.ts";
import type { Tx } from "../../lib/platform/db/client.ts";

const folder = path.join(import.meta.dirname, "../data");

type University = z.infer<typeof University>;
const University = z.strictObject({
  name: z.string().min(1),
  domains: z.array(z.string()),
  province: z.string().nullable(),
  city: z.string().nullable(),
  sector: z.string().nullable(),
  charteredBy: z.string().nullable(),
  hecListed: z.boolean(),
  weakEmailDomains: z.array(z.string()),
  sources: z.array(z.string()),
});

/**
 * Brings districts and the directory of universities into step with prisma/data: adds what is new, corrects what changed,
 * removes nothing. Returns how many rows were written; nothing changed writes nothing.
 */
export async function loadReference(tx: Tx): Promise<{ districts: number; universities: number }> {
  return { districts: await loadDistricts(tx), universities: await loadUniversities(tx) };
}

async function loadDistricts(tx: Tx): Promise<number> {
  const [, ...lines] = fs.readFileSync(path.join(folder, "pk-districts.csv"), "utf8").trim().split(/\r?\n/);
  const known = new Map((await tx.district.findMany()).map((district) => [district.code, district]));
  const changed = lines
    .map((line) => {
      const cells = line.split(",");
      if (cells.length !== 8) throw new Error(`pk-districts.csv: not eight cells: ${line}`);
      const [code = "", provinceIso = "", provinceEn = "", provinceUr = "", nameEn = "", nameUr = "", lat, lon] = cells;
      return {
        code,
        provinceIso,
        provinceEn,
        provinceUr,
        nameEn,
        nameUr,
        latitude: Number(lat),
        longitude: Number(lon),
      };
    })
    .filter((district) => !isSame(known.get(district.code), district));
  await tx.district.createMany({ data: changed.filter(({ code }) => !known.has(code)) });
  for (const district of changed.filter(({ code }) => known.has(code)))
    await tx.district.update({ where: { code: district.code }, data: district });
  return changed.length;
}

async function loadUniversities(tx: Tx): Promise<number> {
  const text = fs.readFileSync(path.join(folder, "pk-universities.json"), "utf8");
  const known = new Map((await tx.directoryEntry.findMany()).map((entry) => [entry.name, entry]));
  const changed = mergeNamesakes(z.array(University).parse(JSON.parse(text)))
    .map(({ province, sector, ...rest }) => ({
      ...rest,
      provinceIso: province,
      ownership: sector,
      searchName: searchable(rest.name),
    }))
    .filter((entry) => !isSame(known.get(entry.name), entry));
  await tx.directoryEntry.createMany({ data: changed.filter(({ name }) => !known.has(name)) });
  for (const entry of changed.filter(({ name }) => known.has(name)))
    await tx.directoryEntry.update({ where: { name: entry.name }, data: entry });
  return changed.length;
}

/**
 * The file's sources list nine universities more than once, under one name with different mail domains. A person who
 * registers chooses a name, so that there is one entry a name: the HEC-listed one, with everybody's domains.
 */
function mergeNamesakes(universities: University[]): University[] {
  const byName = Map.groupBy(universities, ({ name }) => name);
  const united = (namesakes: University[], field: "domains" | "weakEmailDomains" | "sources") =>
    [...new Set(namesakes.flatMap((namesake) => namesake[field]))].sort();
  return [...byName.values()].flatMap((namesakes) => {
    const [first] = namesakes.toSorted((a, b) => Number(b.hecListed) - Number(a.hecListed));
    if (first === undefined || namesakes.length === 1) return namesakes;
    return {
      ...first,
      domains: united(namesakes, "domains"),
      weakEmailDomains: united(namesakes, "weakEmailDomains"),
      sources: united(namesakes, "sources"),
    };
  });
}

/** Does the stored row already say all that the file says? */
function isSame(stored: Record<string, unknown> | undefined, row: Record<string, unknown>): boolean {
  return (
    stored !== undefined &&
    Object.entries(row).every(([key, value]) => JSON.stringify(stored[key]) === JSON.stringify(value))
  );
}
