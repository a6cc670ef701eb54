import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { Principal } from "@dfinity/principal";
import { describe, expect, test } from "vitest";
import {
  accountChunkHash,
  actHash,
  batchLabel,
  encodeLicenceEntry,
  holderCommitment,
  licenceChunkHash,
  licenceLabel,
  manifestHash,
} from "./encoding.ts";
import { governanceLeaf } from "./governanceLeaf.ts";
import { decodeHashTree, lookup, rootHash } from "./hashTree.ts";
import type { AccountEntry, LicenceEntry } from "./writes.ts";

type Proof = { number: string; witness: string };
type Vectors = {
  commitments: { salt: string; principal: string; commitment: string }[];
  licences: { record: { number: string }; label: string; cbor: string }[];
  batch: {
    entries: { entry: LicenceEntry; cbor: string }[];
    chunks: { entries: number[]; hash: string }[];
    manifestHash: string;
  };
  registries: { root: string; lastBlockIndex: string; present: Proof[]; absent: Proof[] }[];
  accounts: { entry: AccountEntry }[];
  batches: {
    root: string;
    standings: { standing: { batchId: string }; witness: string }[];
    absent: { batchId: string; witness: string }[];
  };
  governance: {
    roles: { principal: string; role: string }[];
    caps: object;
    taken: object;
    acts: number;
    cbor: string;
  }[];
};

/** What the canisters compute, checked against them by their own tests. */
const vectors: Vectors = JSON.parse(readFileSync(new URL("../../../canisters/vectors.json", import.meta.url), "utf8"));
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const bytes = (text: string) => Uint8Array.from(Buffer.from(text, "hex"));
const textual = (principal: string) => Principal.fromHex(principal).toText();

