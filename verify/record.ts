/** The licence record, version 1, as the registry certifies it (docs/verification.md, "The record"). */
import { concat } from "./bytes.ts";
import { type Cbor, type CborMap, decodeCbor, type EncodableMap, encodeCbor } from "./cbor.ts";
import { reading, VerifyError } from "./errors.ts";
import { parseNumber } from "./number.ts";

export const SECTORS = ["government", "education", "startups", "private"] as const;
export const STATUSES = ["active", "suspended", "revoked"] as const;
export type Sector = (typeof SECTORS)[number];
type Status = (typeof STATUSES)[number];

/** Times are nanoseconds since 1970 UTC. */
export interface LicenceRecord {
  readonly number: string;
  readonly programme: string;
  readonly phase: string;
  readonly sector: Sector;
  readonly institutionId: string;
  readonly institutionName: string;
  /** Commitment to the holder's principal, 32 bytes; null until a holder has claimed the seat. */
  readonly holder: Uint8Array | null;
  readonly issued: bigint;
  readonly validFrom: bigint;
  readonly validUntil: bigint;
  readonly status: Status;
  readonly statusSince: bigint;
  readonly reason: string | null;
  readonly decision: string;
  readonly batch: string;
  readonly chunk: bigint;
}

const FIELDS = 17;

/** Decodes a record: exactly its keys, its types, its deterministic form. Throws `record-malformed`. */
export function decodeRecord(bytes: Uint8Array): LicenceRecord {
  return reading("record-malformed", () => {
    const fields = recordFields(bytes, FIELDS);
    const number = text(fields, "number");
    if (!isCanonicalNumber(number)) throw new VerifyError("encoding", "record: not a licence number");
    return {
      number,
      programme: text(fields, "programme"),
      phase: text(fields, "phase"),
      sector: oneOf(fields, "sector", SECTORS),
      institutionId: text(fields, "institutionId"),
      institutionName: text(fields, "institutionName"),
      holder: fields.get("holder") === null ? null : bytesOf(fields, "holder", 32),
      issued: unsigned(fields, "issued"),
      validFrom: unsigned(fields, "validFrom"),
      validUntil: unsigned(fields, "validUntil"),
      status: oneOf(fields, "status", STATUSES),
      statusSince: unsigned(fields, "statusSince"),
      reason: fields.get("reason") === null ? null : text(fields, "reason"),
      decision: text(fields, "decision"),
      batch: text(fields, "batch"),
      chunk: unsigned(fields, "chunk"),
    };
  });
}

/** The map of a record of this version with that many keys, `v` among them. Throws `encoding`. */
export function recordFields(bytes: Uint8Array, count: number, version = 1n): CborMap {
  const fields = decodeCbor(bytes, { deterministic: true });
  if (!(fields instanceof Map) || fields.size !== count) throw new VerifyError("encoding", "record: wrong fields");
  if (fields.get("v") !== version) throw new VerifyError("encoding", `record: not version ${version}`);
  return fields;
}

/** A text field. Throws `encoding`. */
export function text(fields: CborMap, key: string): string {
  const value: Cbor | undefined = fields.get(key);
  if (typeof value !== "string") throw new VerifyError("encoding", `record: ${key} is no text`);
  return value;
}

/** An unsigned field. Throws `encoding`. */
export function unsigned(fields: CborMap, key: string): bigint {
  const value: Cbor | undefined = fields.get(key);
  if (typeof value !== "bigint") throw new VerifyError("encoding", `record: ${key} is no number`);
  return value;
}

/** A field of bytes, of that length if one is given. Throws `encoding`. */
export function bytesOf(fields: CborMap, key: string, length?: number): Uint8Array {
  const value: Cbor | undefined = fields.get(key);
  if (!(value instanceof Uint8Array) || (length !== undefined && value.length !== length)) {
    throw new VerifyError("encoding", `record: ${key} is not the right bytes`);
  }
  return value;
}

/** A text field with one of a few values. Throws `encoding`. */
export function oneOf<T extends string>(fields: CborMap, key: string, values: readonly T[]): T {
  const value = text(fields, key);
  const known = values.find((candidate) => candidate === value);
  if (known === undefined) throw new VerifyError("encoding", `record: unknown ${key}`);
  return known;
}

/** The keys of a record in their order, and each as it is written. */
const KEYS = ["v", "batch", "chunk", "phase", "holder", "issued", "number", "reason", "sector", "status", "decision"]
  .concat("programme", "validFrom", "validUntil", "statusSince", "institutionId", "institutionName")
  .map((key) => ({ key, bytes: encodeCbor(key) }));

/** The bytes that the registry certifies for a record: what `decodeRecord` reads. */
export function encodeRecord(record: LicenceRecord): Uint8Array {
  const fields: EncodableMap = { v: 1n, ...record };
  const parts = KEYS.flatMap(({ key, bytes }) => [bytes, encodeCbor(fields[key] ?? null)]);
  // A map of that many pairs, its head one byte.
  return concat(Uint8Array.of(0xa0 | KEYS.length), ...parts);
}

/** Whether a text is a number as the registry keeps it: 14 characters, the check character among them. */
export function isCanonicalNumber(number: string): boolean {
  try {
    return parseNumber(number) === number;
  } catch {
    return false;
  }
}
