import { licencesOfChunk } from "../lib/batches/manifest/steps.ts";
import { recordEvent } from "../lib/platform/audit.ts";
import type { Chain } from "../lib/platform/chain/agent.ts";
import { type ChainCall, type Outcome, sendChainWrite } from "../lib/platform/chain/send.ts";
import {
  type ChainWriteRequest,
  forTomorrow,
  isForTomorrow,
  parseChainWrite,
  streamOf,
} from "../lib/platform/chain/writes.ts";
import { type Db, db } from "../lib/platform/db/client.ts";
import type { Prisma } from "../lib/platform/db/generated/client.ts";
import { enqueue } from "../lib/platform/jobs/queues.ts";
import { endOfDayInPakistan } from "../lib/platform/workingDays.ts";
import { fault, writing } from "./faults.ts";
import { errorFields, log } from "./log.ts";
import { settle, settleRefusal } from "./settle.ts";

type Row = { id: string; request: ChainWriteRequest };

/** Where writes go, and where they are kept. */
type Desk = { database: Db; chain: Chain };

/** A certificate is not much older or younger than the act that it answers for, in milliseconds. */
const moment = 60_000;

/** Sends chain writes, each stream in order. One per process: the order within a stream is kept here, in memory. */
export function chainWriter(chain: Chain, database: Db = db()) {
  const streams = new Map<string, Promise<unknown>>();
  const desk: Desk = { database, chain };

  /**
   * Brings one row of the outbox to its certified end, and before it whatever its stream holds that is older; before a drop, the
   * approvals that are on their way, each in its own stream. What is
   * certified, refused, held or gone is left alone. Throws when there is no certified outcome yet: try again.
   */
  return async function write(writeId: string): Promise<void> {
    const row = await database.chainWrite.findUnique({ where: { id: writeId } });
    if (!row || (row.state !== "QUEUED" && row.state !== "SENT")) return;
    const request = parseChainWrite(row.kind, row.payload);
    writing(request.kind, () => fault("afterCommit"));
    for (const id of await approvalsBefore(request, database)) await write(id);
    const stream = streamOf(request);
    const turn = (streams.get(stream) ?? Promise.resolve()).then(() => upTo(desk, { id: row.id, request }));
    const settled = turn.catch(() => {});
    streams.set(stream, settled);
    try {
      await turn;
    } finally {
      if (streams.get(stream) === settled) streams.delete(stream);
    }
  };
}

/** Approvals that are on their way of what is to be dropped: the registry drops only what it knows somebody approved. */
async function approvalsBefore({ kind, payload }: ChainWriteRequest, database: Db): Promise<string[]> {
  if (kind !== "dropBatch") return [];
  const rows = await database.chainWrite.findMany({
    where: {
      kind: "approveBatch",
      state: { in: ["QUEUED", "SENT"] },
      payload: { path: ["batchId"], equals: payload.batchId },
    },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** Sends what is older than `last` in its stream, in order, and `last`. */
async function upTo(desk: Desk, last: Row): Promise<void> {
  for (const row of [...(await olderThan(last, desk)), last]) await writing(row.request.kind, () => send(desk, row));
}

/** The older rows of a stream that have no end yet, in order; of a chunk there are none. */
async function olderThan({ id, request }: Row, { database }: Desk): Promise<Row[]> {
  if ("chunk" in request.payload) return [];
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

/** Sends a write, waits for its certified answer, and records it. */
async function send({ database, chain }: Desk, { id, request }: Row): Promise<void> {
  const { count } = await database.chainWrite.updateMany({
    where: { id, state: { in: ["QUEUED", "SENT"] } },
    data: { state: "SENT", attempts: { increment: 1 }, sentAt: new Date() },
  });
  if (count === 0) return;
  fault("beforeSend");
  let outcome: Outcome;
  try {
    outcome = await sendChainWrite(chain, await callOf(database, request));
  } catch (error) {
    const { reason } = errorFields(error);
    await database.chainWrite.updateMany({ where: { id, state: "SENT" }, data: { lastError: reason } });
    throw error;
  }
  fault("afterReply");
  if (!outcome.ok && isForTomorrow(request.kind, outcome.refusal.code)) await wait(database, id, outcome.at);
  else await record(database, id, request, outcome);
  if ("chunks" in request.payload && request.payload.chunks > 1) fault("betweenChunks");
}

/** The call that a row asks for. The licences of a chunk are read from where they were fixed; whether they are those, the registry says. */
async function callOf(database: Db, request: ChainWriteRequest): Promise<ChainCall> {
  if (request.kind !== "issueBatch") return request;
  const { batchId, chunk } = request.payload;
  return { ...request, entries: await licencesOfChunk(database, batchId, chunk) };
}

/** The registry takes no more of these on this day: the write is sent again when the next one has begun in Pakistan, by the registry's clock. */
async function wait(database: Db, id: string, at: Date): Promise<void> {
  // It may have been refused on the day before its certificate.
  const next = endOfDayInPakistan(new Date(at.getTime() - moment)).getTime() + 1;
  const sendAt = new Date(Date.now() + Math.max(next - at.getTime(), moment));
  await database.$transaction(async (tx) => {
    const { state, lastError } = forTomorrow;
    const { count } = await tx.chainWrite.updateMany({ where: { id, state: "SENT" }, data: { state, lastError } });
    if (count > 0) await enqueue(tx, "chainWrite", { writeId: id }, sendAt);
  });
  log.warn({ writeId: id, sendAt }, "waits for the next day in Pakistan");
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
