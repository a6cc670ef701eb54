import { setTimeout as wait } from "node:timers/promises";
import { approveAccounts, proposeAccounts, requestAccount } from "../../lib/messenger/commands.ts";
import { accountBatches, accountQueue, findAccountBatch } from "../../lib/messenger/queries.ts";
import { consentVersion } from "../../lib/messenger/rules.ts";
import type { Person } from "../../lib/platform/auth/actor.ts";
import { db } from "../../lib/platform/db/client.ts";
import { must } from "./must.mts";
import { type Holder, seated } from "./seats.mts";

/** Letters that look like no other, so that no two handles of the scenario are look-alikes. */
const letters = "abefhjkt";

/** The handle of the `index`-th account of all. */
function handleOf(index: number): string {
  const digits = index.toString(letters.length).padStart(5, "0");
  return `demo_${[...digits].map((digit) => letters[Number.parseInt(digit, letters.length)]).join("")}`;
}

/** The place of a handle in that order; -1 for one that is not of the scenario. */
function indexOf(handle: string): number {
  const digits = [...handle.replace(/^demo_/, "")].map((letter) => letters.indexOf(letter));
  return digits.includes(-1) ? -1 : Number.parseInt(digits.join(""), letters.length);
}

/** Holders of licences in force whose account does not stand, with the handle that each asks for. */
export async function withoutAccount(holders: readonly Holder[]): Promise<{ holder: Holder; handle: string }[]> {
  const all = await db().messengerAccount.findMany({ select: { licenceId: true, handle: true, state: true } });
  const gone = ["REMOVED", "DECLINED"];
  const standing = new Set(all.filter(({ state }) => !gone.includes(state)).map(({ licenceId }) => licenceId));
  const inForce = await db().licence.findMany({ where: { state: "ACTIVE" }, select: { id: true } });
  const active = new Set(inForce.map(({ id }) => id));
  const next = Math.max(-1, ...all.map(({ handle }) => indexOf(handle))) + 1;
  return holders
    .filter(({ licenceId }) => active.has(licenceId) && !standing.has(licenceId))
    .map((holder, i) => ({ holder, handle: handleOf(next + i) }));
}

/** Asks for the holder's account. */
export async function request({ holder, handle }: { holder: Holder; handle: string }): Promise<void> {
  const person = await seated(holder);
  const input = { licenceId: holder.licenceId, handle, consent: consentVersion };
  must(await requestAccount(person, input), `account of ${holder.email}`);
}

/** Puts everything that waits into batches, which the other administrator approves. */
export async function decide(proposer: Person, approver: Person, onApproved: (count: number) => void): Promise<void> {
  for (;;) {
    const { rows } = await accountQueue(proposer);
    if (rows.length > 0)
      must(await proposeAccounts(proposer, { accountIds: rows.map((row) => row.id) }), "a batch of accounts");
    const proposed = (await batches(proposer)).filter((batch) => batch.state === "PROPOSED");
    for (const { id: batchId } of proposed) {
      const batch = await findAccountBatch(approver, batchId);
      must(
        await approveAccounts(approver, { batchId, planHash: batch?.planHash, version: batch?.version }),
        `approval of ${batch?.code}`,
      );
      onApproved(batch?.accounts.length ?? 0);
    }
    if (rows.length === 0) return;
  }
}

/** Waits until the messenger has opened every approved account. */
export async function opened(administrator: Person, onOpened: (count: number) => void): Promise<void> {
  for (;;) {
    const all = await batches(administrator);
    const done = all.filter((batch) => batch.state === "COMPLETED");
    onOpened(done.reduce((sum, batch) => sum + batch._count.accounts, 0));
    if (!all.some((batch) => batch.state === "APPROVED" || batch.state === "RELEASED")) return;
    await wait(250);
  }
}

async function batches(administrator: Person) {
  const all = [];
  for (let page = 1; ; page++) {
    const { rows, total } = await accountBatches(administrator, page);
    all.push(...rows);
    if (rows.length === 0 || all.length >= total) return all;
  }
}
