import type { Db, Tx } from "../../platform/db/client.ts";
import { licencesOnLadder, rungCounts } from "./ladder.ts";
import type { InstitutionRungs } from "./rungs.ts";

/** Institutions by the district of their seat; those that name none are under null. Licences count once they are certified. */
export async function institutionsByDistrict(
  database: Db | Tx,
  now: Date,
): Promise<(InstitutionRungs & { district: string | null })[]> {
  return database.$queryRaw`
    WITH seats AS (
      SELECT l."institutionId" AS id, ${rungCounts(now)} FROM ${licencesOnLadder}
      WHERE l.state <> 'PENDING' GROUP BY l."institutionId"
    )
    SELECT i."districtCode" AS district,
      (count(*) FILTER (WHERE i.state = 'VERIFIED'))::int AS verified,
      (count(*) FILTER (WHERE s.awarded > 0))::int AS awarded,
      (count(*) FILTER (WHERE s.claimed > 0))::int AS claimed,
      (count(*) FILTER (WHERE s.active > 0))::int AS active
    FROM "Institution" AS i LEFT JOIN seats AS s ON s.id = i.id
    WHERE i.state <> 'MERGED' GROUP BY i."districtCode"`;
}
