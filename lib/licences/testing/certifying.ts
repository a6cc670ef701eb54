import { settleSignature } from "../../batches/signing/settle.ts";
import type { ChainWritePayloads } from "../../platform/chain/writes.ts";
import type { Db } from "../../platform/db/client.ts";
import { followSignature } from "../steps.ts";

type Payload = ChainWritePayloads["approveBatch"];

/** The signatures under an operation that were handed on to the registry, the earliest first. */
export async function signaturesSent(db: Db, operation: string): Promise<Payload[]> {
  const rows = await db.chainWrite.findMany({
    where: { key: { startsWith: `approve:${operation}:` } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return rows.map(({ payload }) => payload as Payload);
}

/** The registry certifies a signature that is on its way, as the worker settles it. */
export function certifySignature(db: Db, payload: Payload | undefined): Promise<void> {
  return db.$transaction(async (tx) => {
    if (!payload) throw new Error("no signature is on its way");
    await settleSignature(tx, payload, { block: "7", at: "1" });
    await followSignature(tx, payload.batchId, new Date());
  });
}
