import { manifestOf } from "../../batches/manifest/steps.ts";
import { planOf } from "../../batches/steps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { may } from "../../platform/auth/permissions.ts";
import type { Chain } from "../../platform/chain/agent.ts";
import { batchStanding } from "../../platform/chain/batchStanding.ts";
import { verifyProof } from "../../platform/chain/registry.ts";
import { chainWriteKinds, type LicenceEntry } from "../../platform/chain/writes.ts";
import { config } from "../../platform/config.ts";
import { db } from "../../platform/db/client.ts";
import { isId } from "../../platform/ids.ts";
import { evidenceStates } from "../rules.ts";

/** Licences that are asked about at the same time. */
const askedAtOnce = 8;

/**
 * Everything that stands behind a released batch, as one document (docs/verification.md, "The evidence of a batch"): scores and
 * conflicts, the plan and its hash, who opened, approved and signed it, what was asked of the registry and what it certified, and a proof
 * of a licence of each award as the registry gives it now. People are named by their ids alone. Null for whoever may not take it,
 * and before the release. Throws `ChainError` where the registry cannot be asked.
 */
export async function batchEvidence(actor: Actor, batchId: string, chain: Chain, now = new Date()) {
  if (!may(actor, "batches.exportEvidence") || !isId(batchId)) return null;
  const plan = await planOf(db(), batchId);
  if (!plan || !evidenceStates.includes(plan.state)) return null;
  const applicationIds = plan.items.map((item) => item.applicationId);
  const [batch, approvals, views, reviews, rubrics, chunks, writes, licences] = await Promise.all([
    db().batch.findUniqueOrThrow({ where: { id: batchId } }),
    db().batchApproval.findMany({ where: { batchId }, orderBy: [{ approvedAt: "asc" }, { id: "asc" }] }),
    db().batchItemView.findMany({ where: { item: { batchId } }, orderBy: [{ userId: "asc" }, { itemId: "asc" }] }),
    db().review.findMany({
      where: { applicationId: { in: applicationIds } },
      include: { application: { select: { rubricVersion: true } } },
      orderBy: [{ applicationId: "asc" }, { id: "asc" }],
    }),
    db().rubric.findMany({ where: { programmeId: plan.programmeId }, orderBy: { version: "asc" } }),
    manifestOf(db(), plan),
    db().chainWrite.findMany({
      where: { kind: "issueBatch", payload: { path: ["batchId"], equals: plan.code } },
      orderBy: { key: "asc" },
    }),
    db().licence.findMany({
      where: { batchId, state: { not: "PENDING" } },
      distinct: ["applicationId"],
      select: { number: true },
      orderBy: [{ applicationId: "asc" }, { number: "asc" }],
    }),
  ]);
  const signed = plan.manifestHash === null ? null : await batchStanding(chain, plan.code);
  const { network, demonstration, operator } = config();
  const { host, rootKey, subnetId, canisters, name } = network;
  return {
    format: "sanad-evidence",
    version: 1,
    check: "node verify/cli.ts --evidence <this file> --network <a network that you trust>",
    madeAt: now.toISOString(),
    network: { host, rootKey, subnetId, canisters, network: name, demonstration, operator },
    batch: {
      ...{ code: plan.code, programme: plan.programmeCode, state: plan.state, planHash: plan.planHash },
      ...{ proposedBy: plan.proposedById, proposedAt: iso(batch.proposedAt), quorum: batch.quorum ?? 1 },
      ...{ approvedAt: iso(batch.approvedAt), releasedAt: iso(batch.releasedAt), completedAt: iso(batch.completedAt) },
      passedOver: plan.passedOver,
      ...{ chunks: batch.chunks ?? 0, manifestHash: batch.manifestHash && hex(batch.manifestHash) },
    },
    signatures: signed && {
      certificate: Buffer.from(signed.certificate.bytes).toString("base64"),
      witness: Buffer.from(signed.witness).toString("base64"),
    },
    plan: plan.items.map(({ phaseId: _, demonstration: __, ...item }) => item),
    approvals: approvals.map(({ approverId, approvedAt, planHash }) => ({
      ...{ approver: approverId, approvedAt: approvedAt.toISOString(), planHash: hex(planHash) },
      opened: views
        .filter(({ userId }) => userId === approverId)
        .map(({ itemId, openedAt }) => ({ item: itemId, at: openedAt.toISOString() })),
    })),
    rubrics: rubrics.map(({ version, criteria }) => ({ version, criteria })),
    reviews: reviews.map((review) => ({
      ...{ application: review.applicationId, reviewer: review.reviewerId, state: review.state },
      ...{ rubric: review.application.rubricVersion, scores: review.scores, total: review.total },
      ...{ conflict: review.conflictReason, submittedAt: iso(review.submittedAt) },
    })),
    writes: writes.map(({ payload, state, answer, certificate, attempts, lastError }) => ({
      ...{ state, attempts, lastError, payload: whole(payload, chunks), answer: state === "CERTIFIED" ? answer : null },
      certificate: certificate && Buffer.from(certificate).toString("base64"),
    })),
    proofs: await proofsOf(
      chain,
      licences.map(({ number }) => number),
    ),
  };
}

/** What was asked of the registry for a chunk, with its licences. */
function whole(payload: unknown, chunks: readonly LicenceEntry[][]) {
  const asked = chainWriteKinds.issueBatch.parse(payload);
  return { ...asked, entries: chunks[asked.chunk] ?? [] };
}

async function proofsOf(chain: Chain, numbers: readonly string[]) {
  const proofs: { number: string; certificate: string; witness: string }[] = [];
  for (let start = 0; start < numbers.length; start += askedAtOnce) {
    const some = numbers.slice(start, start + askedAtOnce);
    const found = await Promise.all(some.map((number) => verifyProof(chain, number)));
    for (const [index, { certificate, witness }] of found.entries())
      proofs.push({ number: some[index] ?? "", certificate: base64(certificate), witness: base64(witness) });
  }
  return proofs;
}

function iso(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}
