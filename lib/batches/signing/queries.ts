import type { Actor, Person } from "../../platform/auth/actor.ts";
import { may } from "../../platform/auth/permissions.ts";
import type { LicenceEntry } from "../../platform/chain/writes.ts";
import { db } from "../../platform/db/client.ts";
import { isId } from "../../platform/ids.ts";
import { reading } from "../../platform/reading.ts";
import { manifestOf } from "../manifest/steps.ts";
import { batchAllows } from "../rules.ts";
import { assertMayTakePart, type Plan, planOf } from "../steps.ts";
import { isLive, type Signature, signaturesNeeded, signaturesOf } from "./steps.ts";

/** What is signed under a batch: its code, the hashes (hex), and the licences that the manifest's hash is over, chunk by chunk. */
export type ToSign = { batchId: string; manifestHash: string; planHash: string; chunks: LicenceEntry[][] };

/** What an approver signs under a batch; null for whoever may not decide on it, and where there is nothing to sign. */
export const findToSign = reading(
  "batches.read",
  { kind: "batch", orNothing: "batches.sign" },
  async (actor: Actor, batchId: string): Promise<ToSign | null> => {
    if (actor?.kind !== "person" || !may(actor, "batches.sign") || !isId(batchId)) return null;
    const plan = await planOf(db(), batchId);
    if (!plan || !batchAllows(plan.state, "batches.sign")) return null;
    const { code, planHash, manifestHash } = plan;
    if (planHash === null || manifestHash === null) return null;
    const applicationIds = plan.items.map((item) => item.applicationId);
    if (!(await assertMayTakePart(db(), actor, applicationIds)).ok) return null;
    const chunks = await manifestOf(db(), plan);
    return { batchId: code, manifestHash, planHash, chunks };
  },
);

/** How a batch stands with its signatures. */
export type Signing = {
  /** None where the registry asks for none. */
  needed: number;
  /** Under the present plan, the earliest first; those that ran out or were refused are among them. */
  signatures: Signature[];
  /** Has the reader proposed or approved it, and is no signature of theirs there or on its way? */
  isOwed: boolean;
};

/** How a batch stands with its signatures, as the reader sees it. */
export async function signingOf(actor: Person, plan: Plan, approverIds: readonly string[]): Promise<Signing> {
  const [needed, signatures] = await Promise.all([signaturesNeeded(db(), plan), signaturesOf(db(), plan)]);
  const isDecider = plan.proposedById === actor.userId || approverIds.includes(actor.userId);
  const hasSigned = signatures.some((signature) => signature.userId === actor.userId && isLive(signature));
  const isOpen = batchAllows(plan.state, "batches.sign") && may(actor, "batches.sign");
  return { needed, signatures, isOwed: needed > 0 && isOpen && isDecider && !hasSigned };
}
