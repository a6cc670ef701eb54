import { isClose } from "../../desk/closeness.ts";
import { command, done } from "../../platform/command.ts";
import type { Tx } from "../../platform/db/client.ts";
import { fail } from "../../platform/errors/result.ts";
import { ProposeAccounts } from "../schema.ts";
import { accountsPlan } from "../steps.ts";

/**
 * Puts 1 to 500 requested accounts into a new batch, in the order in which they were asked for, and fixes its plan for another
 * administrator to approve. Gives the batch. Fails with `duplicate` for one named twice, `conflictOfInterest` when one is at an institution that
 * the administrator stands close to, and `changedMeanwhile` when one is no
 * longer waiting.
 */
export const proposeAccounts = command({
  action: "messenger.propose",
  schema: ProposeAccounts,
  run: async ({ tx, actor, input, now }) => {
    const ids = [...new Set(input.accountIds)];
    if (ids.length !== input.accountIds.length) return fail("duplicate");
    const accounts = await tx.messengerAccount.findMany({
      where: { id: { in: ids }, state: "REQUESTED" },
      orderBy: [{ requestedAt: "asc" }, { id: "asc" }],
      select: { id: true, institutionId: true },
    });
    if (accounts.length !== ids.length) return fail("changedMeanwhile");
    const whose = accounts.map(({ institutionId }) => institutionId);
    if (await isClose(tx, actor, whose, now)) return fail("conflictOfInterest");

    const batch = await tx.messengerBatch.create({
      data: { code: await nextCode(tx), state: "PROPOSED", proposedById: actor.userId, proposedAt: now },
      select: { id: true, code: true },
    });
    const ordered = accounts.map((account) => account.id);
    const count = await tx.$executeRaw`
      UPDATE "MessengerAccount" AS account
      SET state = 'PROPOSED', version = version + 1, "batchId" = ${batch.id}::uuid, chunk = 0, position = place.position - 1
      FROM unnest(${ordered}::uuid[]) WITH ORDINALITY AS place (id, position)
      WHERE account.id = place.id AND account.state = 'REQUESTED'`;
    if (count !== ids.length) return fail("changedMeanwhile");
    const { hash } = await accountsPlan(tx, batch);
    await tx.messengerBatch.update({ where: { id: batch.id }, data: { planHash: hash } });
    return done({ batchId: batch.id }, { kind: "messengerBatch", id: batch.id }, { accounts: ids.length });
  },
});

/** The next code, M-0001 onwards; numbering is one at a time. */
async function nextCode(tx: Tx): Promise<string> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('messengerBatch.code'))`;
  const [row] = await tx.$queryRaw<{ last: number | null }[]>`
    SELECT max(substr(code, 3)::int) AS last FROM "MessengerBatch"`;
  return `M-${String((row?.last ?? 0) + 1).padStart(4, "0")}`;
}
