/** For tests: what a registry answers about its log, in Candid. */
import { concat, utf8Bytes } from "../bytes.ts";
import { fieldHash } from "../candid.ts";
import type { Value } from "../log/value.ts";
import { leb128 } from "./subnet.ts";

const CASES = ["Nat", "Int", "Text", "Blob", "Array", "Map"]
  .map((name) => ({ name, hash: fieldHash(name) }))
  .sort((one, other) => one.hash - other.hash);
/**
 * ICRC-3's answer. 0 vec 1; 1 record id, block; 2 the variant of values; 3 blob; 4 vec value; 5 vec pair; 6 pair; 7 the page;
 * 8 vec 9; 9 record args, callback; 10 vec 11; 11 record start, length; 12 the callback.
 */
const PAGE_TYPES = (() => {
  const of: Record<string, number> = { Nat: 0x7d, Int: 0x7c, Text: 0x71, Blob: 3, Array: 4, Map: 5 };
  const cases = CASES.flatMap(({ name, hash }) => [...count(hash), of[name] ?? 0]);
  const record = (fields: Record<string, number>) => [
    ...[0x6c, Object.keys(fields).length],
    ...inOrder(Object.entries(fields)).flatMap(([name, type]) => [...count(fieldHash(name)), type]),
  ];
  const values = [0x6b, 6, ...cases, 0x6d, 0x7b, 0x6d, 2, 0x6d, 6, 0x6c, 2, 0, 0x71, 1, 2];
  const page = record({ log_length: 0x7d, blocks: 0, archived_blocks: 8 });
  const archives = [0x6d, 9, ...record({ args: 10, callback: 12 }), 0x6d, 11, ...record({ start: 0x7d, length: 0x7d })];
  const callback = [0x6a, 1, 10, 1, 7, 1, 1];
  return Uint8Array.of(
    13,
    0x6d,
    1,
    ...record({ id: 0x7d, block: 2 }),
    ...values,
    ...page,
    ...archives,
    ...callback,
    1,
    7,
  );
})();

/** A run of blocks that another canister has. */
export interface ArchivedRun {
  readonly canister: Uint8Array;
  readonly start: number;
  readonly length: number;
}

/** ICRC-3's page: these blocks of so many, and who has others. */
export function pageReply(
  length: number,
  page: readonly (readonly [number, Value])[],
  archived: readonly ArchivedRun[] = [],
): Uint8Array {
  const blocks = concat(count(page.length), ...page.map(([id, block]) => encodeBlock(id, block)));
  const archives = concat(count(archived.length), ...archived.map(encodeArchive));
  const fields = { log_length: count(length), blocks, archived_blocks: archives };
  return concat(utf8Bytes("DIDL"), PAGE_TYPES, ...inOrder(Object.entries(fields)).map(([, bytes]) => bytes));
}

function encodeArchive({ canister, start, length }: ArchivedRun): Uint8Array {
  const run = inOrder(Object.entries({ start: count(start), length: count(length) })).map(([, bytes]) => bytes);
  const method = utf8Bytes("icrc3_get_blocks");
  const callback = concat(Uint8Array.of(1, 1, canister.length), canister, count(method.length), method);
  const fields = { args: concat(Uint8Array.of(1), ...run), callback };
  return concat(...inOrder(Object.entries(fields)).map(([, bytes]) => bytes));
}

/** Fields as Candid orders them. */
function inOrder<T>(fields: [string, T][]): [string, T][] {
  return fields.sort(([one], [other]) => fieldHash(one) - fieldHash(other));
}

function count(value: number): Uint8Array {
  return leb128(BigInt(value));
}

function encodeBlock(id: number, block: Value): Uint8Array {
  const [idBytes, blockBytes] = [count(id), encodeValue(block)];
  return fieldHash("id") < fieldHash("block") ? concat(idBytes, blockBytes) : concat(blockBytes, idBytes);
}

function encodeValue(value: Value): Uint8Array {
  const [name = ""] = Object.keys(value);
  const tag = count(CASES.findIndex((of) => of.name === name));
  if ("Nat" in value) return concat(tag, leb128(value.Nat));
  if ("Text" in value) return concat(tag, count(utf8Bytes(value.Text).length), utf8Bytes(value.Text));
  if ("Blob" in value) return concat(tag, count(value.Blob.length), value.Blob);
  if ("Array" in value) return concat(tag, count(value.Array.length), ...value.Array.map(encodeValue));
  if (!("Map" in value)) throw new Error("no block has a negative number");
  const pairs = value.Map.map(([key, of]) => concat(count(utf8Bytes(key).length), utf8Bytes(key), encodeValue(of)));
  return concat(tag, count(pairs.length), ...pairs);
}

/** `(opt record { certificate : blob; hash_tree : blob })` */
export function tipReply(certificate: Uint8Array, shown: Uint8Array): Uint8Array {
  const fields = inOrder(Object.entries({ certificate, hash_tree: shown }));
  const types = [0x6d, 0x7b, 0x6c, 2, ...fields.flatMap(([name]) => [...count(fieldHash(name)), 0]), 0x6e, 1];
  const values = fields.flatMap(([, bytes]) => [count(bytes.length), bytes]);
  return concat(utf8Bytes("DIDL"), Uint8Array.of(3, ...types, 1, 2, 1), ...values);
}

/** Without the heads themselves: a follower has them from the log. */
export function headsReply(certificate: Uint8Array, shown: Uint8Array): Uint8Array {
  const fields = [
    { hash: fieldHash("heads"), type: 3, bytes: Uint8Array.of(0) },
    {
      hash: fieldHash("certificate"),
      type: 1,
      bytes: concat(Uint8Array.of(1), count(certificate.length), certificate),
    },
    { hash: fieldHash("witness"), type: 0, bytes: concat(count(shown.length), shown) },
  ].sort((one, other) => one.hash - other.hash);
  const record = fields.flatMap(({ hash, type }) => [...count(hash), type]);
  const types = Uint8Array.of(4, 0x6d, 0x7b, 0x6e, 0, 0x6c, 3, ...record, 0x6d, 0x7d, 1, 2);
  return concat(utf8Bytes("DIDL"), types, ...fields.map(({ bytes }) => bytes));
}
