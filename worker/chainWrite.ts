import { recordEvent } from "../lib/platform/audit.ts";
import type { Chain } from "../lib/platform/chain/agent.ts";
import { type Outcome, sendChainWrite } from "../lib/platform/chain/send.ts";
import { type ChainWriteRequest, parseChainWrite, streamOf } from "../lib/platform/chain/writes.ts";
import { type Db, db } from "../lib/platform/db/client.ts";
import type { Prisma } from "../lib/platform/db/generated/client.ts";
import { fault, writing } from "./faults.ts";
import { errorFields, log } from "./log.ts";
import { settle, settleRefusal } from "./settle.ts";

/** An earlier chunk was refused: this one must not overtake it. It stays queued until the earlier one stands. */
export class BlockedByRefusal extends Error {
  constructor() {
    super("an earlier chunk was refused");
    this.name = "BlockedByRefusal";
  }
}

type Row = { id: string; request: ChainWriteRequest };

/** Where writes go, where they are kept, and those whose answer is being recorded, by their ids. */
type Desk = { database: Db; chain: Chain; recording: Map<string, Promise<void>> };

/** Sends chain writes, each stream in order. One per process: the order within a stream is kept here, in memory. */
export function chainWriter(chain: Chain, database: Db = db()) {
  const streams = new Map<string, Promise<unknown>>();
  const desk: Desk = { database, chain, recording: new Map() };

  /**
   * Brings one row of the outbox to its certified end, and before it whatever its stream holds that is older. What is
   * certified, refused, held or gone is left alone. Throws when there is no certified outcome yet: try again.
   */
  return async function write(writeId: string): Promise<void> {
    const row = await database.chainWrite.findUnique({ where: { id: writeId } });
    if (!row || (row.state !== "QUEUED" && row.state !== "SENT")) return;
    const request = parseChainWrite(row.kind, row.payload);
    writing(request.kind, () => fault("afterCommit"));
    const stream = streamOf(request);
    const turn = (streams.get(stream) ?? Promise.resolve()).then(() => upTo(desk, { id: row.id, request }));
    const settled = turn.catch(() => {});
    streams.set(stream, settled);
    try {
      await Promise.all((await turn).map(({ recorded }) => recorded));
    } finally {
      if (streams.get(stream) === settled) streams.delete(stream);
    }
  };
}

/** Sends what is older than `last`, and `last`. What is still being recorded then is handed on, so that the stream may go on. */
async function upTo(desk: Desk, last: Row): Promise<{ recorded: Promise<void> }[]> {
  const all: { recorded: Promise<void> }[] = [];
  for (const row of [...(await olderOf(desk, last)), last])
    all.push(await writing(row.request.kind, () => send(desk, row)));
  return all;
}

/** What must be sent before `last`: older rows of its stream without an end, in order. */
function olderOf(desk: Desk, last: Row): Promise<Row[]> {
  return "chunk" in last.request.payload ? earlierChunks(desk, last, last.request.payload) : olderInTime(desk, last);
}

/** Chunks that are waited for; those whose answer is here already are not. Throws where one was refused. */
async function earlierChunks(
  { database, recording }: Desk,
  { request }: Row,
  { batchId, chunk }: { batchId: string; chunk: number },
): Promise<Row[]> {
  const rows = await database.chainWrite.findMany({
    where: {
      ...{ kind: request.kind, state: { in: ["QUEUED", "SENT", "REFUSED"] }, id: { notIn: [...recording.keys()] } },
      AND: [{ payload: { path: ["batchId"], equals: batchId } }, { payload: { path: ["chunk"], lt: chunk } }],
    },
  });
  if (rows.some(({ state }) => state === "REFUSED")) throw new BlockedByRefusal();
  const place = (row: Row) => ("chunk" in row.request.payload ? row.request.payload.chunk : 0);
  return rows
    .map((row) => ({ id: row.id, request: parseChainWrite(row.kind, row.payload) }))
    .sort((one, other) => place(one) - place(other));
}

async function olderInTime({ database }: Desk, { id, request }: Row): Promise<Row[]> {
  const field = "number" in request.payload ? "number" : "account";
  const value = (request.payload as Record<string, unknown>)[field];
  const rows = await database.chainWrite.findMany({
    where: {
      state: { in: ["QUEUED", "SENT"] },
      ...(value === undefined ? { kind: request.kind } : { payload: { path: [field], equals: String(value) } }),
    },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const stream = streamOf(request);
  const same = rows
    .map((row) => ({ id: row.id, request: parseChainWrite(row.kind, row.payload) }))
    .filter((row) => streamOf(row.request) === stream);
  const at = same.findIndex((row) => row.id === id);
  return same.slice(0, Math.max(0, at));
}

/**
 * Sends a write, unless its answer is here. A chunk's yes is recorded while the next one is on its way: gives when that is done.
 * Whatever else comes back is recorded before anything of the stream follows it.
 */
async function send(desk: Desk, { id, request }: Row): Promise<{ recorded: Promise<void> }> {
  const { database, chain, recording } = desk;
  const known = recording.get(id);
  if (known) return { recorded: known };
  const { count } = await database.chainWrite.updateMany({
    where: { id, state: { in: ["QUEUED", "SENT"] } },
    data: { state: "SENT", attempts: { increment: 1 }, sentAt: new Date() },
  });
  if (count === 0) return { recorded: Promise.resolve() };
  fault("beforeSend");
  let outcome: Outcome;
  try {
    outcome = await sendChainWrite(chain, request);
  } catch (error) {
    const { reason } = errorFields(error);
    await database.chainWrite.updateMany({ where: { id, state: "SENT" }, data: { lastError: reason } });
    throw error;
  }
  fault("afterReply");
  const recorded = record(database, id, request, outcome).finally(() => recording.delete(id));
  recording.set(id, recorded);
  if (outcome.ok && "chunks" in request.payload) {
    // Whoever waits for the row hears of a failure; nobody may be waiting yet.
    recorded.catch(() => {});
    if (request.payload.chunk + 1 < request.payload.chunks) fault("betweenChunks");
  } else await recorded;
  return { recorded };
}

/** The end of a chain write and all that follows from it in the portal: one transaction. */
async function record(database: Db, id: string, request: ChainWriteRequest, outcome: Outcome): Promise<void> {
  await database.$transaction(async (tx) => {
    const { certificate, at } = outcome;
    const { count } = await tx.chainWrite.updateMany({
      where: { id, state: "SENT" },
      data: {
        ...(outcome.ok
          ? { state: "CERTIFIED", answer: outcome.answer, lastError: null }
          : { state: "REFUSED", answer: outcome.refusal as Prisma.InputJsonObject, lastError: outcome.refusal.code }),
        certificate,
        certifiedAt: at,
      },
    });
    if (count === 0) return;
    if (outcome.ok) await settle(tx, request, outcome.answer, at);
    else await settleRefusal(tx, request, outcome.refusal, at);
    await recordEvent(tx, {
      actor: { kind: "system", name: "worker" },
      action: outcome.ok ? "chain.certify" : "chain.refuse",
      subject: { kind: "chainWrite", id },
      outcome: outcome.ok ? "DONE" : "REFUSED",
      data: { kind: request.kind, ...(!outcome.ok && { refusal: outcome.refusal.code }) },
    });
    fault("beforeRecord");
  });
  if (outcome.ok) log.info({ writeId: id, kind: request.kind }, "certified");
  else log.error({ writeId: id, kind: request.kind, refusal: outcome.refusal.code }, "the canister refused");
}
