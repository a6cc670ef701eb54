import { db } from "../platform/db/client.ts";
import { rankOf, searchable, searchWords } from "./search.ts";

/** A university that the directory knows, as a suggestion. */
export type DirectoryLine = {
  id: string;
  name: string;
  city: string | null;
  provinceIso: string | null;
  hecListed: boolean;
};

/** At most this many suggestions. */
export const suggestionsAtMost = 10;

/** More universities than the country will have; the whole directory is read, since acronyms and towns defeat an index. */
export const directoryAtMost = 2000;

/**
 * Universities whose name, acronym, town or domain holds every word of `query`, best first; at most ten.
 * A town or district may be given in Urdu. Public: the directory is published.
 */
export async function directory(query: string): Promise<DirectoryLine[]> {
  const words = searchWords(query);
  if (words.join("").length < 2) return [];
  const [rows, towns] = await Promise.all([
    db().directoryEntry.findMany({
      select: {
        id: true,
        name: true,
        searchName: true,
        city: true,
        provinceIso: true,
        hecListed: true,
        domains: true,
      },
      orderBy: { name: "asc" },
      take: directoryAtMost,
    }),
    townsInEnglish(words),
  ]);
  const wanted = words.map((word) => [word, ...(towns.get(word) ?? [])]);
  return rows
    .map((row) => ({ row, rank: rankOf(row, wanted) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank)
    .slice(0, suggestionsAtMost)
    .map(({ row: { id, name, city, provinceIso, hecListed } }) => ({ id, name, city, provinceIso, hecListed }));
}

/** For each Urdu word of a query, the English names of the districts that it begins, as compared. */
async function townsInEnglish(words: readonly string[]): Promise<Map<string, string[]>> {
  const urdu = words.filter((word) => /\p{Script=Arabic}/u.test(word));
  if (urdu.length === 0) return new Map();
  const all = await db().district.findMany({ select: { nameEn: true, nameUr: true }, take: 500 });
  return new Map(
    urdu.map((word) => [
      word,
      all
        .filter((district) => searchable(district.nameUr).startsWith(word))
        .map((district) => searchable(district.nameEn)),
    ]),
  );
}

/** A province and its districts, each with both names. */
export type Province = {
  iso: string;
  nameEn: string;
  nameUr: string;
  districts: { code: string; nameEn: string; nameUr: string }[];
};

/** The provinces with their districts, by English name. Public reference data, under 200 rows. */
export async function provinces(): Promise<Province[]> {
  const rows = await db().district.findMany({ orderBy: [{ provinceEn: "asc" }, { nameEn: "asc" }], take: 500 });
  const found = new Map<string, Province>();
  for (const row of rows) {
    const province = found.get(row.provinceIso) ?? {
      iso: row.provinceIso,
      nameEn: row.provinceEn,
      nameUr: row.provinceUr,
      districts: [],
    };
    province.districts.push({ code: row.code, nameEn: row.nameEn, nameUr: row.nameUr });
    found.set(row.provinceIso, province);
  }
  return [...found.values()];
}
