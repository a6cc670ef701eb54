import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { decodeAccount, decodeAccountCount } from "./account.ts";
import { fromHex, toHex, utf8Bytes } from "./bytes.ts";
import { type Cbor, decodeCbor } from "./cbor.ts";
import { governanceAt } from "./governance.ts";
import { decodeHashTree, type HashTree, lookupLabel, lookupPath, reconstruct } from "./hashTree.ts";
import { batchLabel, handleLabel, holderCommitment, licenceLabel, principalLabel } from "./labels.ts";
import { parseNumber } from "./number.ts";
import { principalText } from "./principal.ts";
import { decodeRecord } from "./record.ts";
import { isStatusSet, STATUS_BLOCK_BYTES, statusBlockLabel, statusListsIn, statusPlace } from "./statusList.ts";
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
  status: {
    root: string;
    witness: string;
    places: { number: string; status: string; place: number; cbor: string }[];
    long: { places: number; set: number[]; root: string };
  };
  batches: {
    root: string;
    standings: { standing: Record<string, unknown>; label: string; cbor: string; witness: string }[];
    absent: { batchId: string; witness: string }[];
  };
  governance: {
    roles: { principal: string; role: string }[];
    caps: object;
    taken: object;
    acts: number;
    cbor: string;
  }[];
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

function fieldsIn(leaf: Uint8Array): Record<string, Cbor> {
  const found = decodeCbor(leaf, { deterministic: true });
  if (!(found instanceof Map)) throw new Error("no map");
  return Object.fromEntries(found);
}

/** A batch's standing in the vectors' form. */
function standingIn(cbor: Uint8Array): Record<string, unknown> {
  const { v, batch, plan, manifest, dropped, approvals } = fieldsIn(cbor);
  expect(v).toBe(1n);
  const given = (approvals as readonly Cbor[]).map((approval) => {
    const [approver, at, block] = approval as readonly Cbor[];
    return portable({ approver, at, block });
  });
  return { ...portable({ batchId: batch, manifestHash: manifest, planHash: plan, dropped }), approvals: given };
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

  it("status lists: every bit and place, and a list of more than a block", () => {
    const { root, witness, places, long } = vectors.status;
    const below = lookupLabel(utf8Bytes("status"), decodeHashTree(fromHex(witness)));
    if (below.status !== "found") throw new Error("no status lists");
    expect(toHex(reconstruct(below.tree))).toBe(root);
    const { revocation, suspension } = statusListsIn(below.tree);
    for (const { status, place, cbor } of places) {
      expect(statusPlace(fromHex(cbor))).toBe(place);
      expect(isStatusSet(revocation, place)).toBe(status === "revoked");
      expect(isStatusSet(suspension, place)).toBe(status === "suspended");
    }
    expect(isStatusSet(revocation, places.length)).toBe(false);
    const blocks = Array.from({ length: Math.ceil(long.places / 8_192) }, (_, block) => {
      const bits = new Uint8Array(STATUS_BLOCK_BYTES);
      for (const place of long.set)
        if (place >> 13 === block)
          bits[(place >> 3) % 1_024] = (bits[(place >> 3) % 1_024] ?? 0) | (128 >> (place & 7));
      return [statusBlockLabel(block), leaf(bits)] as const;
    });
    expect(toHex(reconstruct(trie(blocks)))).toBe(long.root);
  });

  it("approvals: how a batch stands, and that one stands nowhere", () => {
    const { root, standings, absent } = vectors.batches;
    for (const { standing, label, cbor, witness } of standings) {
      const tree = decodeHashTree(fromHex(witness));
      expect(toHex(reconstruct(tree))).toBe(root);
      expect(toHex(batchLabel(String(standing.batchId)))).toBe(label);
      const found = lookupPath([utf8Bytes("batches"), fromHex(label)], tree);
      expect(found.status === "found" && toHex(found.value)).toBe(cbor);
      expect(standingIn(fromHex(cbor))).toEqual(standing);
    }
    for (const { batchId, witness } of absent) {
      const tree = decodeHashTree(fromHex(witness));
      expect(toHex(reconstruct(tree))).toBe(root);
      expect(lookupPath([utf8Bytes("batches"), batchLabel(batchId)], tree).status).toBe("absent");
    }
  });

  it("governance: who decides, and the places", () => {
    const texts = (of: object) =>
      Object.fromEntries(Object.entries(of).map(([name, places]) => [name, String(places)]));
    const kinds = vectors.governance.map(({ roles, caps, taken, acts, cbor }) => {
      const found = governanceAt(fromHex(cbor), 0n);
      expect([found.caps, found.taken].map(portable)).toEqual([caps, taken].map(texts));
      expect(found.roles).toEqual(
        roles.map(({ principal, role }) => ({ principal: principalText(fromHex(principal)), role })),
      );
      expect(found.motions).toHaveLength(acts);
      return found.motions.map(({ act }) => act.kind);
    });
    expect(kinds.flat()).toEqual(["grant", "withdraw", "caps", "policy", "returnPlaces", "archive"]);
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
