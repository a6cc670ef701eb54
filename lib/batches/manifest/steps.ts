import { z } from "zod";
import { licenceChunkHash, manifestHash } from "../../platform/chain/encoding.ts";
import { LicenceEntry, nanoseconds } from "../../platform/chain/writes.ts";
import type { Tx } from "../../platform/db/client.ts";
import { newNumbers } from "../../platform/licenceNumber.ts";
import type { Plan } from "../steps.ts";
import { certifiedName, chainSector, chunked, validity } from "./rules.ts";

/**
 * Fixes what the registry will be told of a batch: a licence for every seat awarded, in the order of the plan, with its number and its
 * dates. From here on it is sent as it is, or not at all. Gives the hash over it (hex; null where nothing is awarded) and how many
 * chunks there are.
 */
export async function fixManifest(tx: Tx, plan: Plan, now: Date): Promise<{ hash: string | null; chunks: number }> {
  const chunks = chunked(entriesOf(plan, now)).map((entries) => ({ entries, hash: licenceChunkHash(entries) }));
  await tx.batchChunk.createMany({
    data: chunks.map((fixed, chunk) => ({ batchId: plan.id, chunk, ...fixed })),
  });
  return { hash: hashOf(chunks.map(({ hash }) => hash)), chunks: chunks.length };
}

/** A batch whose licences were fixed. */
type Fixed = Pick<Plan, "id" | "manifestHash">;

/** The licences of a batch as they were fixed, chunk by chunk. Throws when they are not what the manifest's hash was made over. */
export async function manifestOf(tx: Tx, plan: Fixed): Promise<LicenceEntry[][]> {
  const rows = await tx.batchChunk.findMany({ where: { batchId: plan.id }, orderBy: { chunk: "asc" } });
  const chunks = rows.map(({ entries }) => Entries.parse(entries));
  assertManifest(plan, chunks.map(licenceChunkHash));
  return chunks;
}

/** The hashes (hex) of its chunks, in order. Throws when they are not what the manifest's hash was made over. */
export async function chunkHashesOf(tx: Tx, plan: Fixed): Promise<string[]> {
  const rows = await tx.batchChunk.findMany({
    where: { batchId: plan.id },
    select: { hash: true },
    orderBy: { chunk: "asc" },
  });
  const hashes = rows.map(({ hash }) => hash);
  assertManifest(plan, hashes);
  return hashes.map(hex);
}

/** The licences of one chunk of the batch with this code, counted from 0, as they were fixed; none where there is no such chunk. */
export async function licencesOfChunk(tx: Tx, code: string, chunk: number): Promise<LicenceEntry[]> {
  const fixed = await tx.batchChunk.findFirst({ where: { batch: { code }, chunk }, select: { entries: true } });
  return fixed ? Entries.parse(fixed.entries) : [];
}

/** Forgets the licences of a batch that will not be released: their numbers never left the house. */
export async function dropManifest(tx: Tx, batchId: string): Promise<void> {
  await tx.batchChunk.deleteMany({ where: { batchId } });
}

function entriesOf(plan: Plan, now: Date): LicenceEntry[] {
  const seats = plan.items
    .filter(({ outcome }) => outcome === "AWARD")
    .flatMap((award) => Array.from({ length: award.seats }, () => award));
  const { validFrom, validUntil } = validity(now, plan.validDays);
  const dates = { validFrom: nanoseconds(validFrom), validUntil: nanoseconds(validUntil) };
  const numbers = newNumbers(seats.length);
  return seats.map((award, index) => ({
    ...{ number: numbers[index] ?? "", programme: plan.programmeCode, phase: award.phaseCode },
    ...{ sector: chainSector(award.sector), institutionId: award.institutionId },
    ...{ institutionName: certifiedName(award.institutionName), ...dates, decision: award.itemId },
  }));
}

const Entries = z.array(LicenceEntry);

function assertManifest({ manifestHash }: Fixed, hashes: readonly Uint8Array[]): void {
  if (hashOf(hashes) !== manifestHash) throw new Error("the licences of a batch are others than were proposed");
}

function hashOf(chunkHashes: readonly Uint8Array[]): string | null {
  return chunkHashes.length === 0 ? null : hex(manifestHash(chunkHashes));
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
