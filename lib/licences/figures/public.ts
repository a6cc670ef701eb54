import { db } from "../../platform/db/client.ts";
import type { Sector } from "../../platform/db/generated/enums.ts";
import { sectors } from "../../programmes/rules.ts";
import { institutionsByDistrict } from "./institutionsByDistrict.ts";
import { type Ladders, ladders } from "./ladder.ts";
import { type PortalCell, portalCells } from "./portalCells.ts";
import type { InstitutionRungs } from "./rungs.ts";

/** Licences of a sector: in force, suspended for now, and out of force for good (revoked, or past their last day). */
export type SectorStates = { sector: Sector; inForce: number; suspended: number; ended: number };

/** A district, its centre in degrees, and the licences of the institutions that have their seat in it. */
export type DistrictFigures = {
  code: string;
  nameEn: string;
  nameUr: string;
  provinceIso: string;
  provinceEn: string;
  provinceUr: string;
  latitude: number;
  longitude: number;
  inForce: number;
  everIssued: number;
};

/** The public figures of licences, as counted at `asOf`. */
export type PublicFigures = {
  asOf: Date;
  sectors: SectorStates[];
  /** Every district, those without a licence too, by code. */
  districts: DistrictFigures[];
  /** Institutions by district, along the ladder. */
  institutions: (InstitutionRungs & { district: string | null })[];
  /** What belongs to institutions that name no district. */
  elsewhere: { inForce: number; everIssued: number };
  /** Licences certified on each day of Pakistan ("2026-11-21"), the first day first; the newest 4,000 days with any. */
  days: { day: string; count: number }[];
  /** The last day of the above axis: today in Pakistan. */
  today: string;
  /** Seats from what was promised to what is active. */
  ladders: Ladders;
  /** Certified licences by programme, phase and sector, as the portal's own books have them. */
  cells: PortalCell[];
};

/**
 * What anybody may know of licences: counts alone, by sector, district, day and stage. Nothing about persons, and nothing that is
 * still inside the undo window. Public on purpose: institutions, sectors and dates of licences are, so that small groups are not
 * hidden. Nine aggregates in one snapshot; some 30 ms at 1,500 licences on two busy cores, less than drawing the page.
 */
export async function publicFigures(now = new Date()): Promise<PublicFigures> {
  return db().$transaction(
    async (tx) => {
      const states = await tx.$queryRaw<SectorStates[]>`
        SELECT sector,
          count(*) FILTER (WHERE state = 'ACTIVE' AND "validUntil" > ${now})::int AS "inForce",
          count(*) FILTER (WHERE state = 'SUSPENDED' AND "validUntil" > ${now})::int AS suspended,
          count(*) FILTER (WHERE state IN ('REVOKED', 'EXPIRED') OR "validUntil" <= ${now})::int AS ended
        FROM "Licence" WHERE state <> 'PENDING' GROUP BY sector`;
      const districts = await tx.$queryRaw<DistrictFigures[]>`
        SELECT district.code, district."nameEn", district."nameUr", district."provinceIso", district."provinceEn", district."provinceUr",
          district.latitude, district.longitude,
          count(licence.id) FILTER (WHERE licence.state = 'ACTIVE' AND licence."validUntil" > ${now})::int AS "inForce",
          count(licence.id)::int AS "everIssued"
        FROM "District" AS district
        LEFT JOIN "Institution" AS institution ON institution."districtCode" = district.code
        LEFT JOIN "Licence" AS licence ON licence."institutionId" = institution.id AND licence.state <> 'PENDING'
        GROUP BY district.code ORDER BY district.code`;
      const [elsewhere] = await tx.$queryRaw<{ inForce: number; everIssued: number }[]>`
        SELECT count(*) FILTER (WHERE licence.state = 'ACTIVE' AND licence."validUntil" > ${now})::int AS "inForce",
          count(*)::int AS "everIssued"
        FROM "Licence" AS licence JOIN "Institution" AS institution ON institution.id = licence."institutionId"
        WHERE institution."districtCode" IS NULL AND licence.state <> 'PENDING'`;
      const days = await tx.$queryRaw<{ day: string; count: number }[]>`
        SELECT to_char("issuedAt" AT TIME ZONE 'Asia/Karachi', 'YYYY-MM-DD') AS day, count(*)::int AS count
        FROM "Licence" WHERE state <> 'PENDING' AND "issuedAt" IS NOT NULL
        GROUP BY 1 ORDER BY 1 DESC LIMIT 4000`;
      return {
        asOf: now,
        sectors: sectors.map(
          (sector) => states.find((row) => row.sector === sector) ?? { sector, inForce: 0, suspended: 0, ended: 0 },
        ),
        districts,
        institutions: await institutionsByDistrict(tx, now),
        elsewhere: elsewhere ?? { inForce: 0, everIssued: 0 },
        days: days.reverse(),
        today: pakistanDay(now),
        ladders: await ladders(tx, now),
        cells: await portalCells(tx, now),
      };
    },
    { isolationLevel: "RepeatableRead" },
  );
}

/** The day of an instant in Pakistan (UTC+5, no summer time), as "2026-11-21". */
function pakistanDay(at: Date): string {
  return new Date(at.getTime() + 5 * 3_600_000).toISOString().slice(0, 10);
}
