import { isClose } from "../../desk/closeness.ts";
import { certifiedName } from "../../licences/rules.ts";
import type { Person } from "../../platform/auth/actor.ts";
import { accountChunkHash, manifestHash } from "../../platform/chain/encoding.ts";
import { requestChainWrite } from "../../platform/chain/outbox.ts";
import type { AccountEntry } from "../../platform/chain/writes.ts";
import { command, done } from "../../platform/command.ts";
import type { Tx } from "../../platform/db/client.ts";
import { fail } from "../../platform/errors/result.ts";
import { writeKeys } from "../rules.ts";
import { ApproveAccounts } from "../schema.ts";
import { accountsPlan, accountsWithoutLicence } from "../steps.ts";

/**
 * The second administrator's yes to exactly the plan that was read: the messenger is asked to open the accounts.
 * Fails with `confirmationNeeded`, `sameOfficer`, `conflictOfInterest` when one of the accounts is the administrator's own or at an
 * institution that they stand close to, `planChanged`,
 * `changedMeanwhile`, `wrongState`, or `licenceNotActive` when a licence among them is no longer in force.
 */
export const approveAccounts = command({
  action: "messenger.approve",
  schema: ApproveAccounts,
  confirmed: (input) => input,
  run: async ({ tx, actor, input, now }) => {
    const { batchId, version } = input;
    await tx.$queryRaw`SELECT 1 FROM "MessengerBatch" WHERE id = ${batchId}::uuid FOR UPDATE`;
    const batch = await tx.messengerBatch.findUnique({ where: { id: batchId } });
    if (!batch) return fail("notFound");
    if (batch.state !== "PROPOSED") return fail("wrongState");
    if (batch.version !== version) return fail("changedMeanwhile");
    if (await isProposer(tx, batch.proposedById, actor)) return fail("sameOfficer");

    const plan = await accountsPlan(tx, batch);
    const hash = Buffer.from(plan.hash).toString("hex");
    const isAsProposed = batch.planHash !== null && Buffer.compare(batch.planHash, plan.hash) === 0;
    if (!isAsProposed || hash !== input.planHash) return fail("planChanged");
    const accounts = await tx.messengerAccount.findMany({
      where: { batchId },
      select: { userId: true, institutionId: true },
    });
    const whose = accounts.map(({ institutionId }) => institutionId);
    if (accounts.some(({ userId }) => userId === actor.userId) || (await isClose(tx, actor, whose, now)))
      return fail("conflictOfInterest");
    const without = await accountsWithoutLicence(tx, batchId, now);
    if (without.length > 0) return fail("licenceNotActive", { values: { accounts: without.length } });

    const { count } = await tx.messengerAccount.updateMany({
      where: { batchId, state: "PROPOSED" },
      data: { state: "PENDING", version: { increment: 1 } },
    });
    if (count !== plan.accounts.length) return fail("planChanged");

    const entries = await accountEntries(tx, batchId);
    const manifest = manifestHash([accountChunkHash(entries)]);
    await tx.messengerBatch.update({
      where: { id: batchId },
      data: {
        state: "APPROVED",
        version: { increment: 1 },
        approvedById: actor.userId,
        approvedAt: now,
        manifestHash: manifest,
        chunks: 1,
      },
    });
    await requestChainWrite(tx, {
      key: writeKeys.open(batch.code, 0),
      kind: "openAccounts",
      payload: {
        batchId: batch.code,
        chunk: 0,
        chunks: 1,
        manifestHash: Buffer.from(manifest).toString("hex"),
        entries,
      },
    });
    return done({ batchId }, { kind: "messengerBatch", id: batchId }, { planHash: hash, accounts: count });
  },
});

/** Whoever proposed is not the second: neither by account nor by identity. */
async function isProposer(tx: Tx, proposedById: string | null, actor: Person): Promise<boolean> {
  if (proposedById === null || proposedById === actor.userId) return true;
  const proposer = await tx.user.findUnique({ where: { id: proposedById }, select: { principal: true } });
  return actor.principal !== null && proposer?.principal === actor.principal;
}

async function accountEntries(tx: Tx, batchId: string): Promise<AccountEntry[]> {
  const accounts = await tx.messengerAccount.findMany({
    where: { batchId },
    orderBy: [{ chunk: "asc" }, { position: "asc" }],
    include: { institution: { select: { name: true } } },
  });
  return accounts.map((account) => ({
    account: account.id,
    handle: account.handle,
    owner: account.principal,
    institutionId: account.institutionId,
    institutionName: certifiedName(account.institution.name),
  }));
}
