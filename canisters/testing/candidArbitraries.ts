// Values of Candid types for fast-check, made from the types themselves and drawn towards the edges.
import { IDL } from "@dfinity/candid";
import { Principal } from "@dfinity/principal";
import fc from "fast-check";
import type { Bytes } from "./encoding.ts";

/** What a canister already knows: ids, numbers, reasons; blobs; principals. Drawn often, so that calls get far. */
export type Known = { texts: readonly string[]; blobs: readonly Bytes[]; principals: readonly Principal[] };

const instants = [0n, 1n, 1_000_000_000n, 1_900_000_000_000_000_000n, 2n ** 63n, 2n ** 64n - 2n, 2n ** 64n - 1n];
const texts = ["", " ", "\0", "\u202eabc", "a\u0085", "\ud83d\ude00", "یونیورسٹی", "x".repeat(128), "x".repeat(129)];
const longTexts = ["ا".repeat(301), "x".repeat(20_000), "\u{10ffff}".repeat(5_000)];
const sizes = [0, 1, 31, 32, 33, 64, 5_000];

/** Arguments of these types. */
export function argumentsOf(types: readonly IDL.Type[], known: Known): fc.Arbitrary<unknown[]> {
  return fc.tuple(...types.map((type) => valueFor(type, known)));
}

function valueFor(type: IDL.Type, known: Known): fc.Arbitrary<unknown> {
  if (type instanceof IDL.TextClass)
    return fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom(...known.texts) },
      { weight: 2, arbitrary: fc.constantFrom(...texts) },
      { weight: 1, arbitrary: fc.constantFrom(...longTexts) },
      { weight: 1, arbitrary: fc.string({ unit: "binary" }) },
    );
  if (type instanceof IDL.FixedNatClass) return fixed(2n ** BigInt(type._bits) - 1n, type._bits <= 32);
  if (type instanceof IDL.NatClass)
    return fc.oneof(fc.bigInt(0n, 20n), fc.constantFrom(2n ** 32n, 2n ** 64n, 2n ** 300n));
  if (type instanceof IDL.PrincipalClass)
    return fc.oneof(
      {
        weight: 3,
        arbitrary: fc.constantFrom(...known.principals, Principal.anonymous(), Principal.managementCanister()),
      },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 29 }).map((bytes) => Principal.fromUint8Array(bytes)) },
    );
  if (type instanceof IDL.NullClass) return fc.constant(null);
  if (type instanceof IDL.OptClass)
    return fc.oneof(
      fc.constant([]),
      valueFor(type._type, known).map((value) => [value]),
    );
  if (type instanceof IDL.VecClass) return vector(type._type, known);
  if (type instanceof IDL.TupleClass) return fc.tuple(...type._fields.map(([, inner]) => valueFor(inner, known)));
  if (type instanceof IDL.RecordClass)
    return fc.record(Object.fromEntries(type._fields.map(([name, inner]) => [name, valueFor(inner, known)])), {
      noNullPrototype: true,
    });
  if (type instanceof IDL.VariantClass)
    return fc.oneof(...type._fields.map(([name, inner]) => valueFor(inner, known).map((value) => ({ [name]: value }))));
  throw new Error(`no values of ${type.name}`);
}

function fixed(most: bigint, isNumber: boolean): fc.Arbitrary<number | bigint> {
  const some = fc.oneof(
    fc.constantFrom(0n, 1n, 2n, 3n, most - 1n, most),
    fc.constantFrom(...instants.filter((instant) => instant <= most)),
    fc.bigInt(0n, most),
  );
  return isNumber ? some.map(Number) : some;
}

function vector(type: IDL.Type, known: Known): fc.Arbitrary<unknown> {
  if (type instanceof IDL.FixedNatClass && type._bits === 8)
    return fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...known.blobs) },
      { weight: 1, arbitrary: fc.constantFrom(...sizes).map((size) => new Uint8Array(size).fill(7)) },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 40 }) },
    );
  const item = valueFor(type, known);
  return fc.oneof(
    { weight: 12, arbitrary: fc.array(item, { maxLength: 4 }) },
    { weight: 1, arbitrary: item.chain((one) => fc.constantFrom(17, 65, 501).map((many) => Array(many).fill(one))) },
  );
}

