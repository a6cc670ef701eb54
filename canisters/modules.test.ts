import { readFileSync } from "node:fs";
import { slebEncode } from "@dfinity/candid";
import { Principal } from "@dfinity/principal";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Bytes, bytes, hex, joined, leb128, sha256 } from "./testing/encoding.ts";
import type { CandidEntry, CandidRecord, CandidValue, ProbeActor, SectorCase, TrieChange } from "./testing/idl.ts";
import { hashOf } from "./testing/log.ts";
import { type Bench, startBench } from "./testing/network.ts";
import { decodeTree, encodeTree, labelOrNeighbours, lookUp, pruned, radixTree, rootOf } from "./testing/tree.ts";
import { vectors, vectorsFile } from "./testing/vectors.ts";

let bench: Bench;
let probe: ProbeActor;

beforeAll(async () => {
  bench = await startBench();
  probe = await bench.probe();
});

afterAll(() => bench?.stop());

const label = fc.oneof(
  fc.uint8Array({ minLength: 32, maxLength: 32 }),
  // Labels that differ late, so that forks are deep.
  fc.uint8Array({ minLength: 1, maxLength: 1 }).map((last) => joined(new Uint8Array(31), last)),
  fc.uint8Array({ minLength: 2, maxLength: 2 }).map((middle) => joined(new Uint8Array(15), middle, new Uint8Array(15))),
);

describe("the trie", () => {
  const leaves = fc.uniqueArray(fc.tuple(label, fc.uint8Array({ maxLength: 40 })), {
    selector: ([key]) => hex(key),
    maxLength: 40,
  });

  it("has the root of its set, in whatever order the set came", async () => {
    await fc.assert(
      fc.asyncProperty(leaves, fc.infiniteStream(fc.nat()), fc.boolean(), async (set, random, rootEachTime) => {
        const shuffled = set
          .map((leaf) => ({ leaf, at: random.next().value }))
          .sort((one, other) => one.at - other.at)
          .map(({ leaf }) => leaf);
        const [inOrder, size] = await probe.trie(set.map(put), false, []);
        const [inAnother] = await probe.trie(shuffled.map(put), rootEachTime, []);
        expect(hex(inOrder)).toBe(hex(rootOf(radixTree(set))));
        expect(hex(inAnother)).toBe(hex(inOrder));
        expect(Number(size)).toBe(set.length);
      }),
      { numRuns: 60 },
    );
  });

  it("forgets what was removed or replaced", async () => {
    const change = fc.tuple(fc.nat(9), fc.option(fc.uint8Array({ maxLength: 8 })));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 40 }), fc.boolean(), async (steps, rootEachTime) => {
        const labels = Array.from({ length: 10 }, (_, n) => sha256(`label ${n}`));
        const set = new Map<number, Bytes>();
        const changes: TrieChange[] = steps.map(([n, value]) => {
          if (value === null) set.delete(n);
          else set.set(n, value);
          const key = labels[n] as Bytes;
          return value === null ? { remove: key } : { put: [key, value] };
        });
        const [root, size] = await probe.trie(changes, rootEachTime, []);
        expect(hex(root)).toBe(hex(rootOf(radixTree([...set].map(([n, value]) => [labels[n] as Bytes, value])))));
        expect(Number(size)).toBe(set.size);
      }),
      { numRuns: 40 },
    );
  });

  it("proves a label's value or its absence, and shows no more than the neighbours", async () => {
    await fc.assert(
      fc.asyncProperty(leaves, fc.array(label, { maxLength: 8 }), async (set, others) => {
        const labels = set.map(([key]) => key);
        const asked = [...labels.slice(0, 8), ...others, new Uint8Array(32), new Uint8Array(32).fill(255)];
        const [, , witnesses] = await probe.trie(set.map(put), false, asked);
        for (const [index, key] of asked.entries()) {
          const value = set.find(([known]) => hex(known) === hex(key))?.[1];
          const witness = new Uint8Array(witnesses[index] as Bytes);
          const expected = pruned(radixTree(set), labelOrNeighbours(labels, key), value !== undefined);
          expect(hex(witness)).toBe(hex(encodeTree(expected)));
          expect(answer(lookUp(decodeTree(witness), [key]))).toBe(value === undefined ? "absent" : hex(value));
        }
      }),
      { numRuns: 40 },
    );
  });

  const put = ([key, value]: [Bytes, Bytes]): TrieChange => ({ put: [key, value] });
  const answer = (found: Bytes | string) => (typeof found === "string" ? found : hex(found));
});

