import type { Person } from "../../platform/auth/actor.ts";
import type { Tx } from "../../platform/db/client.ts";
import { meanTotal } from "../../reviews/rules.ts";
import { conflictsWith } from "../../reviews/steps.ts";
import { closedSectors } from "../closing/steps.ts";
import { itemsAtMost } from "../rules.ts";
import { decidedBefore } from "../steps.ts";
import { type Picked, type Ranked, type Room, type SelectionRule, select } from "./rules.ts";

/** What a list shows of a ranked application besides. */
export type RankedRow = Ranked & {
  institutionId: string;
  institution: { name: string; nameUr: string | null };
  province: { nameEn: string; nameUr: string } | null;
};

/** At most this many reviewed applications are ranked at once. */
const rankedAtMost = 5_000;

/** What a rule takes of the reviewed applications that no batch holds, on top of what the draft awards already. */
export async function selectFor(
  tx: Tx,
  actor: Person,
  batch: { id: string; programmeId: string },
  rule: SelectionRule,
): Promise<Picked<RankedRow>[]> {
  const [rows, room] = [await rankedOf(tx, actor, batch.programmeId), await roomOf(tx, batch)];
  return select(rows, rule, room);
}

/** Reviewed applications of a programme that no batch holds; none of the actor's own institutions. */
async function rankedOf(tx: Tx, actor: Person, programmeId: string): Promise<RankedRow[]> {
  const own = actor.memberships.map(({ institutionId }) => institutionId);
  const found = await tx.application.findMany({
    where: { programmeId, state: "REVIEWED", items: { none: { live: true } }, institutionId: { notIn: own } },
    select: {
      ...{ id: true, institutionId: true, receipt: true, phaseId: true, seats: true, submittedAt: true },
      institution: {
        select: {
          ...{ name: true, nameUr: true, sector: true },
          district: { select: { provinceEn: true, provinceUr: true } },
        },
      },
      offers: { where: { state: "ACCEPTED" }, select: { seats: true } },
      reviews: { where: { state: { not: "WITHDRAWN" } }, select: { total: true, reviewerId: true, state: true } },
    },
    orderBy: { id: "asc" },
    take: rankedAtMost,
  });
  const ids = found.map(({ id }) => id);
  const [conflicts, before] = [await conflictsWith(tx, actor, ids), await decidedBefore(tx, actor.userId, ids)];
  return found.flatMap(({ id, institutionId, receipt, phaseId, seats, submittedAt, institution, reviews, offers }) => {
    if (receipt === null || seats === null || submittedAt === null) return [];
    const { name, nameUr, sector, district } = institution;
    return {
      ...{ applicationId: id, receipt, phaseId, seats, submittedAt, sector, institutionId },
      held: offers[0]?.seats,
      institution: { name, nameUr },
      province: district && { nameEn: district.provinceEn, nameUr: district.provinceUr },
      mean: meanTotal(reviews.flatMap(({ total }) => (total === null ? [] : [total]))),
      isBarred: conflicts.has(id) || before.has(id) || reviews.some(({ reviewerId }) => reviewerId === actor.userId),
    };
  });
}

/** What a draft can still take: the places that are free, less what it awards already. */
async function roomOf(tx: Tx, batch: { id: string; programmeId: string }): Promise<Room> {
  const programme = await tx.programme.findUniqueOrThrow({
    where: { id: batch.programmeId },
    include: { quotas: true },
  });
  const items = await tx.batchItem.findMany({
    where: { batchId: batch.id },
    select: {
      seats: true,
      application: {
        select: {
          institution: { select: { sector: true } },
          offers: { where: { state: "ACCEPTED" }, select: { seats: true } },
        },
      },
    },
  });
  const sectors = new Map(programme.quotas.map(({ sector, places, taken }) => [sector, places - taken]));
  let inDraft = 0;
  for (const { seats, application } of items) {
    // What an offer holds is taken already.
    if (application.offers.length > 0) continue;
    const { sector } = application.institution;
    sectors.set(sector, (sectors.get(sector) ?? 0) - seats);
    inDraft += seats;
  }
  const taken = programme.quotas.reduce((sum, quota) => sum + quota.taken, 0);
  const closed = await closedSectors(tx, batch.programmeId);
  return { sectors, inAll: programme.places - taken - inDraft, items: itemsAtMost - items.length, closed };
}
