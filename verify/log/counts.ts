/** What the registry must count if its log is the truth, held against the figures that it certifies. */
import { utf8Bytes } from "../bytes.ts";
import { VerifyError } from "../errors.ts";
import { type Figures, figuresAt } from "../figures.ts";
import { type HashTree, lookupLabel } from "../hashTree.ts";
import type { LicenceRecord } from "../record.ts";

const COUNTS = ["issued", "inForce", "suspended", "expired", "revoked"] as const;
type Counts = Record<(typeof COUNTS)[number], bigint>;

/** Licences by programme, phase and sector at an instant (nanoseconds since 1970 UTC), under names that sort. */
function countsOf(records: Iterable<LicenceRecord>, time: bigint): Map<string, Counts> {
  const counts = new Map<string, Counts>();
  for (const record of records) {
    const of = counts.get(nameOf(record)) ?? none();
    of.issued++;
    of[standing(record, time)]++;
    counts.set(nameOf(record), of);
  }
  return counts;
}

/**
 * Where certified figures are not those of the log at the time of their certificate; null where they are. Throws
 * `witness-incomplete` where the tree does not show them, and what `figuresAt` throws.
 */
export function countDifference(records: Iterable<LicenceRecord>, tree: HashTree, time: bigint): string | null {
  const subtree = lookupLabel(utf8Bytes("figures"), tree);
  if (subtree.status !== "found") throw new VerifyError("witness-incomplete", "the witness does not show the figures");
  const logged = countsOf(records, time);
  const certified = new Map<string, Figures>(figuresAt(subtree.tree, time).map((of) => [nameOf(of), of]));
  for (const name of new Set([...logged.keys(), ...certified.keys()])) {
    const [should, is] = [logged.get(name) ?? none(), certified.get(name) ?? none()];
    const wrong = COUNTS.find((count) => should[count] !== is[count]);
    if (wrong) return `${name}: ${is[wrong]} ${wrong} are certified, and the log has ${should[wrong]}`;
  }
  return null;
}

function standing({ status, validUntil }: LicenceRecord, time: bigint): Exclude<keyof Counts, "issued"> {
  if (status === "revoked") return "revoked";
  if (validUntil <= time) return "expired";
  return status === "suspended" ? "suspended" : "inForce";
}

function nameOf({ programme, phase, sector }: Pick<LicenceRecord, "programme" | "phase" | "sector">): string {
  return JSON.stringify([programme, phase, sector]);
}

function none(): Counts {
  return { issued: 0n, inForce: 0n, suspended: 0n, expired: 0n, revoked: 0n };
}