describe("a log that takes over another's blocks", () => {
  const chained = (count: number, parent?: Bytes): CandidValue[] => {
    if (count === 0) return [];
    const tx: CandidValue = { Map: [["n", { Nat: BigInt(count) }]] };
    const block: CandidValue = {
      Map: [...(parent ? [["phash", { Blob: parent }] as [string, CandidValue]] : []), ["tx", tx]],
    };
    return [block, ...chained(count - 1, hashOf(block))];
  };

  it("takes what continues it, from the first block or from a later one on", async () => {
    expect(await probe.taken(chained(5), false)).toBe(5n);
    expect(await probe.taken(chained(5, sha256("before")), true)).toBe(5n);
  });

  it("takes nothing from where that breaks off: a block left out, twice, changed, or of another form", async () => {
    const [one, two, three, four] = chained(4) as [CandidValue, CandidValue, CandidValue, CandidValue];
    const other = chained(4, sha256("before"));
    for (const blocks of [
      [one, two, four],
      [one, two, two, three],
      [one, two, other[2] ?? one],
      [one, two, { Map: [["phash", { Text: "no hash" }]] }],
      [one, two, { Nat: 0n }],
    ] satisfies CandidValue[][])
      expect(await probe.taken(blocks, false)).toBe(2n);
    expect(await probe.taken([two, three], false)).toBe(0n);
    expect(await probe.taken([one, two], true)).toBe(0n);
  });
});

describe("hashing", () => {
  it("is SHA-256 for every length around the block's", async () => {
    const messages = Array.from({ length: 200 }, (_, size) => new Uint8Array(size).map((_byte, at) => at * 7 + size));
    const digests = await probe.sha256([...messages, new Uint8Array(100_000)]);
    expect(digests.map(hex)).toEqual([...messages, new Uint8Array(100_000)].map((message) => hex(sha256(message))));
  });

  it("is SHA-256 wherever a message is cut in three, by one hasher", async () => {
    const message = new Uint8Array(80).map((_byte, at) => at * 7);
    const places = [...message.keys(), message.length];
    const pieces = places.flatMap((to) =>
      places.slice(0, to + 1).map((from) => [message.slice(0, from), message.slice(from, to), message.slice(to)]),
    );
    const digests = await probe.sha256OfPieces(pieces);
    expect(new Set(digests.map(hex))).toEqual(new Set([hex(sha256(message))]));
  });

  it("writes LEB128", async () => {
    const numbers = [0n, 1n, 63n, 64n, 127n, 128n, 624_485n, 2n ** 64n, 2n ** 200n];
    const signed = [0n, 1n, -1n, 63n, 64n, -64n, -65n, 127n, 128n, -123_456n, 2n ** 70n, -(2n ** 70n)];
    const [unsignedBytes, signedBytes] = await probe.leb128(numbers, signed);
    expect(unsignedBytes.map(hex)).toEqual(numbers.map((number) => hex(leb128(number))));
    expect(signedBytes.map(hex)).toEqual(signed.map((number) => hex(slebEncode(number))));
  });

  it("is ICRC-3's for the standard's own examples", async () => {
    // ICRC-3, "Test vectors": representation-independent hashing.
    const examples: [CandidValue, string][] = [
      [{ Nat: 42n }, "684888c0ebb17f374298b65ee2807526c066094c701bcc7ebbe1c1095f494fc1"],
      [{ Int: -42n }, "de5a6f78116eca62d7fc5ce159d23ae6b889b365a1739ad2cf36f925a140d0cc"],
      [{ Text: "Hello, World!" }, "dffd6021bb2bd5b0af676290809ec3a53191dd81c7f70a4b28688a362182986f"],
      [{ Blob: bytes("01020304") }, "9f64a747e1b97f131fabb6b447296c9b6f0201e79fb3c5356e6c77e89b6a806a"],
      [
        { Array: [{ Nat: 3n }, { Text: "foo" }, { Blob: bytes("0506") }] },
        "514a04011caa503990d446b7dec5d79e19c221ae607fb08b2848c67734d468d6",
      ],
      [
        {
          Map: [
            ["from", { Blob: bytes("00abcdef0012340056789a00bcdef000012345678900abcdef01") }],
            ["to", { Blob: bytes("00ab0def0012340056789a00bcdef000012345678900abcdef01") }],
            ["amount", { Nat: 42n }],
            ["created_at", { Nat: 1_699_218_263n }],
            ["memo", { Nat: 0n }],
          ],
        },
        "c56ece650e1de4269c5bdeff7875949e3e2033f85b2d193c2ff4f7f78bdcfc75",
      ],
    ];
    for (const [value, expected] of examples) expect(hex(await probe.blockHash(value))).toBe(expected);
  });
});

/** How a batch stands, in the vectors' form. */
type Standing = {
  batchId: string;
  manifestHash: string;
  planHash: string;
  dropped: string | null;
  approvals: { approver: string; at: string; block: string }[];
};

