import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { decodeAccount, decodeAccountCount } from "./account.ts";
import { fromHex, toHex, utf8Bytes } from "./bytes.ts";
import { decodeHashTree, type HashTree, lookupPath, reconstruct } from "./hashTree.ts";
import { handleLabel, holderCommitment, licenceLabel, principalLabel } from "./labels.ts";
import { parseNumber } from "./number.ts";
import { decodeRecord } from "./record.ts";
import { fork, labeled, leaf, trie } from "./testing/trees.ts";

interface Vectors {
  numbers: { valid: string[]; invalid: string[]; lenient: { typed: string; number: string }[] };
  commitments: { salt: string; principal: string; commitment: string }[];
  licences: { record: Record<string, string | number | null>; label: string; cbor: string }[];
  registries: {
    numbers: string[];
    root: string;
    present: { number: string; witness: string }[];
    absent: { number: string; witness: string }[];
  }[];
  accounts: { account: Record<string, string>; cbor: string; handleLabel: string; principalLabel: string }[];
  directory: { handles: string[]; count: string; root: string };
}

// The canisters' own vectors, made by their tests: both sides read one document.
const file = path.resolve(import.meta.dirname, "../canisters/vectors.json");
const vectors: Vectors = JSON.parse(readFileSync(file, "utf8"));

/** A decoded record in the vectors' form: bytes in hexadecimal, 64-bit integers as decimal text. */
function portable(record: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => {
      if (key === "chunk") return [key, Number(value)];
      if (typeof value === "bigint") return [key, String(value)];
      return [key, value instanceof Uint8Array ? toHex(value) : value];
    }),
  );
}

describe("the canisters' vectors", () => {
  it("number", () => {
    for (const number of vectors.numbers.valid) expect(parseNumber(number)).toBe(number);
    for (const number of vectors.numbers.invalid) expect(() => parseNumber(number), number).toThrow();
    for (const { typed, number } of vectors.numbers.lenient) expect(parseNumber(typed)).toBe(number);
  });

  it("commitment", () => {
    for (const { salt, principal, commitment } of vectors.commitments) {
      expect(toHex(holderCommitment(fromHex(salt), fromHex(principal)))).toBe(commitment);
    }
  });

  it("licence record and label", () => {
    for (const { record, label, cbor } of vectors.licences) {
      expect(portable(decodeRecord(fromHex(cbor)))).toEqual(record);
      expect(toHex(licenceLabel(String(record.number)))).toBe(label);
    }
  });

  it("registry: witnesses of presence and absence", () => {
    const records = new Map(vectors.licences.map(({ record, cbor }) => [record.number, cbor]));
    for (const { root, numbers, present, absent } of vectors.registries) {
      expect(present).toHaveLength(numbers.length);
      for (const { number, witness } of present) {
        const tree = decodeHashTree(fromHex(witness));
        expect(toHex(reconstruct(tree))).toBe(root);
        const found = lookupPath([utf8Bytes("licences"), licenceLabel(number)], tree);
        expect(found.status === "found" && toHex(found.value)).toBe(records.get(number));
      }
      for (const { number, witness } of absent) {
        const tree = decodeHashTree(fromHex(witness));
        expect(toHex(reconstruct(tree))).toBe(root);
        expect(lookupPath([utf8Bytes("licences"), licenceLabel(number)], tree).status).toBe("absent");
      }
    }
  });

  it("messenger account, labels and directory", () => {
    for (const { account, cbor, handleLabel: byHandle, principalLabel: byOwner } of vectors.accounts) {
      expect(portable(decodeAccount(fromHex(cbor)))).toEqual(account);
      expect(toHex(handleLabel(String(account.handle)))).toBe(byHandle);
      expect(toHex(principalLabel(fromHex(String(account.owner))))).toBe(byOwner);
    }
    const listed = vectors.accounts.filter(({ account }) => vectors.directory.handles.includes(String(account.handle)));
    const named = (name: string, below: HashTree) => labeled(utf8Bytes(name), below);
    const handles = trie(listed.map(({ cbor, handleLabel: label }) => [fromHex(label), leaf(fromHex(cbor))] as const));
    const principals = trie(
      listed.map(
        ({ account, principalLabel: label }) => [fromHex(label), leaf(utf8Bytes(String(account.handle)))] as const,
      ),
    );
    const counted = fromHex(vectors.directory.count);
    expect(decodeAccountCount(counted)).toEqual({ opened: 2n, active: 2n, suspended: 0n });
    const tree = fork(fork(named("count", leaf(counted)), named("handles", handles)), named("principals", principals));
    expect(toHex(reconstruct(tree))).toBe(vectors.directory.root);
  });
});