describe("what the portal sends is hashed as the canisters hash it", () => {
  test.each(vectors.batch.entries)("entry $entry.number", ({ entry, cbor }) => {
    expect(hex(encodeLicenceEntry(entry))).toBe(cbor);
  });

  test("chunks and manifest", () => {
    const hashes = vectors.batch.chunks.map(({ entries, hash }) => {
      const computed = licenceChunkHash(
        entries.map((index) => {
          const found = vectors.batch.entries[index];
          if (!found) throw new Error("no such entry");
          return found.entry;
        }),
      );
      expect(hex(computed)).toBe(hash);
      return computed;
    });
    expect(hex(manifestHash(hashes))).toBe(vectors.batch.manifestHash);
  });

  test.each(vectors.commitments)("commitment of $principal", ({ salt, principal, commitment }) => {
    expect(hex(holderCommitment(bytes(salt), textual(principal)))).toBe(commitment);
  });

  test("labels of licences", () => {
    for (const { record, label } of vectors.licences) expect(hex(licenceLabel(record.number))).toBe(label);
  });

  test("a chunk of accounts changes with every field", () => {
    const entry = vectors.accounts[0]?.entry;
    if (!entry) throw new Error("no account");
    const account = { ...entry, owner: textual(entry.owner) };
    const changes = [{ handle: "other" }, { account: "other" }, { institutionId: "x" }, { owner: "2vxsx-fae" }];
    const hashes = [{}, ...changes].map((change) => hex(accountChunkHash([{ ...account, ...change }])));
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});

describe("what the registry proves", () => {
  test.each(vectors.registries)("root $root", ({ root, present, absent }) => {
    for (const { number, witness } of present) {
      const tree = decodeHashTree(bytes(witness));
      expect(hex(rootHash(tree))).toBe(root);
      expect(lookup(tree, "licences", licenceLabel(number)).status).toBe("found");
    }
    for (const { number, witness } of absent) {
      const tree = decodeHashTree(bytes(witness));
      expect(hex(rootHash(tree))).toBe(root);
      expect(lookup(tree, "licences", licenceLabel(number)).status).toBe("absent");
    }
  });

  test("how a batch stands, and that one stands nowhere", () => {
    const { root, standings, absent } = vectors.batches;
    const found = [...standings.map(({ standing, witness }) => ({ ...standing, witness })), ...absent].map((one) => {
      const tree = decodeHashTree(bytes(one.witness));
      expect(hex(rootHash(tree))).toBe(root);
      return lookup(tree, "batches", batchLabel(one.batchId)).status;
    });
    expect(found).toEqual([...standings.map(() => "found"), ...absent.map(() => "absent")]);
  });

  test("who decides, with every kind of motion and the places", () => {
    const read = vectors.governance.map(({ cbor }) => governanceLeaf(bytes(cbor)));
    for (const [at, { roles, caps, taken, acts }] of vectors.governance.entries()) {
      expect(read[at]).toMatchObject({
        ...{ caps, taken },
        roles: roles.map(({ principal, role }) => ({ principal: textual(principal), role })),
      });
      expect(read[at]?.motions).toHaveLength(acts);
    }
    expect(read.flatMap(({ motions }) => motions.map(({ act }) => act.kind))).toEqual([
      "grant",
      "withdraw",
      "caps",
      "policy",
      "returnPlaces",
      "archive",
    ]);
    expect(() => governanceLeaf(bytes("a1617603"))).toThrow("another form");
  });
});

describe("what approvers sign for an act on licences is the hash of its content as the registry makes it", () => {
  const texts = (...all: string[]) => Buffer.concat(all.map((text) => Buffer.from(text, "utf8")));
  const sha256Of = (...parts: Uint8Array[]) => createHash("sha256").update(Buffer.concat(parts)).digest("hex");

  test("a reinstatement and a revocation: kind, number, reason, decision, no bytes", () => {
    const act = { number: "SND0123456789A", decision: "status:1:2" };
    // An array of 5, texts of 12 (or 15), 14, 11 and 10 bytes, and a string of no bytes.
    const cbor = [
      ...[Buffer.from([0x85, 0x6c]), texts("sanad_revoke"), Buffer.from([0x6e]), texts(act.number)],
      ...[Buffer.from([0x6b]), texts("termsBreach"), Buffer.from([0x6a]), texts(act.decision), Buffer.from([0x40])],
    ];
    const revoked = hex(actHash({ ...act, kind: "revoke", reason: "termsBreach" }));
    expect(revoked).toBe(sha256Of(...cbor));
    expect(revoked).toBe("4dec87cf947d3896e078df658435d9546eb64d412c69219d1309936e91d44203");
    cbor[0] = Buffer.from([0x85, 0x6f]);
    cbor[1] = texts("sanad_reinstate");
    const reinstated = hex(actHash({ ...act, kind: "reinstate", reason: "termsBreach" }));
    expect(reinstated).toBe(sha256Of(...cbor));
    expect(reinstated).toBe("02879063520a2595bb7e16b971f9997de45e150ca0d5f6e4e03b9c47d01f895b");
  });

  test("a renewal: kind, reason, decision, and the CBOR of its licences with their new ends", () => {
    const numbers = ["SND0123456789A", "SNDBCDEFGHJKMN"];
    const ends = ["1", "18446744073709551615"];
    const end = [Buffer.from([0x01]), Buffer.from([0x1b, ...Array<number>(8).fill(0xff)])];
    const encoded = Buffer.concat([
      Buffer.from([0x82]),
      ...numbers.flatMap((number, index) => [
        ...[Buffer.from([0xa2, 0x66]), texts("number"), Buffer.from([0x6e]), texts(number)],
        ...[Buffer.from([0x6a]), texts("validUntil"), end[index] ?? Buffer.of()],
      ]),
    ]);
    const hash = hex(
      actHash({
        ...{ kind: "renewBatch", reason: "institutionRequest", decision: "r1" },
        renewals: numbers.map((number, index) => ({ number, validUntil: ends[index] ?? "" })),
      }),
    );
    const head = [
      ...[Buffer.from([0x84, 0x6b]), texts("sanad_renew"), Buffer.from([0x72]), texts("institutionRequest")],
      ...[Buffer.from([0x62]), texts("r1")],
    ];
    expect(hash).toBe(sha256Of(...head, Buffer.from([0x58, encoded.length]), encoded));
    expect(hash).toBe("015ede18c826893fcdf9e0d0ec78d0edee285dbb9462b4d298027a1bd1d054b2");
  });
});
