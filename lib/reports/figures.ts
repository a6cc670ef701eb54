import { pausesOf } from "../applications/clock.ts";
import { institutionKinds } from "../institutions/rules.ts";
import { isActive, isClaimed, ladders, licencesOnLadder, rungCounts } from "../licences/figures/ladder.ts";
import type { SeatLadder } from "../licences/figures/rungs.ts";
import { type Db, db } from "../platform/db/client.ts";
import type { InstitutionKind, Sector } from "../platform/db/generated/enums.ts";
import { workingDaysBetween } from "../platform/workingDays.ts";
import { sectors } from "../programmes/rules.ts";
import { instantsOf, type Period, quantile } from "./rules.ts";

/** How applications of one group ended, or that they have not yet. */
export type Spread = { key: string; awarded: number; declined: number; open: number; withdrawn: number };

/** Working days that something took: how many there were, the middle one, and what nine in ten did not exceed. */
export type Time = { count: number; median: number | null; p90: number | null };

/** The figures of a report. */
export type ReportFigures = {
  period: Period;
  /** Institutions registered in the period, and how many of them came how far. */
  funnel: Record<"registered" | "verified" | "applied" | "reviewed" | "awarded" | "claimed" | "active", number>;
  /** Registrations verified, and applications decided, in the period. */
  times: { verification: Time; decision: Time; sectors: { sector: Sector; decision: Time }[] };
  /** Applications handed in in the period. */
  bySector: Spread[];
  byProvince: (Spread & { nameEn: string; nameUr: string })[];
  byKind: (Spread & { key: InstitutionKind })[];
  /** Seats of those applications; awarded are those of decisions that were released. */
  seats: Record<"asked" | "awarded" | "offered" | "claimed" | "active", number>;
  /** All seats as they stand now, whenever they were asked for. */
  ladder: SeatLadder;
};

/** Times are worked out over the newest of them, at most so many. */
const timedAtMost = 5_000;

const none: Omit<Spread, "key"> = { awarded: 0, declined: 0, open: 0, withdrawn: 0 };

