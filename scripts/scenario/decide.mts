import { setTimeout as wait } from "node:timers/promises";
import { draftBatch, openItems, proposeBatch, setItem } from "../../lib/batches/commands.ts";
import { batches, batchProgrammes, candidates, findBatch } from "../../lib/batches/queries.ts";
import { itemsAtMost } from "../../lib/batches/rules.ts";
import { approveBatch } from "../../lib/licences/commands.ts";
import type { Person } from "../../lib/platform/auth/actor.ts";
import { must } from "./must.mts";

/** Everything that is reviewed and in no batch goes into batches, an award of all that was asked for each, and is proposed. */
export async function propose(approver: Person, onItem: () => void): Promise<number> {
  let proposed = 0;
  for (const { id: programmeId } of await batchProgrammes(approver)) {
    for (;;) {
      const { rows, count } = await candidates(approver, programmeId);
      const draft = await openDraft(approver, programmeId, count > 0);
      if (!draft) break;
      const batch = await findBatch(approver, draft);
      if (!batch) throw new Error("a batch cannot be read by its approver");
      if (batch.items.length === 0 && rows.length === 0) break;
      const room = rows.slice(0, itemsAtMost - batch.items.length);
      let { version } = batch;
      for (const { applicationId } of room) {
        must(await setItem(approver, { batchId: draft, version, applicationId, outcome: "AWARD" }), "an award");
        version += 1;
        onItem();
      }
      if (room.length === 0 || batch.items.length + room.length === itemsAtMost || count === room.length) {
        must(await proposeBatch(approver, { batchId: draft, version }), `proposal of ${batch.code}`);
        proposed += 1;
      }
    }
  }
  return proposed;
}

async function openDraft(approver: Person, programmeId: string, isNeeded: boolean): Promise<string | undefined> {
  const draft = (await allBatches(approver)).find((batch) => batch.state === "DRAFT");
  if (draft) return draft.id;
  return isNeeded ? must(await draftBatch(approver, { programmeId }), "a batch").batchId : undefined;
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

/** The second approver's yes to every proposed batch, to exactly the plan that is shown. Returns how many. */
export async function approve(approver: Person): Promise<number> {
  const proposed = (await allBatches(approver)).filter((batch) => batch.state === "PROPOSED");
  for (const { id: batchId, code } of proposed) {
    must(await approveBatch(approver, { batchId, ...(await readAll(approver, batchId)) }), `approval of ${code}`);
  }
  return proposed.length;
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
    const whole = found.filter((batch) => batch.state === "COMPLETED").reduce((sum, batch) => sum + batch.seats, 0);
    const partly = await Promise.all(open.map(async ({ id }) => (await findBatch(approver, id))?.progress.active ?? 0));
    onActive(partly.reduce((sum, count) => sum + count, whole));
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
