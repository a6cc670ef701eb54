import { setTimeout as wait } from "node:timers/promises";
import {
  awardItems,
  draftBatch,
  openItems,
  proposeBatch,
  reproposeBatch,
  setItem,
  signBatch,
} from "../../lib/batches/commands.ts";
import { batches, batchProgrammes, candidates, findBatch } from "../../lib/batches/queries.ts";
import { itemsAtMost } from "../../lib/batches/rules.ts";
import { approveBatch, cancelBatch } from "../../lib/licences/commands.ts";
import type { Person } from "../../lib/platform/auth/actor.ts";
import { db } from "../../lib/platform/db/client.ts";
import { must } from "./must.mts";
import { signatureFor } from "./signing.mts";

/** What is decided about an application, besides an award of all that it asked for. */
export type Ruling =
  | { outcome: "AWARD" | "DECLINE"; seats?: number; reason: string; evidence: string[]; note?: string }
  | { outcome: "WAITLIST" };

/** Said where a batch passes over somebody who waits with a better claim. */
const passedReason = "Demonstration: these were decided in the round in which they were reviewed.";

/** The ruling on an application; `null` where others decide. */
export type Rule = (applicationId: string) => Ruling | "whole" | null;

/** Everything that is reviewed, in no batch and the approver's to decide goes into batches, which are proposed. Gives how many. */
export async function propose(approver: Person, onItem: (count: number) => void, rule: Rule): Promise<number> {
  let proposed = 0;
  for (const { id: programmeId } of await batchProgrammes(approver)) {
    for (;;) {
      const { rows } = await candidates(approver, programmeId);
      const own = rows.map(({ applicationId }) => applicationId).filter((id) => rule(id) !== null);
      const batchId = await openDraft(approver, programmeId, own.length > 0);
      if (!batchId) break;
      const batch = await findBatch(approver, batchId);
      if (!batch) throw new Error("a batch cannot be read by its approver");
      if (batch.items.length === 0 && own.length === 0) break;
      const room = own.slice(0, itemsAtMost - batch.items.length);
      await fill(approver, batchId, room, rule);
      onItem(room.length);
      const { version } = await db().batch.findUniqueOrThrow({ where: { id: batchId } });
      must(await proposeBatch(approver, { batchId, version, passedReason }), `proposal of ${batch.code}`);
      await signProposal(approver, batchId);
      proposed += 1;
    }
  }
  return proposed;
}

async function fill(approver: Person, batchId: string, applicationIds: readonly string[], rule: Rule): Promise<void> {
  const version = async () => (await db().batch.findUniqueOrThrow({ where: { id: batchId } })).version;
  const whole = applicationIds.filter((id) => rule(id) === "whole");
  if (whole.length > 0)
    must(await awardItems(approver, { batchId, version: await version(), applicationIds: whole }), "awards");
  for (const applicationId of applicationIds) {
    const ruling = rule(applicationId);
    if (ruling === null || ruling === "whole") continue;
    must(await setItem(approver, { batchId, version: await version(), applicationId, ...ruling }), "a decision");
  }
}

async function openDraft(approver: Person, programmeId: string, isNeeded: boolean): Promise<string | undefined> {
  const draft = (await allBatches(approver)).find((batch) => batch.state === "DRAFT");
  if (draft) return draft.id;
  return isNeeded ? must(await draftBatch(approver, { programmeId }), "a batch").batchId : undefined;
}

/**
 * Another approver takes one decision out of a batch that is proposed, and proposes the rest anew: the first among `applicationIds`.
 * Once in the scenario's life. Gives whether it was now.
 */
export async function exclude(approver: Person, applicationIds: readonly string[]): Promise<boolean> {
  if ((await db().batch.count({ where: { state: "REJECTED" } })) > 0) return false;
  const item = await db().batchItem.findFirst({
    where: {
      applicationId: { in: [...applicationIds] },
      live: true,
      batch: { state: "PROPOSED", items: { some: {} } },
    },
    include: { batch: { include: { _count: { select: { items: true } } } } },
  });
  if (!item || item.batch._count.items < 2) return false;
  const reason = "Demonstration: one decision waits for a document.";
  const { id: batchId, version, code } = item.batch;
  const anew = must(
    await reproposeBatch(approver, { batchId, version, itemIds: [item.id], reason, passedReason }),
    `${code} without one decision`,
  );
  await signProposal(approver, anew.batchId);
  return true;
}

