/**
 * The registry's status lists (docs/verification.md, "The status lists"): which licences are revoked and which are suspended, a
 * bit each in the order of issue, as the W3C's Bitstring Status List has them.
 */
import { fromBase64, toBase64, utf8Bytes } from "./bytes.ts";
import { decodeCbor } from "./cbor.ts";
import { reading, VerifyError } from "./errors.ts";
import { allLeaves, type HashTree, lookupLabel } from "./hashTree.ts";

/** What a set bit means. */
export const STATUS_PURPOSES = ["revocation", "suspension"] as const;
export type StatusPurpose = (typeof STATUS_PURPOSES)[number];

/** Both lists, each of `STATUS_BYTES`. */
export type StatusLists = Readonly<Record<StatusPurpose, Uint8Array>>;

/** A leaf's share of a list. */
export const STATUS_BLOCK_BYTES = 1024;
/** A whole list: 1,048,576 entries. */
export const STATUS_BYTES = 128 * STATUS_BLOCK_BYTES;

/**
 * Both lists from the subtree below `status`. Where no licence has come yet there is no block, and every bit is 0. Throws
 * `witness-incomplete` where any of it is hidden, and `record-malformed`.
 */
export function statusListsIn(tree: HashTree): StatusLists {
  const list = (purpose: StatusPurpose) => {
    const below = lookupLabel(utf8Bytes(purpose), tree);
    if (below.status !== "found") throw new VerifyError("witness-incomplete", `the witness does not show ${purpose}`);
    return bitsOf(allLeaves(below.tree));
  };
  return { revocation: list("revocation"), suspension: list("suspension") };
}

function bitsOf(leaves: readonly { label: Uint8Array; value: Uint8Array }[]): Uint8Array {
  const bits = new Uint8Array(STATUS_BYTES);
  for (const [index, { label, value }] of leaves.entries()) {
    const isNext = label.length === 32 && label.every((byte, at) => byte === (at === 31 ? index : 0));
    if (!isNext || value.length !== STATUS_BLOCK_BYTES || index * STATUS_BLOCK_BYTES >= STATUS_BYTES)
      throw new VerifyError("record-malformed", "a status list with a block that is none");
    bits.set(value, index * STATUS_BLOCK_BYTES);
  }
  return bits;
}

/** The label of a block of a list: its number in 32 bytes. */
export function statusBlockLabel(block: number): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, at) => (at === 31 ? block : 0));
}

/** A licence's place in both lists, from the leaf under its label. Throws `record-malformed`. */
export function statusPlace(leaf: Uint8Array): number {
  return reading("record-malformed", () => {
    const place = decodeCbor(leaf, { deterministic: true });
    if (typeof place !== "bigint" || place >= BigInt(8 * STATUS_BYTES))
      throw new VerifyError("encoding", "status list: no place");
    return Number(place);
  });
}

/** Whether the bit at a place is set; the first is the most significant bit of the first byte. */
export function isStatusSet(bits: Uint8Array, place: number): boolean {
  return (((bits[place >> 3] ?? 0) >> (7 - (place & 7))) & 1) === 1;
}

/** A list as the `encodedList` of a credential: multibase base64url over GZIP (W3C Bitstring Status List 1.0, §3.2). */
export async function encodeStatusList(bits: Uint8Array): Promise<string> {
  const packed = await through(bits, new CompressionStream("gzip"));
  return `u${toBase64(packed).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
}

/** The list in an `encodedList`. Throws `encoding` for what is none, or is of another length than the registry's lists. */
export async function decodeStatusList(encoded: string): Promise<Uint8Array> {
  if (!/^u[A-Za-z0-9_-]+$/.test(encoded)) throw new VerifyError("encoding", "status list: not multibase base64url");
  const text = encoded.slice(1).replaceAll("-", "+").replaceAll("_", "/");
  const packed = fromBase64(text.padEnd(Math.ceil(text.length / 4) * 4, "="));
  const bits = await through(packed, new DecompressionStream("gzip")).catch(() => null);
  if (bits?.length !== STATUS_BYTES) throw new VerifyError("encoding", "status list: not a list of this registry");
  return bits;
}

/** At most a list and a byte is read of what comes out. */
async function through(bytes: Uint8Array, transform: CompressionStream | DecompressionStream): Promise<Uint8Array> {
  const stream = new Blob([new Uint8Array(bytes)]).stream().pipeThrough(transform);
  const whole = new Uint8Array(STATUS_BYTES + 1);
  let size = 0;
  for await (const part of stream) {
    if (size + part.length > whole.length) throw new VerifyError("encoding", "status list: too long");
    whole.set(part, size);
    size += part.length;
  }
  return whole.slice(0, size);
}
