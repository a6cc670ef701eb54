// docs/verification.md once more, written from the text and not from the canisters: what they are compared with.
import { createHash } from "node:crypto";

export type Bytes = Uint8Array;

/** A value that `cbor` can write. Map entries are written in the order given. */
export type Encodable = null | string | bigint | Bytes | Encodable[] | { map: [string, Encodable][] };

export type Sector = "government" | "education" | "startups" | "private";

export type Entry = {
  number: string;
  programme: string;
  phase: string;
  sector: Sector;
  institutionId: string;
  institutionName: string;
  validFrom: bigint;
  validUntil: bigint;
  decision: string;
};

export type LicenceRecord = Entry & {
  holder: Bytes | null;
  issued: bigint;
  status: "active" | "suspended" | "revoked";
  statusSince: bigint;
  reason: string | null;
  batch: string;
  chunk: number;
};

export type AccountEntry = {
  account: string;
  handle: string;
  owner: Bytes;
  institutionId: string;
  institutionName: string;
};

export type Account = Omit<AccountEntry, "account"> & {
  opened: bigint;
  status: "active" | "suspended";
  statusSince: bigint;
};

export function sha256(...parts: (Bytes | string)[]): Bytes {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
}

export function hex(bytes: Bytes): string {
  return Buffer.from(bytes).toString("hex");
}

export function bytes(text: string): Bytes {
  return new Uint8Array(Buffer.from(text, "hex"));
}

/** SHA-256 with a domain separator: a byte with its length, the separator, the message. */
export function domainHash(domain: string, ...parts: (Bytes | string)[]): Bytes {
  return sha256(new Uint8Array([domain.length]), domain, ...parts);
}

/** Deterministic CBOR (RFC 8949 §4.2.1), as long as maps come with their keys in order. */
export function cbor(value: Encodable): Bytes {
  if (value === null) return new Uint8Array([0xf6]);
  if (typeof value === "bigint") return head(0, value);
  if (typeof value === "string") return joined(head(3, BigInt(Buffer.byteLength(value))), Buffer.from(value));
  if (value instanceof Uint8Array) return joined(head(2, BigInt(value.length)), value);
  if (Array.isArray(value)) return joined(head(4, BigInt(value.length)), ...value.map(cbor));
  return joined(head(5, BigInt(value.map.length)), ...value.map.flatMap(([key, item]) => [cbor(key), cbor(item)]));
}

function head(major: number, argument: bigint): Bytes {
  if (argument < 24n) return new Uint8Array([(major << 5) | Number(argument)]);
  const size = argument < 0x100n ? 1 : argument < 0x1_0000n ? 2 : argument < 0x1_0000_0000n ? 4 : 8;
  const digits = Buffer.from(argument.toString(16).padStart(2 * size, "0"), "hex");
  return joined(new Uint8Array([(major << 5) | (24 + Math.log2(size))]), digits);
}

export function joined(...parts: Bytes[]): Bytes {
  return new Uint8Array(Buffer.concat(parts));
}

export function licenceLabel(number: string): Bytes {
  return domainHash("sanad-licence", number);
}

export function recordBytes(record: LicenceRecord): Bytes {
  return sortedMap({
    v: 1n,
    batch: record.batch,
    chunk: BigInt(record.chunk),
    phase: record.phase,
    holder: record.holder,
    issued: record.issued,
    number: record.number,
    reason: record.reason,
    sector: record.sector,
    status: record.status,
    decision: record.decision,
    programme: record.programme,
    validFrom: record.validFrom,
    validUntil: record.validUntil,
    statusSince: record.statusSince,
    institutionId: record.institutionId,
    institutionName: record.institutionName,
  });
}

export function entryBytes(entry: Entry): Bytes {
  const { phase, number, sector, decision, programme, validFrom, validUntil, institutionId, institutionName } = entry;
  return sortedMap({
    phase,
    number,
    sector,
    decision,
    programme,
    validFrom,
    validUntil,
    institutionId,
    institutionName,
  });
}

/** The leaves of the figures over these licences as they stand, whatever the time: `ended` is what the canister has summed up. */
export function figureLeaves(licences: LicenceRecord[], ended: (record: LicenceRecord) => boolean): [Bytes, Bytes][] {
  const cells = Map.groupBy(licences, ({ programme, phase, sector }) => hex(cbor([programme, phase, sector])));
  return [...cells].map(([key, all]) => {
    const [{ programme, phase, sector } = { programme: "", phase: "", sector: "" }] = all;
    const revoked = all.filter(({ status }) => status === "revoked");
    const over = all.filter((record) => record.status !== "revoked" && ended(record));
    const rest = all.filter((record) => record.status !== "revoked" && !ended(record));
    const ends = [...Map.groupBy(rest, ({ validUntil }) => validUntil)].sort(([one], [other]) =>
      one < other ? -1 : 1,
    );
    const count = (of: LicenceRecord[], status: string) => BigInt(of.filter((one) => one.status === status).length);
    return [
      domainHash("sanad-figures", bytes(key)),
      sortedMap({
        v: 1n,
        programme,
        phase,
        sector,
        issued: BigInt(all.length),
        revoked: BigInt(revoked.length),
        ended: BigInt(over.length),
        ends: ends.map(([end, of]) => [end, count(of, "active"), count(of, "suspended")]),
      }),
    ];
  });
}

