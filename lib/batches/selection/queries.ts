import type { Actor } from "../../platform/auth/actor.ts";
import { may } from "../../platform/auth/permissions.ts";
import { db } from "../../platform/db/client.ts";
import type { Sector } from "../../platform/db/generated/enums.ts";
import { isId } from "../../platform/ids.ts";
import { reading } from "../../platform/reading.ts";
import { quotas } from "../../programmes/queries.ts";
import type { QuotaFigures } from "../../programmes/rules.ts";
import { heldIn } from "../waitlist/rules.ts";
import { type Picked, type SelectionRule, selectionHash } from "./rules.ts";
import { type RankedRow, selectFor } from "./steps.ts";

/** A draft as a rule is tried on it. */
export type Trial = {
  batch: { id: string; code: string; version: number };
  programmeId: string;
  /** What the draft awards already. */
  awarded: { institutionId: string; sector: Sector; seats: number; held: number }[];
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
                ...{ institutionId: true, institution: { select: { sector: true } } },
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
      awarded: items.map(({ seats, application: { institutionId, institution, offers } }) => ({
        ...{
          institutionId,
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

/** Seats of one province: held by licences that count, and what a plan would add. `null`: institutions that named no district. */
export type ProvinceSpread = { province: { nameEn: string; nameUr: string } | null; held: number; adding: number };

/** How a programme's seats are spread over the provinces, and what awards to these institutions would add; the most held first. */
export async function provinceSpread(
  actor: Actor,
  programmeId: string,
  awards: readonly { institutionId: string; seats: number }[],
): Promise<ProvinceSpread[]> {
  if (!may(actor, "programmes.readQuotas")) return [];
  const [held, provinces] = await Promise.all([
    db().licence.groupBy({
      by: ["institutionId"],
      where: { programmeId, state: { in: ["PENDING", "ACTIVE", "SUSPENDED"] } },
      _count: { _all: true },
    }),
    db().district.findMany({
      distinct: ["provinceIso"],
      select: { provinceIso: true, provinceEn: true, provinceUr: true },
    }),
  ]);
  const ids = [...held.map(({ institutionId }) => institutionId), ...awards.map(({ institutionId }) => institutionId)];
  const placed = await db().institution.findMany({
    where: { id: { in: ids } },
    select: { id: true, district: { select: { provinceIso: true } } },
  });
  const provinceOf = new Map(placed.map(({ id, district }) => [id, district?.provinceIso ?? ""]));
  const spread = new Map<string, { held: number; adding: number }>();
  const add = (institutionId: string, more: { held?: number; adding?: number }) => {
    const iso = provinceOf.get(institutionId) ?? "";
    const { held: was, adding } = spread.get(iso) ?? { held: 0, adding: 0 };
    spread.set(iso, { held: was + (more.held ?? 0), adding: adding + (more.adding ?? 0) });
  };
  for (const { institutionId, _count } of held) add(institutionId, { held: _count._all });
  for (const { institutionId, seats } of awards) if (seats > 0) add(institutionId, { adding: seats });
  return [...spread]
    .map(([iso, figures]) => {
      const named = provinces.find(({ provinceIso }) => provinceIso === iso);
      return { province: named ? { nameEn: named.provinceEn, nameUr: named.provinceUr } : null, ...figures };
    })
    .sort((a, b) => b.held + b.adding - (a.held + a.adding));
}
