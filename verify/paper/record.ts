/** A licence record without what its reader knows already: the keys, the hyphens of a UUID, the check character. */
import { equalBytes } from "../bytes.ts";
import { VerifyError } from "../errors.ts";
import { numberFromRandom } from "../number.ts";
import { decodeRecord, encodeRecord, type LicenceRecord, SECTORS, STATUSES } from "../record.ts";
import type { Packer, Unpacker } from "./packing.ts";

const CHARACTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const SECOND = 1_000_000_000n;

/** Writes the record whose certified bytes are given. Throws `record-malformed`. */
export function packRecord(bytes: Uint8Array, into: Packer): LicenceRecord {
  const record = decodeRecord(bytes);
  if (!equalBytes(encodeRecord(record), bytes)) throw new VerifyError("record-malformed", "not in its usual form");
  const { holder, reason, sector, status, number, issued } = record;
  const indexes = (SECTORS.indexOf(sector) << 4) | (STATUSES.indexOf(status) << 2);
  into.raw(Uint8Array.of(indexes | (holder ? 2 : 0) | (reason === null ? 0 : 1)));
  into.raw(packNumber(number));
  for (const text of [record.batch, record.phase, record.decision, record.programme]) into.text(text);
  into.text(record.institutionId).text(record.institutionName).number(record.chunk);
  packTime(issued, null, into);
  for (const time of [record.validFrom, record.validUntil, record.statusSince]) packTime(time, issued, into);
  if (holder) into.raw(holder);
  if (reason !== null) into.text(reason);
  return record;
}

/** Reads a record. Throws `encoding`; what is certified of it is for the caller to check. */
export function unpackRecord(from: Unpacker): LicenceRecord {
  const flags = from.byte();
  const sector = SECTORS[flags >> 4];
  const status = STATUSES[(flags >> 2) & 3];
  if (sector === undefined || status === undefined) throw new VerifyError("encoding", "no such sector or status");
  const number = unpackNumber(from.raw(7));
  const batch = from.text();
  const phase = from.text();
  const decision = from.text();
  const programme = from.text();
  const institutionId = from.text();
  const institutionName = from.text();
  const chunk = from.number();
  const issued = unpackTime(0n, from);
  const validFrom = unpackTime(issued, from);
  const validUntil = unpackTime(issued, from);
  const statusSince = unpackTime(issued, from);
  const holder = flags & 2 ? from.raw(32) : null;
  const reason = flags & 1 ? from.text() : null;
  const who = { number, programme, phase, sector, institutionId, institutionName, holder };
  return { ...who, issued, validFrom, validUntil, status, statusSince, reason, decision, batch, chunk };
}

/** A time is that of issue (2), or full seconds (0) or nanoseconds (1), three times the number and that. */
function packTime(time: bigint, issued: bigint | null, into: Packer): void {
  if (time === issued) into.number(2n);
  else into.number(time % SECOND === 0n ? (time / SECOND) * 3n : time * 3n + 1n);
}

function unpackTime(issued: bigint, from: Unpacker): bigint {
  const value = from.number();
  if (value % 3n === 2n) return issued;
  return value % 3n === 0n ? (value / 3n) * SECOND : value / 3n;
}

/** Ten characters of five bits, in seven bytes. */
function packNumber(number: string): Uint8Array {
  let bits = 0n;
  for (const character of number.slice(3, 13)) bits = (bits << 5n) | BigInt(CHARACTERS.indexOf(character));
  return Uint8Array.from({ length: 7 }, (_, i) => Number((bits >> BigInt(8 * (6 - i))) & 0xffn));
}

function unpackNumber(bytes: Uint8Array): string {
  const bits = bytes.reduce((all, byte) => (all << 8n) | BigInt(byte), 0n);
  if (bits >> 50n !== 0n) throw new VerifyError("encoding", "no licence number");
  return numberFromRandom(Uint8Array.from({ length: 10 }, (_, i) => Number((bits >> BigInt(5 * (9 - i))) & 31n)));
}
