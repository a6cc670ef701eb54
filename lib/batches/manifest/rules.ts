import { type ChainSector, chunkSize } from "../../platform/chain/writes.ts";
import type { Sector } from "../../platform/db/generated/enums.ts";

const hour = 3_600_000;
const day = 24 * hour;
/** Pakistan is five hours ahead of UTC all year. */
const pakistanOffset = 5 * hour;

/**
 * The validity of a licence whose batch is proposed at `proposal`: from that very instant to the end of the last of `days` days in
 * Pakistan, the day of the proposal being the first. `validUntil` is exclusive: midnight that begins the next day.
 */
export function validity(proposal: Date, days: number): { validFrom: Date; validUntil: Date } {
  const firstMidnight = Math.floor((proposal.getTime() + pakistanOffset) / day) * day - pakistanOffset;
  return { validFrom: proposal, validUntil: new Date(firstMidnight + days * day) };
}

/** Splits `items` into runs of at most `size`, in order; no empty run. */
export function chunked<T>(items: readonly T[], size: number = chunkSize): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < items.length; start += size) chunks.push(items.slice(start, start + size));
  return chunks;
}

/** A sector as the registry names it. */
export function chainSector(sector: Sector): ChainSector {
  return sector.toLowerCase() as Lowercase<Sector>;
}

/** The registry takes at most this many bytes of an institution's name. */
const nameBytes = 300;

/**
 * An institution's name as it is certified: no control characters, nothing that turns the direction of the text around it
 * (so that no name can be made to look like another), at most 300 bytes of UTF-8, cut between characters.
 */
export function certifiedName(name: string): string {
  const clean = name
    .normalize("NFC")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, "")
    .trim();
  let bytes = 0;
  let kept = "";
  for (const { segment } of new Intl.Segmenter("en", { granularity: "grapheme" }).segment(clean)) {
    bytes += Buffer.byteLength(segment, "utf8");
    if (bytes > nameBytes) break;
    kept += segment;
  }
  return kept.trim();
}
