import { createHash } from "node:crypto";
import type { PlanContent } from "./rules.ts";

/**
 * SHA-256, hex, of the plan in its canonical form: JSON arrays in a fixed order, items by receipt.
 * Whatever an approver should see change, changes it; the licences themselves are in it by the manifest's hash.
 */
export function planHash(plan: PlanContent): string {
  const items = [...plan.items]
    .sort((a, b) => (a.receipt < b.receipt ? -1 : a.receipt > b.receipt ? 1 : 0))
    .map((item) => [
      item.itemId,
      item.applicationId,
      item.receipt,
      item.institutionId,
      item.institutionName,
      item.sector,
      item.phaseCode,
      item.asked,
      item.outcome,
      item.seats,
      item.reason,
      item.evidence,
      item.note,
    ]);
  const { code, programmeCode, passedOver, manifestHash } = plan;
  const reason = passedOver && [passedOver.waiting, passedOver.reason];
  const form = ["sanad-plan", 4, code, programmeCode, items, reason, manifestHash];
  return createHash("sha256").update(JSON.stringify(form)).digest("hex");
}