/** Bytes that were Candid: bits flipped, cut off, filled up, put together anew, or swollen where a number stood. */
export function mangled(encoded: Bytes): fc.Arbitrary<Bytes> {
  const at = fc.nat(Math.max(0, encoded.length - 1));
  return fc.oneof(
    fc.array(fc.tuple(at, fc.nat(7)), { minLength: 1, maxLength: 4 }).map((flips) => {
      const copy = Uint8Array.from(encoded);
      for (const [index, bit] of flips) copy[index] = (copy[index] ?? 0) ^ (1 << bit);
      return copy;
    }),
    at.map((end) => encoded.slice(0, end)),
    fc.uint8Array({ minLength: 1, maxLength: 40 }).map((more) => Uint8Array.from([...encoded, ...more])),
    fc.tuple(at, fc.constantFrom(...hugeNumbers)).map(([index, number]) => spliced(encoded, index, number)),
    fc.tuple(at, fc.uint8Array({ maxLength: 20 })).map(([index, bytes]) => spliced(encoded, index, bytes)),
    fc.uint8Array({ maxLength: 60 }).map((bytes) => Uint8Array.from([...didl, ...bytes])),
  );
}

const didl = new TextEncoder().encode("DIDL");
// In LEB128: 2^28 - 1, 2^32 - 1, 2^35 - 1, 2^63, one beyond 64 bits, one that never ends.
const hugeNumbers = [
  [0xff, 0xff, 0xff, 0x7f],
  [0xff, 0xff, 0xff, 0xff, 0x0f],
  [0xff, 0xff, 0xff, 0xff, 0x7f],
  [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01],
  [...Array<number>(12).fill(0xff), 0x7f],
  Array<number>(40).fill(0x80),
].map((bytes) => Uint8Array.from(bytes));

// In place of as many bytes as there are, so that what follows still stands where it stood, as often as not.
function spliced(encoded: Bytes, index: number, bytes: Uint8Array): Bytes {
  return Uint8Array.from([
    ...encoded.slice(0, index),
    ...bytes,
    ...encoded.slice(index + (bytes.length % 2 ? bytes.length : 1)),
  ]);
}

const leb = (value: number): number[] =>
  value < 128 ? [value] : [(value & 127) | 128, ...leb(Math.floor(value / 128))];
const type = { null: 0x7f, reserved: 0x70, empty: 0x6f, opt: 0x6e, vec: 0x6d, record: 0x6c, nat8: 0x7b };
const message = (types: number[][], args: number[], values: number[] = []): Bytes =>
  Uint8Array.from([
    ...didl,
    ...leb(types.length),
    ...types.flat(),
    ...leb(args.length),
    ...args.flatMap(leb),
    ...values,
  ]);

/** Small messages that ask for much: space, time or depth. Each by what it is. */
export const bombs: Record<string, Bytes> = {
  "four thousand million nulls": message([[type.vec, type.null]], [0], leb(2 ** 32 - 1)),
  "four thousand million empty records": message(
    [
      [type.vec, 1],
      [type.record, 0],
    ],
    [0],
    leb(2 ** 32 - 1),
  ),
  "four thousand million reserved": message([[type.vec, type.reserved]], [0], leb(2 ** 32 - 1)),
  "vectors of vectors of nulls": message(
    [
      [type.vec, 1],
      [type.vec, 2],
      [type.vec, type.null],
    ],
    [0],
    [...leb(100), ...Array.from({ length: 100 }, () => [...leb(1), ...leb(2 ** 28)]).flat()],
  ),
  "a blob that is not there": message([[type.vec, type.nat8]], [0], leb(2 ** 31)),
  "options within options": message([[type.opt, 0]], [0], Array<number>(200_000).fill(1)),
  "vectors within vectors": message([[type.vec, 0]], [0], Array<number>(200_000).fill(1)),
  "a record of itself": message([[type.record, 1, 0, 0]], [0]),
  "a table of a million types": Uint8Array.from([...didl, ...leb(1_000_000), ...Array<number>(20_000).fill(type.opt)]),
  "a million arguments": Uint8Array.from([...didl, 0, ...leb(1_000_000), ...Array<number>(100_000).fill(type.null)]),
  "a record of many fields": message(
    [[type.record, ...leb(20_000), ...Array.from({ length: 20_000 }, (_, id) => [...leb(id), type.null]).flat()]],
    [0],
  ),
  "a blob that is not there, as a second argument": message([[type.vec, type.nat8]], [type.null, 0], leb(2 ** 31)),
  "four thousand million nulls, as a fourth argument": message(
    [[type.vec, type.null]],
    [type.null, type.null, type.null, 0],
    leb(2 ** 32 - 1),
  ),
  "options within options, as a fourth argument": message(
    [[type.opt, 0]],
    [type.null, type.null, type.null, 0],
    Array<number>(200_000).fill(1),
  ),
  "the wrong beginning": new TextEncoder().encode("DIDK\0\0"),
  nothing: new Uint8Array(),
};