/** The figures of a period as they stand at `now`, all from one moment of the database. Counts alone: nothing about persons. */
export function reportFigures(period: Period, now = new Date(), database: Db = db()): Promise<ReportFigures> {
  const { begins, ends } = instantsOf(period);
  return database.$transaction(
    async (tx) => {
      const [funnel] = await tx.$queryRaw<ReportFigures["funnel"][]>`
        SELECT count(*)::int AS registered,
          count(*) FILTER (WHERE i."verifiedAt" IS NOT NULL)::int AS verified,
          count(*) FILTER (WHERE EXISTS (SELECT 1 FROM "Application" a
            WHERE a."institutionId" = i.id AND a."submittedAt" IS NOT NULL))::int AS applied,
          count(*) FILTER (WHERE EXISTS (SELECT 1 FROM "Application" a
            WHERE a."institutionId" = i.id AND a.state IN ('REVIEWED', 'PROPOSED', 'WAITLISTED', 'AWARDED', 'DECLINED')))::int AS reviewed,
          count(*) FILTER (WHERE EXISTS (SELECT 1 FROM "Application" a
            WHERE a."institutionId" = i.id AND a.state = 'AWARDED'))::int AS awarded,
          count(*) FILTER (WHERE EXISTS (SELECT 1 FROM ${licencesOnLadder}
            WHERE l."institutionId" = i.id AND ${isClaimed}))::int AS claimed,
          count(*) FILTER (WHERE EXISTS (SELECT 1 FROM ${licencesOnLadder}
            WHERE l."institutionId" = i.id AND ${isActive(now)}))::int AS active
        FROM "Institution" i WHERE i."createdAt" >= ${begins} AND i."createdAt" < ${ends}`;
      const groups = await tx.$queryRaw<
        (Omit<Spread, "key"> & { sector: Sector; kind: InstitutionKind; iso: string | null; en: string; ur: string })[]
      >`
        SELECT i.sector, i.kind, d."provinceIso" AS iso, coalesce(max(d."provinceEn"), '') AS en, coalesce(max(d."provinceUr"), '') AS ur,
          count(*) FILTER (WHERE a.state = 'AWARDED')::int AS awarded,
          count(*) FILTER (WHERE a.state = 'DECLINED')::int AS declined,
          count(*) FILTER (WHERE a.state NOT IN ('AWARDED', 'DECLINED', 'WITHDRAWN'))::int AS open,
          count(*) FILTER (WHERE a.state = 'WITHDRAWN')::int AS withdrawn
        FROM "Application" a JOIN "Institution" i ON i.id = a."institutionId"
        LEFT JOIN "District" d ON d.code = i."districtCode"
        WHERE a."submittedAt" >= ${begins} AND a."submittedAt" < ${ends}
        GROUP BY i.sector, i.kind, d."provinceIso"`;
      const [seats] = await tx.$queryRaw<ReportFigures["seats"][]>`
        WITH cohort AS (SELECT id, seats, state FROM "Application" WHERE "submittedAt" >= ${begins} AND "submittedAt" < ${ends})
        SELECT (SELECT coalesce(sum(seats), 0)::int FROM cohort WHERE state <> 'WITHDRAWN') AS asked,
          ${rungCounts(now)}, (count(s.id))::int AS offered
        FROM ${licencesOnLadder} JOIN cohort AS c ON c.id = l."applicationId"`;
      const decided = await tx.application.findMany({
        where: { decidedAt: { gte: begins, lt: ends }, submittedAt: { not: null } },
        select: {
          submittedAt: true,
          decidedAt: true,
          institution: { select: { sector: true } },
          requests: { select: { askedAt: true, repliedAt: true } },
        },
        orderBy: { decidedAt: "desc" },
        take: timedAtMost,
      });
      const verified = await tx.institution.findMany({
        where: { verifiedAt: { gte: begins, lt: ends }, submittedAt: { not: null } },
        select: { submittedAt: true, verifiedAt: true },
        orderBy: { verifiedAt: "desc" },
        take: timedAtMost,
      });

      const times = decided.map(({ submittedAt, decidedAt, institution, requests }) => {
        const end = decidedAt ?? now;
        const waited = pausesOf(requests).reduce((sum, { from, to }) => sum + workingDaysBetween(from, to ?? end), 0);
        return { sector: institution.sector, days: Math.max(0, workingDaysBetween(submittedAt ?? end, end) - waited) };
      });
      const spread = (belongs: (group: (typeof groups)[number]) => boolean) =>
        groups.filter(belongs).reduce(
          (sum, { awarded, declined, open, withdrawn }) => ({
            awarded: sum.awarded + awarded,
            declined: sum.declined + declined,
            open: sum.open + open,
            withdrawn: sum.withdrawn + withdrawn,
          }),
          none,
        );
      const provinces = [...new Map(groups.map(({ iso, en, ur }) => [iso ?? "", { en, ur }]))].sort(([a], [b]) =>
        a.localeCompare(b),
      );
      return {
        period,
        funnel: funnel ?? { registered: 0, verified: 0, applied: 0, reviewed: 0, awarded: 0, claimed: 0, active: 0 },
        times: {
          verification: timeOf(
            verified.map(({ submittedAt, verifiedAt }) => workingDaysBetween(submittedAt ?? now, verifiedAt ?? now)),
          ),
          decision: timeOf(times.map(({ days }) => days)),
          sectors: sectors.map((sector) => ({
            sector,
            decision: timeOf(times.filter((one) => one.sector === sector).map(({ days }) => days)),
          })),
        },
        bySector: sectors.map((sector) => ({ key: sector, ...spread((group) => group.sector === sector) })),
        byProvince: provinces.map(([iso, { en, ur }]) => ({
          key: iso,
          nameEn: en,
          nameUr: ur,
          ...spread((group) => (group.iso ?? "") === iso),
        })),
        byKind: institutionKinds.map((kind) => ({ key: kind, ...spread((group) => group.kind === kind) })),
        seats: seats ?? { asked: 0, awarded: 0, offered: 0, claimed: 0, active: 0 },
        ladder: (await ladders(tx, now)).all,
      };
    },
    { isolationLevel: "RepeatableRead" },
  );
}

function timeOf(days: readonly number[]): Time {
  return { count: days.length, median: quantile(days, 0.5), p90: quantile(days, 0.9) };
}
