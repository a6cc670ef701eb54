import type { Sector } from "../platform/db/generated/enums.ts";
import type { Criterion } from "./schema.ts";

/** The sectors, in the order in which people see them. */
export const sectors = ["EDUCATION", "STARTUPS", "GOVERNMENT", "PRIVATE"] as const satisfies readonly Sector[];

/** When a phase takes applications, and whose. */
export type PhaseWindow = { sectors: readonly Sector[]; opensAt: Date; closesAt: Date };

/** Does the phase take applications of `sector` at `now`? The opening instant counts, the closing instant does not. */
export function isPhaseOpen(phase: PhaseWindow, sector: Sector, now: Date): boolean {
  return phase.sectors.includes(sector) && phase.opensAt <= now && now < phase.closesAt;
}

/** The last instant at which a phase takes applications: what people are shown, since the closing instant is past it. */
export function lastInstant(phase: { closesAt: Date }): Date {
  return new Date(phase.closesAt.getTime() - 1);
}

/** Do the rubric's weights add up to exactly one hundred percent, under codes that differ? */
export function isRubricSound(criteria: readonly Criterion[]): boolean {
  const sum = criteria.reduce((total, criterion) => total + criterion.weight, 0);
  return sum === 100 && new Set(criteria.map((criterion) => criterion.code)).size === criteria.length;
}

/** Places of a sector: how many there are, how many of them are taken, and by what. */
export type QuotaFigures = {
  sector: Sector;
  places: number;
  /** Reserved or issued, and not returned: never above `places`. */
  taken: number;
  /** Of those, licences in force, active or suspended. */
  issued: number;
  /** Of those, licences that were revoked or have expired, and whose places governors have not returned. */
  ended: number;
  /** Of those, promised by a decision, and without a licence yet. */
  reserved: number;
  /** Licences that were ever issued, revoked and expired ones included. */
  everIssued: number;
  /** Of those, licences that ended and whose places governors returned: they are not `taken` any more. */
  returned: number;
};

/** Places still to be had. */
export function freePlaces(quota: Pick<QuotaFigures, "places" | "taken">): number {
  return Math.max(0, quota.places - quota.taken);
}

/** Places of a sector that can still be given: of its own, and of the programme in all. */
export function placesLeftOf(
  programme: { places: number; quotas: readonly Pick<QuotaFigures, "sector" | "places" | "taken">[] },
  sector: Sector,
): number {
  const quota = programme.quotas.find((one) => one.sector === sector);
  const taken = programme.quotas.reduce((sum, one) => sum + one.taken, 0);
  return Math.max(0, Math.min(quota ? freePlaces(quota) : 0, programme.places - taken));
}
