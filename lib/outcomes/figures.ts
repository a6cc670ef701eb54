import { searchWords } from "../institutions/search.ts";
import { ladderOf, licencesOnLadder, rungCounts } from "../licences/figures/ladder.ts";
import type { OwnLadder } from "../licences/figures/rungs.ts";
import { db } from "../platform/db/client.ts";
import { Prisma } from "../platform/db/generated/client.ts";
import type { Sector } from "../platform/db/generated/enums.ts";
import { isId } from "../platform/ids.ts";
import { entriesAtMost } from "./rules.ts";

/** An institution that takes part: its seats from the award on, and what it has published of them. */
export type Participant = OwnLadder & {
  id: string;
  name: string;
  nameUr: string | null;
  sector: Sector;
  districtEn: string | null;
  districtUr: string | null;
  /** Published projects, and people in published entries. */
  projects: number;
  people: number;
};

/** Participants on one page. */
export const participantsShown = 50;

/** Rows of a file at most: more than the places of all programmes, and than they could report in years. */
export const rowsAtMost = 20_000;

/** Which participants are asked for. */
export type Asked = { text: string; sector?: Sector | undefined; offset: number; most: number };

/**
 * Institutions with a licence that the registry has certified, by name, and how many there are. Public on purpose, as their names,
 * sectors and seats are; nothing about persons, and nothing that is still inside the undo window.
 */
export async function participants(
  { text, sector, offset, most }: Asked,
  now = new Date(),
): Promise<{ rows: Participant[]; total: number }> {
  const wanted = [
    Prisma.sql`i.state <> 'MERGED'`,
    ...(sector ? [Prisma.sql`i.sector = ${sector}::"Sector"`] : []),
    ...searchWords(text).map((word) => Prisma.sql`i."searchName" LIKE ${`%${word}%`}`),
  ];
  const rows = await db().$queryRaw<(Participant & { total: number })[]>`
    WITH seats AS (
      SELECT l."institutionId" AS id, ${rungCounts(now)} FROM ${licencesOnLadder}
      GROUP BY l."institutionId" HAVING bool_or(l.state <> 'PENDING')
    ), reported AS (
      SELECT "institutionId" AS id, (count(*) FILTER (WHERE kind = 'PROJECT'))::int AS projects,
        coalesce(sum(people), 0)::int AS people
      FROM "OutcomeEntry" WHERE state = 'PUBLISHED' GROUP BY "institutionId"
    )
    SELECT i.id, i.name, i."nameUr", i.sector, d."nameEn" AS "districtEn", d."nameUr" AS "districtUr",
      s.awarded, s.claimed, s.active, coalesce(r.projects, 0) AS projects, coalesce(r.people, 0) AS people,
      count(*) OVER ()::int AS total
    FROM seats AS s JOIN "Institution" AS i ON i.id = s.id
    LEFT JOIN reported AS r ON r.id = s.id
    LEFT JOIN "District" AS d ON d.code = i."districtCode"
    WHERE ${Prisma.join(wanted, " AND ")}
    ORDER BY lower(i.name), i.id LIMIT ${most} OFFSET ${offset}`;
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 };
}

/** What a published entry says. */
const published = {
  select: {
    id: true,
    kind: true,
    name: true,
    sentence: true,
    link: true,
    field: true,
    startsOn: true,
    endsOn: true,
    people: true,
  },
  orderBy: [{ startsOn: "desc" }, { id: "desc" }],
} as const satisfies Prisma.OutcomeEntryFindManyArgs;

/** One participant with its seats and everything that it has published, or null where there is none. Public, as `participants` is. */
export async function findParticipant(id: string, now = new Date()) {
  if (!isId(id)) return null;
  const institution = await db().institution.findFirst({
    where: { id, state: { not: "MERGED" }, licences: { some: { state: { not: "PENDING" } } } },
    select: {
      ...{ id: true, name: true, nameUr: true, sector: true },
      district: { select: { nameEn: true, nameUr: true } },
      outcomes: { where: { state: "PUBLISHED" }, ...published, take: entriesAtMost },
    },
  });
  return institution && { ...institution, ladder: await ladderOf(db(), id, now) };
}

/** What was published of a programme, and by how many of its institutions. */
export type ProgrammeOutcomes = {
  id: string;
  nameEn: string;
  nameUr: string;
  institutions: number;
  reporting: number;
  projects: number;
  running: number;
  people: number;
};

/** Programmes with what institutions published of them; `hidden`: entries that an administrator keeps from the public. */
export async function programmeOutcomes(): Promise<{ programmes: ProgrammeOutcomes[]; hidden: number }> {
  const [programmes, hidden] = await Promise.all([
    db().$queryRaw<ProgrammeOutcomes[]>`
      SELECT p.id, p."nameEn", p."nameUr",
        (SELECT count(DISTINCT l."institutionId") FROM "Licence" AS l
          WHERE l."programmeId" = p.id AND l.state <> 'PENDING')::int AS institutions,
        count(DISTINCT e."institutionId")::int AS reporting,
        (count(*) FILTER (WHERE e.kind = 'PROJECT'))::int AS projects,
        (count(*) FILTER (WHERE e.kind = 'PROJECT' AND e."endsOn" IS NULL))::int AS running,
        coalesce(sum(e.people), 0)::int AS people
      FROM "Programme" AS p LEFT JOIN "OutcomeEntry" AS e ON e."programmeId" = p.id AND e.state = 'PUBLISHED'
      GROUP BY p.id ORDER BY p.code LIMIT 10`,
    db().outcomeEntry.count({ where: { state: "HIDDEN" } }),
  ]);
  return { programmes, hidden };
}

/** Published entries with whose they are, the newest first, or only projects. Public, as their institutions allowed. */
export async function publishedEntries(most: number, kind?: "PROJECT") {
  return db().outcomeEntry.findMany({
    where: { state: "PUBLISHED", ...(kind && { kind }) },
    select: {
      ...published.select,
      institution: { select: { id: true, name: true, nameUr: true, sector: true } },
      programme: { select: { code: true, nameEn: true, nameUr: true } },
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: most,
  });
}
