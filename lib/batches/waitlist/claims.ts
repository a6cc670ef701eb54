import type { Tx } from "../../platform/db/client.ts";
import type { Sector } from "../../platform/db/generated/enums.ts";
import { sectors } from "../../programmes/rules.ts";
import { meanTotal } from "../../reviews/rules.ts";
import type { PlanItem } from "../rules.ts";
import { betterClaims } from "./rules.ts";
import { waitersOf } from "./steps.ts";

/** How many wait in a sector with a better claim to its places than an award of the plan. */
export type Claims = { sector: Sector; waiting: number };

/**
 * Whom the awards of a plan would pass over, by sector; empty where nobody. An award from an accepted offer passes over nobody: its
 * places were offered in the published order.
 */
export async function claimsPassedOver(
  tx: Tx,
  plan: { programmeId: string; items: readonly Pick<PlanItem, "applicationId" | "sector" | "outcome" | "held">[] },
): Promise<Claims[]> {
  const awards = plan.items.filter(({ outcome, held }) => outcome === "AWARD" && held === 0);
  if (awards.length === 0) return [];
  const waiters = await waitersOf(tx, plan.programmeId);
  if (waiters.length === 0) return [];
  const rows = await tx.application.findMany({
    where: { id: { in: awards.map(({ applicationId }) => applicationId) } },
    select: {
      ...{ id: true, receipt: true, submittedAt: true, phase: { select: { opensAt: true } } },
      reviews: { where: { state: { not: "WITHDRAWN" }, total: { not: null } }, select: { total: true } },
      offers: { where: { state: { in: ["DECLINED", "LAPSED"] } }, select: { id: true } },
    },
  });
  return sectors.flatMap((sector) => {
    const ids = new Set(awards.filter((award) => award.sector === sector).map(({ applicationId }) => applicationId));
    const awarded = rows
      .filter(({ id }) => ids.has(id))
      .map(({ receipt, submittedAt, phase, reviews, offers }) => ({
        ...{ receipt: receipt ?? "", submittedAt: submittedAt ?? new Date(0), phase, passed: offers.length },
        score: meanTotal(reviews.flatMap(({ total }) => total ?? [])),
      }));
    const waiting = betterClaims(
      waiters.filter((one) => one.sector === sector),
      awarded,
    );
    return waiting > 0 ? [{ sector, waiting }] : [];
  });
}

/** How many there are in all sectors. */
export function countOf(claims: readonly Claims[]): number {
  return claims.reduce((sum, { waiting }) => sum + waiting, 0);
}
