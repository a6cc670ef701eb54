import { isDeepStrictEqual } from "node:util";
import type { Tx } from "../db/client.ts";
import { enqueue } from "../jobs/queues.ts";
import { type ChainWriteKind, type ChainWritePayloads, chainWriteKinds } from "./writes.ts";

/** A key was used before with other content: a bug of the caller, never an expected failure. */
export class ChainWriteMismatch extends Error {
  constructor(key: string) {
    super(`chain write ${key} was requested before with another payload`);
    this.name = "ChainWriteMismatch";
  }
}

/**
 * Writes a chain write into the outbox inside `tx`, and the job that sends it: both commit or roll back with the decision.
 * `key` is its idempotency key for all time. The same key with an equal payload gives the row that is there; with another
 * it throws `ChainWriteMismatch`.
 */
export async function requestChainWrite<K extends ChainWriteKind>(
  tx: Tx,
  write: { key: string; kind: K; payload: ChainWritePayloads[K] },
): Promise<{ id: string }> {
  const { key, kind } = write;
  const payload = chainWriteKinds[kind].parse(write.payload);
  const [written] = await tx.chainWrite.createManyAndReturn({
    data: { key, kind, payload },
    select: { id: true },
    skipDuplicates: true,
  });
  if (written) {
    await enqueue(tx, "chainWrite", { writeId: written.id });
    return written;
  }
  const row = await tx.chainWrite.findUniqueOrThrow({
    where: { key },
    select: { id: true, kind: true, payload: true },
  });
  if (row.kind !== kind || !isDeepStrictEqual(row.payload, payload)) throw new ChainWriteMismatch(key);
  return { id: row.id };
}