/** Whoever proposed a batch signs for it in the registry, where that asks for it. */
export async function signProposal(proposer: Person, batchId: string): Promise<void> {
  const { signature } = await signatureFor(proposer, batchId);
  if (!signature) return;
  const { planHash } = (await findBatch(proposer, batchId)) ?? {};
  must(await signBatch(proposer, { batchId, planHash, signature }), "a proposer's signature");
}

/** An approver opens every decision of a proposed batch. Gives the plan that was read. */
export async function readAll(approver: Person, batchId: string): Promise<{ planHash: string; version: number }> {
  const batch = await findBatch(approver, batchId);
  if (!batch?.planHash) throw new Error("a batch cannot be read by its approver");
  const { planHash, version } = batch;
  const itemIds = batch.items.map(({ itemId }) => itemId);
  must(await openItems(approver, { batchId, planHash, itemIds }), `reading of ${batch.code}`);
  return { planHash, version };
}

/** What an approver who has read all of a batch says yes with. */
export async function toApprove(approver: Person, batchId: string) {
  return { batchId, ...(await readAll(approver, batchId)), ...(await signatureFor(approver, batchId)) };
}

/**
 * The yes of one of `approvers`, who has not proposed it, to every batch that was proposed by, or not by, somebody: to exactly the
 * plan that is shown. Gives their ids.
 */
export async function approve(
  approvers: readonly Person[],
  proposer: { by: Person } | { notBy: Person },
): Promise<string[]> {
  const proposedById = "by" in proposer ? proposer.by.userId : { not: proposer.notBy.userId };
  const proposed = await db().batch.findMany({ where: { state: "PROPOSED", proposedById }, orderBy: { code: "asc" } });
  for (const { id: batchId, code, proposedById } of proposed) {
    const approver = approvers.find(({ userId }) => userId !== proposedById);
    if (!approver) throw new Error(`nobody may approve ${code}`);
    must(await approveBatch(approver, await toApprove(approver, batchId)), `approval of ${code}`);
  }
  return proposed.map(({ id }) => id);
}

/** Takes an approval back while that can be done: once in the scenario's life. Gives whether it was now. */
export async function undo(approver: Person, approved: readonly string[]): Promise<boolean> {
  if ((await db().batch.count({ where: { state: "CANCELLED" } })) > 0) return false;
  const last = approved.at(-1);
  if (last === undefined) return false;
  const { version, code } = await db().batch.findUniqueOrThrow({ where: { id: last } });
  const undone = await cancelBatch(approver, { batchId: last, version });
  if (!undone.ok && undone.error.code === "undoWindowOver") return false;
  must(undone, `${code} taken back`);
  return true;
}

/** Waits until the worker has had every approved batch certified. `onActive` gets how many licences are active in all. */
export async function issued(approver: Person, onActive: (count: number) => void): Promise<void> {
  for (;;) {
    const found = await allBatches(approver);
    const open = found.filter((batch) => batch.state === "APPROVED" || batch.state === "RELEASED");
    for (const { id, code } of open) {
      const parts = (await findBatch(approver, id))?.progress.parts ?? [];
      const refused = parts.find(({ state }) => state === "REFUSED");
      if (refused) throw new Error(`the registry refused batch ${code}: ${refused.lastError}`);
    }
    onActive(await db().licence.count({ where: { state: { not: "PENDING" } } }));
    if (open.length === 0) return;
    await wait(250);
  }
}

async function allBatches(approver: Person) {
  const all = [];
  for (let page = 1; ; page++) {
    const { rows, count } = await batches(approver, page);
    all.push(...rows);
    if (rows.length === 0 || all.length >= count) return all;
  }
}
