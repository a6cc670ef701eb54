import { z } from "zod";
import type { ChainRefusal } from "../platform/chain/answers.ts";
import { requestChainWrite } from "../platform/chain/outbox.ts";
import { type ChainWritePayloads, instantOf, refusedForRole } from "../platform/chain/writes.ts";
import type { Tx } from "../platform/db/client.ts";
import { announceRenewal } from "./announceRenewal.ts";
import { writeKeys } from "./rules.ts";

type Chunk = ChainWritePayloads["renewBatch"];

/** How a refusal names the renewals that are in the way, by their place in the chunk. */
const InTheWay = z.array(z.object({ index: z.coerce.number().int() }));

/**
 * What a certified chunk of a renewal means: its licences end later. The institution is told once the last one of the renewal is
 * recorded. Settling again changes nothing.
 */
export async function settleRenewal(tx: Tx, chunk: Chunk): Promise<void> {
  const closed = await closeItems(tx, chunk, chunk.renewals, true);
  const untils = new Set(chunk.renewals.map(({ validUntil }) => validUntil));
  for (const until of untils) {
    const numbers = chunk.renewals.flatMap(({ number, validUntil }) => (validUntil === until ? [number] : []));
    await tx.licence.updateMany({
      where: { id: { in: closed }, number: { in: numbers } },
      data: { validUntil: instantOf(until), version: { increment: 1 }, endNotices: 0 },
    });
  }
  if (closed.length > 0) await tellWhenLast(tx, chunk.decision);
}

/**
 * What it means that the registry refused a chunk of a renewal: the licences that it names (suspended or revoked meanwhile) end
 * when they end, and may be asked for again; the rest of the chunk, of which nothing was done, is sent anew. Refused because of
 * the portal's own role, the chunk is the operator's to send again.
 */
export async function refuseRenewal(tx: Tx, chunk: Chunk, refusal: ChainRefusal): Promise<void> {
  if (refusal.code === refusedForRole) return;
  const named =
    refusal.code === "refused" ? InTheWay.parse(refusal.detail).map(({ index }) => index) : [...chunk.renewals.keys()];
  const rest = chunk.renewals.filter((_, index) => !named.includes(index));
  const closed = await closeItems(
    tx,
    chunk,
    chunk.renewals.filter((_, index) => named.includes(index)),
    false,
  );
  if (rest.length > 0) {
    const operation = writeKeys.renewRest(chunk.operation);
    await requestChainWrite(tx, {
      key: operation,
      kind: "renewBatch",
      payload: { operation, decision: chunk.decision, renewals: rest },
    });
  }
  if (closed.length > 0) await tellWhenLast(tx, chunk.decision);
}

/** Closes the items of these licences that were open; their licences' ids. */
async function closeItems(
  tx: Tx,
  { decision: renewalId }: Chunk,
  renewals: Chunk["renewals"],
  renewed: boolean,
): Promise<string[]> {
  // Chunks of a renewal settle one after the other, so that exactly one of them sees itself as the last.
  await tx.$queryRaw`SELECT 1 FROM "Renewal" WHERE id = ${renewalId}::uuid FOR UPDATE`;
  const numbers = renewals.map(({ number }) => number);
  const items = await tx.renewalItem.updateManyAndReturn({
    where: { renewalId, live: true, licence: { number: { in: numbers } } },
    data: { live: false, renewed },
    select: { licenceId: true },
  });
  return items.map(({ licenceId }) => licenceId);
}

async function tellWhenLast(tx: Tx, renewalId: string): Promise<void> {
  const [open, licences] = [
    await tx.renewalItem.count({ where: { renewalId, live: true } }),
    await tx.renewalItem.count({ where: { renewalId, renewed: true } }),
  ];
  if (open === 0) await announceRenewal(tx, renewalId, { letter: "renewalDone", licences });
}