describe("the vectors", () => {
  it("are the ones that are checked in", () => {
    expect(JSON.parse(readFileSync(vectorsFile, "utf8"))).toEqual(JSON.parse(JSON.stringify(vectors())));
  });

  const { licences, batch, accounts, numbers, status, batches } = vectors();

  it("hold for licences: record and label", async () => {
    for (const { record, cbor, label: expected } of licences) {
      const [found, encoded] = await probe.licence(candid(record) as Parameters<ProbeActor["licence"]>[0]);
      expect(hex(encoded)).toBe(cbor);
      expect(hex(found)).toBe(expected);
    }
  });

  it("hold for batches: chunks and manifest", async () => {
    const entries = batch.entries.map(({ entry }) => candid(entry) as CandidEntry);
    for (const chunk of batch.chunks) {
      expect(hex(await probe.chunk(chunk.entries.map((at) => entries[at] as CandidEntry)))).toBe(chunk.hash);
    }
    expect(hex(await probe.manifest(batch.chunks.map(({ hash }) => bytes(hash))))).toBe(batch.manifestHash);
  });

  it("hold for accounts: record, entry and labels", async () => {
    for (const vector of accounts) {
      const found = await probe.account(
        candid(vector.account) as Parameters<ProbeActor["account"]>[0],
        candid(vector.entry) as Parameters<ProbeActor["account"]>[1],
      );
      expect(found.map(hex)).toEqual([vector.handleLabel, vector.principalLabel, vector.cbor, vector.entryCbor]);
    }
  });

  it("hold for status lists: of these licences, and of more than a block", async () => {
    const entries = batch.entries.map(({ entry }) => candid(entry) as CandidEntry);
    const became = status.places.map(
      ({ status: of }, at) => [BigInt(at), { [of]: null }] as [bigint, CandidRecord["status"]],
    );
    expect(hex(await probe.statusLists([entries], became))).toBe(status.root);
    const { places, set, root } = status.long;
    const long = await probe.statusBits(
      BigInt(places),
      set.map((place) => [BigInt(place), { revoked: null }]),
    );
    const shown = decodeTree(new Uint8Array(long));
    const blocks = [0, 1].map((number): [Bytes, Bytes] => {
      const label = bytes(number.toString(16).padStart(64, "0"));
      return [label, lookUp(shown, ["revocation", label]) as Bytes];
    });
    expect(hex(rootOf(radixTree(blocks)))).toBe(root);
  });

  it("hold for approvals: how batches stand, and where", async () => {
    for (const { standing, label, cbor } of batches.standings) {
      const { approvals, dropped, batchId, manifestHash, planHash } = standing as unknown as Standing;
      const [found, encoded] = await probe.standing({
        ...{ batchId, manifestHash: bytes(manifestHash), planHash: bytes(planHash) },
        dropped: dropped === null ? [] : [{ block: 0n, at: BigInt(dropped) }],
        approvals: approvals.map(({ approver, at, block }) => ({
          ...{ approver: Principal.fromUint8Array(bytes(approver)), at: BigInt(at), block: BigInt(block) },
        })),
      });
      expect([found, encoded].map(hex)).toEqual([label, cbor]);
    }
  });

  it("hold for numbers", async () => {
    const [valid] = await probe.wellFormed(numbers.valid, [], []);
    const [invalid] = await probe.wellFormed(
      [...numbers.invalid, ...numbers.lenient.map(({ typed }) => typed)],
      [],
      [],
    );
    expect(new Set(valid)).toEqual(new Set([true]));
    expect(new Set(invalid)).toEqual(new Set([false]));
  });

  // The vectors' plain JSON as Candid values.
  const candid = (plain: Record<string, unknown>) => {
    const value = (name: string, field: unknown): unknown => {
      if (["issued", "validFrom", "validUntil", "statusSince", "opened"].includes(name)) return BigInt(field as string);
      if (["sector", "status"].includes(name)) return { [field as string]: null } as SectorCase;
      if (name === "holder") return field === null ? [] : [bytes(field as string)];
      if (name === "reason") return field === null ? [] : [field];
      if (name === "owner") return Principal.fromUint8Array(bytes(field as string));
      return field;
    };
    return Object.fromEntries(Object.entries(plain).map(([name, field]) => [name, value(name, field)]));
  };
});

describe("text from outside", () => {
  it("a handle has 3 to 20 characters, begins with a letter, and has single separators inside", async () => {
    const right = ["abc", "a.b", "a_b.c", "a1b2", "zara.khan", "a".repeat(20)];
    const wrong = [
      "",
      "ab",
      "a".repeat(21),
      "1abc",
      ".abc",
      "abc.",
      "abc_",
      "a..b",
      "a_.b",
      "a__b",
      "Abc",
      "a-bc",
      "añb",
    ];
    const [, found] = await probe.wellFormed([], [...right, ...wrong], []);
    expect(found).toEqual([...right.map(() => true), ...wrong.map(() => false)]);
  });

  it("a name is in any script, without control characters or marks that turn the direction", async () => {
    const right = ["NUST", "آغاز ٹیکنالوجیز", "n".repeat(300), "پ".repeat(300), "a\u200cb"];
    const wrong = ["", "n".repeat(301), "a\nb", "a\u0085b", "abc\u202edef", "\u2067abc"];
    const [, , found] = await probe.wellFormed([], [], [...right, ...wrong]);
    expect(found).toEqual([...right.map(() => true), ...wrong.map(() => false)]);
  });
});
