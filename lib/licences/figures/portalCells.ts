import type { CertifiedCell } from "../../platform/chain/figures.ts";
import type { Db, Tx } from "../../platform/db/client.ts";

/** What the portal's own books say of one programme, phase and sector, by the names under which the registry counts. */
export type PortalCell = CertifiedCell & { programmeEn: string; programmeUr: string; phaseEn: string; phaseUr: string };

/** Every certified licence as the portal has it at `now`, counted as the registry counts. One aggregate. */
export async function portalCells(database: Db | Tx, now: Date): Promise<PortalCell[]> {
  return database.$queryRaw<PortalCell[]>`
    SELECT p.code AS programme, ph.code AS phase, lower(l.sector::text) AS sector, count(*)::int AS issued,
      (count(*) FILTER (WHERE l.state = 'ACTIVE' AND l."validUntil" > ${now}))::int AS "inForce",
      (count(*) FILTER (WHERE l.state = 'SUSPENDED' AND l."validUntil" > ${now}))::int AS suspended,
      (count(*) FILTER (WHERE l.state <> 'REVOKED' AND (l.state = 'EXPIRED' OR l."validUntil" <= ${now})))::int AS expired,
      (count(*) FILTER (WHERE l.state = 'REVOKED'))::int AS revoked,
      min(p."nameEn") AS "programmeEn", min(p."nameUr") AS "programmeUr",
      min(ph."nameEn") AS "phaseEn", min(ph."nameUr") AS "phaseUr"
    FROM "Licence" AS l
    JOIN "Programme" AS p ON p.id = l."programmeId" JOIN "Phase" AS ph ON ph.id = l."phaseId"
    WHERE l.state <> 'PENDING'
    GROUP BY p.code, ph.code, l.sector ORDER BY p.code, min(ph."opensAt"), ph.code, l.sector`;
}
