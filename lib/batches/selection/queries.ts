import type { Actor } from "../../platform/auth/actor.ts";
import { may } from "../../platform/auth/permissions.ts";
import { db } from "../../platform/db/client.ts";
import type { Sector } from "../../platform/db/generated/enums.ts";
import { isId } from "../../platform/ids.ts";
import { reading } from "../../platform/reading.ts";
import { quotas } from "../../programmes/queries.ts";
import type { QuotaFigures } from "../../programmes/rules.ts";
import { meanTotal } from "../../reviews/rules.ts";
import { itemsAtMost } from "../rules.ts";
import { heldIn } from "../waitlist/rules.ts";
import { type Picked, type SelectionRule, selectionHash } from "./rules.ts";
import { type RankedRow, selectFor } from "./steps.ts";

/** A draft as a rule is tried on it. */
export type Trial = {
  batch: { id: string; code: string; version: number };
  programmeId: string;
  /** What the draft awards already. */
  awarded: { institutionId: string; phaseId: string; sector: Sector; seats: number; held: number }[];
  phases: { id: string; nameEn: string; nameUr: string }[];
  quotas: QuotaFigures[];
  picks: Picked<RankedRow>[];
  /** What is taken, as a fingerprint. */
  hash: string;
};

/** What a rule would take into a draft; nothing taken where no rule is given. Null where there is no such draft to fill. */
export const tryRule = reading(
  "batches.read",
  { kind: "batch", orNothing: "batches.setItem" },
  async (actor: Actor, batchId: string, rule: SelectionRule | undefined): Promise<Trial | null> => {
    if (actor?.kind !== "person" || !may(actor, "batches.setItem") || !isId(batchId)) return null;
    const batch = await db().batch.findUnique({
      where: { id: batchId, state: "DRAFT" },
      select: {
        ...{ id: true, code: true, version: true, programmeId: true },
        items: {
          select: {
            seats: true,
            application: {
              select: {
                ...{ institutionId: true, phaseId: true, institution: { select: { sector: true } } },
                offers: { where: { state: "ACCEPTED" }, select: { sector: true, seats: true } },
              },
            },
          },
        },
        programme: {
          select: { phases: { select: { id: true, nameEn: true, nameUr: true }, orderBy: { opensAt: "asc" } } },
        },
      },
    });
    if (!batch) return null;
    const picks = rule ? await selectFor(db(), actor, batch, rule) : [];
    const { id, code, version, programme, programmeId, items } = batch;
    return {
      batch: { id, code, version },
      programmeId,
      awarded: items.map(({ seats, application: { institutionId, phaseId, institution, offers } }) => ({
        ...{
          institutionId,
          phaseId,
          sector: institution.sector,
          seats,
          held: seats > 0 ? heldIn(offers, institution.sector) : 0,
        },
      })),
      phases: programme.phases,
      quotas: await quotas(actor, programmeId),
      picks,
      hash: selectionHash(picks),
    };
  },
);

/** A reviewed application that no batch holds. */
export type Candidate = {
  applicationId: string;
  receipt: string;
  institution: { name: string; nameUr: string | null };
  sector: Sector;
  seats: number;
  /** Hundredths of a percent. */
  mean: number | null;
  /** The reader was asked to score it, so another approver decides on it. */
  wasScorer: boolean;
};

/** Reviewed applications of a programme that the reader may put into a batch, so none of their own institutions: the best first; at most 300 (what one batch holds), with how many there are. */
export async function candidates(actor: Actor, programmeId: string): Promise<{ rows: Candidate[]; count: number }> {
  if (!may(actor, "batches.draft")) return { rows: [], count: 0 };
  const own = actor?.kind === "person" ? actor.memberships.map(({ institutionId }) => institutionId) : [];
  const where = {
    programmeId,
    state: "REVIEWED" as const,
    items: { none: { live: true } },
    institutionId: { notIn: own },
  };
  const [count, found] = await Promise.all([
    db().application.count({ where }),
    db().application.findMany({
      where,
      include: {
        institution: { select: { name: true, nameUr: true, sector: true } },
        reviews: { where: { state: { not: "WITHDRAWN" } }, select: { total: true, reviewerId: true } },
      },
      orderBy: [{ submittedAt: "asc" }, { id: "asc" }],
      take: itemsAtMost,
    }),
  ]);
  const rows = found.map(({ id, receipt, institution, seats, reviews }) => ({
    applicationId: id,
    receipt: receipt ?? "",
    institution: { name: institution.name, nameUr: institution.nameUr },
    sector: institution.sector,
    seats: seats ?? 0,
    wasScorer: reviews.some(({ reviewerId }) => actor?.kind === "person" && reviewerId === actor.userId),
    mean: meanTotal(reviews.flatMap((review) => (review.total === null ? [] : [review.total]))),
  }));
  return { rows: rows.sort((a, b) => (b.mean ?? -1) - (a.mean ?? -1)), count };
}

/** Seats of one province, or of one phase: held by licences that count, and what a plan would add. */
export type SeatSpread = { nameEn: string; nameUr: string; held: number; adding: number };

type Award = { institutionId: string; phaseId: string; seats: number };

/**
 * How a programme's seats are spread, and what awards would add: over the provinces, the most held first, those of institutions
 * that named no district under no name; and over the phases, in the order in which they open.
 */
export async function seatSpread(
  actor: Actor,
  programmeId: string,
  awards: readonly Award[],
): Promise<{ provinces: SeatSpread[]; phases: SeatSpread[] }> {
  if (!may(actor, "programmes.readQuotas")) return { provinces: [], phases: [] };
  const [licences, provinces, phases] = await Promise.all([
    db().licence.groupBy({
      by: ["institutionId", "phaseId"],
      where: { programmeId, state: { in: ["PENDING", "ACTIVE", "SUSPENDED"] } },
      _count: { _all: true },
    }),
    db().district.findMany({
      distinct: ["provinceIso"],
      select: { provinceIso: true, provinceEn: true, provinceUr: true },
    }),
    db().phase.findMany({ where: { programmeId }, orderBy: { opensAt: "asc" } }),
  ]);
  const held = licences.map(({ _count, ...of }) => ({ ...of, seats: _count._all }));
  const placed = await db().institution.findMany({
    where: { id: { in: [...held, ...awards].map(({ institutionId }) => institutionId) } },
    select: { id: true, district: { select: { provinceIso: true } } },
  });
  const isoOf = new Map(placed.map(({ id, district }) => [id, district?.provinceIso ?? ""]));
  const seatsOf = (of: readonly Award[], belongs: (award: Award) => boolean) =>
    of.reduce((sum, award) => (belongs(award) ? sum + award.seats : sum), 0);
  const spread = (names: { nameEn: string; nameUr: string }, belongs: (award: Award) => boolean): SeatSpread[] => {
    const figures = { held: seatsOf(held, belongs), adding: seatsOf(awards, belongs) };
    return figures.held + figures.adding > 0 ? [{ ...names, ...figures }] : [];
  };
  const noProvince = { provinceIso: "", provinceEn: "", provinceUr: "" };
  return {
    provinces: [...provinces, noProvince]
      .flatMap(({ provinceIso, provinceEn, provinceUr }) =>
        spread(
          { nameEn: provinceEn, nameUr: provinceUr },
          ({ institutionId }) => (isoOf.get(institutionId) ?? "") === provinceIso,
        ),
      )
      .sort((a, b) => b.held + b.adding - (a.held + a.adding)),
    phases: phases.flatMap(({ id, nameEn, nameUr }) => spread({ nameEn, nameUr }, ({ phaseId }) => phaseId === id)),
  };
}