/** The leaves of a status list: 8,192 bits each, the first one leftmost. */
export function statusBlocks(marks: boolean[]): [Bytes, Bytes][] {
  const digits = marks.map((mark) => (mark ? "1" : "0")).join("");
  return (digits.match(/.{1,8192}/g) ?? []).map((block, number) => [
    bytes(number.toString(16).padStart(64, "0")),
    new Uint8Array((block.padEnd(8192, "0").match(/.{8}/g) ?? []).map((octet) => Number.parseInt(octet, 2))),
  ]);
}

/** A head of the audit as it was noted. */
export type AuditHead = { sequence: bigint; hash: Bytes; at: bigint };

/** What is certified of the noted heads, first to last. */
export function headsDigest(heads: AuditHead[]): Bytes {
  let digest: Bytes | null = null;
  for (const { sequence, hash, at } of heads)
    digest = domainHash("sanad-audit-heads", cbor([digest, sequence, hash, at]));
  if (digest === null) throw new Error("no head, no digest");
  return digest;
}

/** What is certified of the heads that are disowned, each with its place among all, in the order in which they were. */
export function disownedDigest(disowned: { place: bigint; head: bigint; at: bigint }[]): Bytes {
  let digest: Bytes | null = null;
  for (const { place, head, at } of disowned)
    digest = domainHash("sanad-audit-disowned", cbor([digest, place, head, at]));
  if (digest === null) throw new Error("no head is disowned");
  return digest;
}

/** Where a batch stands in the tree. */
export function batchLabel(batchId: string): Bytes {
  return domainHash("sanad-batch", Buffer.from(batchId));
}

/** The digest of a file as it was noted. */
export type Digest = { name: string; hash: Bytes; size: bigint; at: bigint; block: bigint };

/** Where the digest of a file stands in the tree. */
export function digestLabel(name: string): Bytes {
  return domainHash("sanad-digest", Buffer.from(name));
}

export function digestBytes({ name, hash, size, at, block }: Digest): Bytes {
  return sortedMap({ v: 1n, name, hash, size, at, block });
}

export function accountEntryBytes(entry: AccountEntry): Bytes {
  const { account, handle, owner, institutionId, institutionName } = entry;
  return sortedMap({ account, handle, owner, institutionId, institutionName });
}

/** What the messenger certifies of how many accounts there are. */
export function countBytes(opened: number, active: number, suspended: number): Bytes {
  return sortedMap({ v: 1n, opened: BigInt(opened), active: BigInt(active), suspended: BigInt(suspended) });
}

export function accountBytes(account: Account): Bytes {
  const { handle, owner, institutionId, institutionName, opened, status, statusSince } = account;
  return sortedMap({ v: 1n, handle, owner, institutionId, institutionName, opened, status, statusSince });
}

/** A map in CBOR. The order of the keys follows from the standard, and is not copied from the page that is being checked. */
export function sortedMap(fields: Record<string, Encodable>): Bytes {
  return cbor(map(fields));
}

/** The same, within something else. */
export function map(fields: Record<string, Encodable>): Encodable {
  const keyed = Object.entries(fields).map((field) => ({ field, key: cbor(field[0]) }));
  return { map: keyed.sort((one, other) => Buffer.compare(one.key, other.key)).map(({ field }) => field) };
}

export function chunkHash(entries: Bytes[]): Bytes {
  return domainHash("sanad-chunk", head(4, BigInt(entries.length)), ...entries);
}

export function manifestHash(chunkHashes: Bytes[]): Bytes {
  return domainHash("sanad-manifest", ...chunkHashes);
}

/** What approvers approve of an act on licences: its content, which the canister remembers under the operation, too. */
export function contentHash(kind: string, texts: string[], content: Bytes = new Uint8Array()): Bytes {
  return sha256(cbor([kind, ...texts, content]));
}

export function commitment(salt: Bytes, principal: Bytes): Bytes {
  return domainHash("sanad-holder", salt, principal);
}

export function handleLabel(handle: string): Bytes {
  return domainHash("sanad-handle", handle);
}

export function principalLabel(principal: Bytes): Bytes {
  return domainHash("sanad-principal", principal);
}

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The number, 14 characters, with the ten given ones and their check character. */
export function numberOf(body: string): string {
  let check = 0;
  let weight = 1;
  for (const character of body) {
    weight = times(weight, 2);
    check ^= times(weight, alphabet.indexOf(character));
  }
  return `SND${body}${alphabet[check]}`;
}

/** A number from a counter, for tests that need many. */
export function nthNumber(n: number): string {
  const digits = Array.from({ length: 10 }, (_, place) => alphabet[Math.floor(n / 32 ** (9 - place)) % 32]);
  return numberOf(digits.join(""));
}

// GF(32) with x^5 + x^2 + 1, schoolbook: multiply the polynomials, then reduce from the top.
function times(one: number, other: number): number {
  let product = 0;
  for (let bit = 0; bit < 5; bit++) if ((other >> bit) & 1) product ^= one << bit;
  for (let bit = 9; bit >= 5; bit--) if ((product >> bit) & 1) product ^= 0b100101 << (bit - 5);
  return product;
}

export function leb128(number: bigint): Bytes {
  const out: number[] = [];
  let rest = number;
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    out.push(rest === 0n ? low : low | 0x80);
  } while (rest !== 0n);
  return new Uint8Array(out);
}
