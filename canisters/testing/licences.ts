// Licences and batches for the tests.
import {
  chunkHash,
  type Entry,
  entryBytes,
  type LicenceRecord,
  manifestHash,
  nthNumber,
  type Sector,
} from "./encoding.ts";
import type { CandidEntry, CandidRecord, IssueArgs, PlaceCounts, RegistryActor, SectorCase } from "./idl.ts";

const year = 365n * 24n * 3600n * 1_000_000_000n;

/** A licence that is valid for a year from now, with the nth number. */
export function entry(n: number, changes: Partial<Entry> = {}): Entry {
  const now = BigInt(Date.now()) * 1_000_000n;
  return {
    number: nthNumber(n),
    programme: "sovereign-cloud",
    phase: "1",
    sector: "education",
    institutionId: "institution-7",
    institutionName: "University of Engineering and Technology, Lahore",
    validFrom: now,
    validUntil: now + year,
    decision: `award-${n}`,
    ...changes,
  };
}

/** `count` licences with numbers from the nth on. */
export function entries(n: number, count: number, changes: Partial<Entry> = {}): Entry[] {
  return Array.from({ length: count }, (_, index) => entry(n + index, changes));
}

/** The calls that issue a batch: one a chunk. */
export function batch(batchId: string, chunks: Entry[][]): IssueArgs[] {
  const hashes = chunks.map((chunk) => chunkHash(chunk.map(entryBytes)));
  return chunks.map((chunk, index) => ({
    batchId,
    chunk: index,
    chunks: chunks.length,
    manifestHash: manifestHash(hashes),
    chunkHashes: chunks.length > 1 ? [hashes] : [],
    entries: chunk.map(candidEntry),
  }));
}

/** The call that issues a batch of one chunk. */
export function single(batchId: string, chunk: Entry[]): IssueArgs {
  return batch(batchId, [chunk])[0] as IssueArgs;
}

export function candidEntry(plain: Entry): CandidEntry {
  return { ...plain, sector: sectorCase(plain.sector) };
}

export function sectorCase(sector: Sector): SectorCase {
  return { [sector]: null } as SectorCase;
}

export const programmeCaps: PlaceCounts = { total: 1500, government: 200, education: 700, startups: 400, private: 200 };

/** Sets the programme's caps, or others. */
export async function setCaps(registry: RegistryActor, caps: PlaceCounts = programmeCaps): Promise<void> {
  const answer = await registry.setCaps({ operation: `caps-${crypto.randomUUID()}`, caps, decision: "act-1" });
  if ("err" in answer) throw new Error(JSON.stringify(answer.err));
}

/** A record as the canister tells it, in the form that is encoded. */
export function plain(record: CandidRecord | undefined): LicenceRecord {
  if (record === undefined) throw new Error("no such licence");
  return {
    ...record,
    sector: Object.keys(record.sector)[0] as Entry["sector"],
    status: Object.keys(record.status)[0] as LicenceRecord["status"],
    holder: record.holder[0] ? new Uint8Array(record.holder[0]) : null,
    reason: record.reason[0] ?? null,
  };
}
