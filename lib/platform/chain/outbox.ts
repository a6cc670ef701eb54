import { isDeepStrictEqual } from "node:util";
import type { Tx } from "../db/client.ts";
import { enqueueAll } from "../jobs/queues.ts";
import { type ChainWriteKind, type ChainWritePayloads, chainWriteKinds } from "./writes.ts";

/** A key was used before with other content: a bug of the caller, never an expected failure. */
export class ChainWriteMismatch extends Error {
  constructor(key: string) {
    super(`chain write ${key} was requested before with another payload`);
    this.name = "ChainWriteMismatch";
  }
}

/** A write to be asked for. `key` is its idempotency key for all time. */
type Asked<K extends ChainWriteKind> = { key: string; kind: K; payload: ChainWritePayloads[K] };

/**
 * Writes a chain write into the outbox inside `tx`, and the job that sends it: both commit or roll back with the decision.
 * The same key with an equal payload gives the row that is there; with another it throws `ChainWriteMismatch`.
 */
export async function requestChainWrite<K extends ChainWriteKind>(tx: Tx, write: Asked<K>): Promise<{ id: string }> {
  const [row] = await requestChainWrites(tx, [write]);
  if (!row) throw new Error("no row");
  return row;
}

/** The same for several, in two statements however many they are; their rows in the same order. */
export async function requestChainWrites<K extends ChainWriteKind>(
  tx: Tx,
  writes: readonly Asked<K>[],
): Promise<{ id: string }[]> {
  const asked = writes.map(({ key, kind, payload }) => ({ key, kind, payload: chainWriteKinds[kind].parse(payload) }));
  const written = await tx.chainWrite.createManyAndReturn({
    data: asked,
    select: { id: true, key: true },
    skipDuplicates: true,
  });
  await enqueueAll(
    tx,
    "chainWrite",
    written.map(({ id }) => ({ writeId: id })),
  );
  const ids = new Map(written.map(({ key, id }) => [key, id]));
  const rows: { id: string }[] = [];
  for (const one of asked) rows.push({ id: ids.get(one.key) ?? (await requestedBefore(tx, one)) });
  return rows;
}

async function requestedBefore(tx: Tx, { key, kind, payload }: { key: string; kind: string; payload: unknown }) {
  const row = await tx.chainWrite.findUniqueOrThrow({
    where: { key },
    select: { id: true, kind: true, payload: true },
  });
  if (row.kind !== kind || !isDeepStrictEqual(row.payload, payload)) throw new ChainWriteMismatch(key);
  return row.id;
}
