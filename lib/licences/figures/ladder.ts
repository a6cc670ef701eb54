import type { Db, Tx } from "../../platform/db/client.ts";
import { Prisma } from "../../platform/db/generated/client.ts";
import type { Sector } from "../../platform/db/generated/enums.ts";
import { sectors } from "../../programmes/rules.ts";
import type { OwnLadder, SeatLadder } from "./rungs.ts";

/** Licences (`l`) whose decision is out, each once, with the seat (`s`) that stands, if one does. */
export const licencesOnLadder = Prisma.sql`"Licence" AS l
  JOIN "Batch" AS b ON b.id = l."batchId" AND b.state IN ('RELEASED', 'COMPLETED')
  LEFT JOIN "Seat" AS s ON s."licenceId" = l.id AND s.state <> 'RELEASED'`;

/** A person has taken the seat. */
export const isClaimed = Prisma.sql`(s.state IN ('CLAIMED', 'BOUND'))`;

/** The seat is recorded as that person's, who says that they have begun to use it, and its licence is in force. */
export const isActive = (now: Date) =>
  Prisma.sql`(s.state = 'BOUND' AND s."activatedAt" IS NOT NULL AND l.state = 'ACTIVE' AND l."validUntil" > ${now})`;

/** The columns of a row of `licencesOnLadder`: what stands on its last three rungs. */
export const rungCounts = (now: Date) => Prisma.sql`count(l.id)::int AS awarded,
  (count(l.id) FILTER (WHERE ${isClaimed}))::int AS claimed,
  (count(l.id) FILTER (WHERE ${isActive(now)}))::int AS active`;

const nothing: OwnLadder = { awarded: 0, claimed: 0, active: 0 };

/** A group that has a name of its own in both languages. */
type Named = { key: string; nameEn: string; nameUr: string };

/** The ladder of all programmes, and its parts; what belongs to an institution that names no district has the key "". */
export type Ladders = {
  all: SeatLadder;
  bySector: (SeatLadder & { sector: Sector })[];
  byProvince: (OwnLadder & Named)[];
  /** Phases that have opened, in that order. */
  byPhase: (OwnLadder & Named)[];
};

/** The ladder at `now`, in the caller's snapshot of the database. */
export async function ladders(tx: Tx, now: Date): Promise<Ladders> {
  const places = await tx.$queryRaw<{ sector: Sector; promised: number; released: number }[]>`
    SELECT q.sector, sum(q.places)::int AS promised,
      coalesce(sum(q.places) FILTER (WHERE EXISTS (SELECT 1 FROM "Phase" AS p
        WHERE p."programmeId" = q."programmeId" AND q.sector = ANY(p.sectors) AND p."opensAt" <= ${now})), 0)::int AS released
    FROM "Quota" AS q GROUP BY q.sector`;
  const counted = await tx.$queryRaw<
    (OwnLadder & { sector: Sector; phaseId: string; iso: string; en: string; ur: string })[]
  >`
    SELECT l.sector, l."phaseId", coalesce(d."provinceIso", '') AS iso,
      coalesce(max(d."provinceEn"), '') AS en, coalesce(max(d."provinceUr"), '') AS ur, ${rungCounts(now)}
    FROM ${licencesOnLadder}
    JOIN "Institution" AS i ON i.id = l."institutionId"
    LEFT JOIN "District" AS d ON d.code = i."districtCode"
    GROUP BY l.sector, l."phaseId", coalesce(d."provinceIso", '')`;
  const phases = await tx.phase.findMany({
    where: { opensAt: { lte: now } },
    select: { id: true, nameEn: true, nameUr: true },
    orderBy: [{ opensAt: "asc" }, { code: "asc" }],
    take: 100,
  });
  const together = (belongs: (row: (typeof counted)[number]) => boolean) =>
    counted.filter(belongs).reduce(
      (sum, { awarded, claimed, active }) => ({
        awarded: sum.awarded + awarded,
        claimed: sum.claimed + claimed,
        active: sum.active + active,
      }),
      nothing,
    );
  const bySector = sectors.map((sector) => {
    const { promised = 0, released = 0 } = places.find((row) => row.sector === sector) ?? {};
    return { sector, promised, released, ...together((row) => row.sector === sector) };
  });
  const provinces = [...new Map(counted.map((row) => [row.iso, row])).values()].sort((a, b) =>
    a.iso === "" || b.iso === "" ? b.iso.length - a.iso.length : a.iso.localeCompare(b.iso),
  );
  return {
    all: {
      promised: bySector.reduce((sum, { promised }) => sum + promised, 0),
      released: bySector.reduce((sum, { released }) => sum + released, 0),
      ...together(() => true),
    },
    bySector,
    byProvince: provinces.map(({ iso, en, ur }) => ({
      ...{ key: iso, nameEn: en, nameUr: ur },
      ...together((row) => row.iso === iso),
    })),
    byPhase: phases.map(({ id, nameEn, nameUr }) => ({
      ...{ key: id, nameEn, nameUr },
      ...together((row) => row.phaseId === id),
    })),
  };
}

/** What is awarded to one institution, and what became of it. */
export async function ladderOf(database: Db | Tx, institutionId: string, now: Date): Promise<OwnLadder> {
  const [row] = await database.$queryRaw<OwnLadder[]>`
    SELECT ${rungCounts(now)} FROM ${licencesOnLadder} WHERE l."institutionId" = ${institutionId}::uuid`;
  return row ?? nothing;
}
