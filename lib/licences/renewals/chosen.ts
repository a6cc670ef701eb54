import type { Actor } from "../../platform/auth/actor.ts";
import { may } from "../../platform/auth/permissions.ts";
import { findRenewal } from "./deskRenewal.ts";

type Found = NonNullable<Awaited<ReturnType<typeof findRenewal>>>;

/** What the word of an approver on a renewal would come to, or why to nothing. */
type Effect = "proposes" | "approves" | "decided" | "concerned" | "nothing" | "closed";

/** The same for each that was chosen. */
export type RenewalPreview = Awaited<ReturnType<typeof previewRenewals>>[number];

/**
 * What the word of this approver on these renewals would come to now: it `proposes` or `approves`, or the renewal stays as it is because
 * they have `decided`, whatever became of it, others have `closed` it, they are `concerned`, or `nothing` of it is in force. Nothing for whoever may not approve.
 */
export async function previewRenewals(actor: Actor, ids: readonly string[], now = new Date()) {
  if (!may(actor, "licences.approveRenewal")) return [];
  const found = await Promise.all(ids.map((id) => findRenewal(actor, id, now)));
  return found.flatMap((renewal) => (renewal ? [{ ...renewal, effect: effectOf(renewal) }] : []));
}

function effectOf({ state, role, isDecider, licences }: Found): Effect {
  if (isDecider) return "decided";
  if (role === "close") return "concerned";
  if (role !== "open") return "closed";
  if (licences.length === 0) return "nothing";
  return state === "ASKED" ? "proposes" : "approves";
}
