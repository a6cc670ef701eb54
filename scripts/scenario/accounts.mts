import { setTimeout as wait } from "node:timers/promises";
import { approveAccounts, proposeAccounts, requestAccount } from "../../lib/messenger/commands.ts";
import { accountBatches, accountQueue, findAccountBatch, myAccounts } from "../../lib/messenger/queries.ts";
import { consentVersion } from "../../lib/messenger/rules.ts";
import type { Person } from "../../lib/platform/auth/actor.ts";
import { must } from "./must.mts";
import { type Holder, seated } from "./seats.mts";

/** Letters that look like no other, so that no two handles of the scenario are look-alikes. */
const letters = "abefhjkt";

/** The handle of the `index`-th holder of all. */
export function handleOf(index: number): string {
  const digits = index.toString(letters.length).padStart(5, "0");
  return `demo_${[...digits].map((digit) => letters[Number.parseInt(digit, letters.length)]).join("")}`;
}

/** Asks for the holder's account, unless that has happened. Returns the handle. */
export async function request(holder: Holder, index: number): Promise<string> {
  const person = await seated(holder);
  const own = (await myAccounts(person)).find((account) => account.licenceId === holder.licenceId);
  if (own) return own.handle;
  const handle = handleOf(index);
  const input = { licenceId: holder.licenceId, handle, consent: consentVersion };
  must(await requestAccount(person, input), `account of ${holder.email}`);
  return handle;
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
