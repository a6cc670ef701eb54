import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareBytes, fromHex, toHex, utf8Bytes } from "./bytes.ts";
import { VerifyError } from "./errors.ts";
import { decodeHashTree, type HashTree, lookupPath, lookupSubtree, reconstruct } from "./hashTree.ts";
import { EMPTY, fork, labeled, leaf, level, prune, treeBytes, trie, witness } from "./testing/trees.ts";

/** The full and the pruned tree of the specification's certification chapter. */
const FULL =
  "8301830183024161830183018302417882034568656c6c6f810083024179820345776f726c6483024162820344676f6f648301830241638100830241648203476d6f726e696e67";
const PRUNED =
  "83018301830241618301820458201b4feff9bef8131788b0c9dc6dbad6e81e524249c879e9f10f71ce3749f5a63883024179820345776f726c6483024162820458207b32ac0c6ba8ce35ac82c255fc7906f7fc130dab2a090f80fe12f9c2cae83ba6830182045820ec8324b8a1f1ac16bd2e806edba78006479c9877fed4eb464a25485465af601d830241648203476d6f726e696e67";
const ROOT_HASH = "eb5c5b2195e62d996b84c9bcc8259d19a83786a2f59e0878cec84c811f669aa0";

const path = (...labels: string[]) => labels.map(utf8Bytes);

describe("the look-up on the specification's tree", { timeout: 60_000 }, () => {
  const pruned = decodeHashTree(fromHex(PRUNED));

  it("has the specification's root hash, pruned or not", () => {
    expect(toHex(reconstruct(decodeHashTree(fromHex(FULL))))).toBe(ROOT_HASH);
    expect(toHex(reconstruct(pruned))).toBe(ROOT_HASH);
  });

  it.each([
    [["a", "a"], "unknown"],
    [["a", "y"], "world"],
    [["aa"], "absent"],
    [["ax"], "absent"],
    [["b"], "unknown"],
    [["bb"], "unknown"],
    [["d"], "morning"],
    [["e"], "absent"],
  ])("answers %j with %s", (labels, answer) => {
    const found = lookupPath(path(...labels), pruned);
    expect(found.status === "found" ? new TextDecoder().decode(found.value) : found.status).toBe(answer);
  });

  it("answers the whole tree's other paths", () => {
    const full = decodeHashTree(fromHex(FULL));
    expect(lookupPath(path("a"), full).status).toBe("error");
    expect(lookupPath([], full).status).toBe("error");
    expect(lookupPath(path("c"), full).status).toBe("absent");
    expect(lookupPath(path("c", "x"), full).status).toBe("absent");
    expect(lookupPath(path("d", "x"), full).status).toBe("absent");
    expect(lookupPath(path("A"), full).status).toBe("absent");
  });
});

describe("absence", { timeout: 60_000 }, () => {
  it("is not proved by a pruned neighbour, whatever the labels' lengths", () => {
    const tree = fork(
      labeled(utf8Bytes("L19"), leaf(Uint8Array.of(1))),
      labeled(utf8Bytes("L20"), leaf(Uint8Array.of(2))),
    );
    if (tree.kind !== "fork") throw new Error("a fork");
    const forged = fork(prune(tree.left), tree.right);
    expect(reconstruct(forged)).toEqual(reconstruct(tree));
    expect(lookupPath(path("L19"), forged).status).toBe("unknown");
    expect(lookupPath(path("L1"), forged).status).toBe("unknown");
    expect(lookupPath(path("L3"), forged).status).toBe("absent");
    expect(lookupPath(path("L20"), fork(tree.left, prune(tree.right))).status).toBe("unknown");
  });

  it("is never claimed of a label that is there, however the tree is pruned", () => {
    const label = fc.uint8Array({ minLength: 1, maxLength: 3 });
    const labels = fc.uniqueArray(label, { minLength: 1, maxLength: 12, selector: toHex });
    fc.assert(
      fc.property(labels, label, fc.infiniteStream(fc.boolean()), (present, asked, coin) => {
        const tree = level(present.map((one) => [one, leaf(one)]));
        const isPresent = present.some((one) => toHex(one) === toHex(asked));
        const forge = (node: HashTree): HashTree => {
          if (coin.next().value && coin.next().value) return prune(node);
          if (node.kind === "fork") return fork(forge(node.left), forge(node.right));
          return node.kind === "labeled" ? labeled(node.label, forge(node.tree)) : node;
        };
        const forged = decodeHashTree(treeBytes(forge(tree)));
        expect(reconstruct(forged)).toEqual(reconstruct(tree));
        const found = lookupPath([asked], forged);
        if (found.status === "absent") expect(isPresent).toBe(false);
        if (found.status === "found") expect(found.value).toEqual(asked);
        const honest = lookupPath([asked], witness(tree, [asked]));
        expect(honest.status).toBe(isPresent ? "found" : "absent");
      }),
      { numRuns: 2000 },
    );
  });
});

describe("the radix trie", { timeout: 60_000 }, () => {
  const label = fc.uint8Array({ minLength: 32, maxLength: 32 });
  const labels = fc.uniqueArray(label, { maxLength: 20, selector: toHex });

  it("does not depend on the order of arrival, and keeps labels in order", () => {
    fc.assert(
      fc.property(labels, (present) => {
        const entries = present.map((one) => [one, leaf(one)] as const);
        const tree = trie(entries);
        expect(reconstruct(tree)).toEqual(reconstruct(trie(entries.toReversed())));
        expect(() => decodeHashTree(treeBytes(tree))).not.toThrow();
      }),
    );
  });

  it("proves presence and absence by its witnesses", () => {
    fc.assert(
      fc.property(labels, label, (present, asked) => {
        const tree = trie(present.map((one) => [one, leaf(one)]));
        for (const one of present) expect(lookupPath([one], witness(tree, [one])).status).toBe("found");
        const shown = witness(tree, [asked]);
        expect(reconstruct(shown)).toEqual(reconstruct(tree));
        expect(lookupPath([asked], shown).status).toBe(
          present.some((one) => toHex(one) === toHex(asked)) ? "found" : "absent",
        );
      }),
    );
  });
});

describe("a hash tree that nobody honest sends", { timeout: 60_000 }, () => {
  const one = labeled(utf8Bytes("a"), leaf(Uint8Array.of(1)));
  const two = labeled(utf8Bytes("b"), leaf(Uint8Array.of(2)));

  it.each([
    ["labels out of order", fork(two, one)],
    ["a label twice", fork(one, one)],
    ["labels out of order across a pruned node", fork(fork(two, prune(one)), one)],
    ["a leaf beside a label", fork(leaf(Uint8Array.of(1)), two)],
    ["disorder further down", labeled(utf8Bytes("z"), fork(two, one))],
    ["a pruned node of 31 bytes", { kind: "pruned", hash: new Uint8Array(31) }],
    ["a pruned node of 64 bytes", { kind: "pruned", hash: new Uint8Array(64) }],
  ] satisfies [string, HashTree][])("is refused: %s", (_, tree) => {
    expect(() => decodeHashTree(treeBytes(tree))).toThrow(VerifyError);
  });

  it.each(["80", "8105", "8101", "820100", "83010000", "820300", "83024161", "84024161810000", "a0", "820442aabb"])(
    "is refused: %s",
    (hex) => {
      expect(() => decodeHashTree(fromHex(hex))).toThrow(VerifyError);
    },
  );

  it("never makes the decoder throw another error", () => {
    const bytes = treeBytes(
      witness(trie(Array.from({ length: 9 }, (_, i) => [new Uint8Array(32).fill(i * 17), EMPTY])), []),
    );
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const broken = bytes.slice();
        broken[at] = (broken[at] ?? 0) ^ change;
        try {
          const tree = decodeHashTree(broken);
          expect(compareBytes(reconstruct(tree), reconstruct(decodeHashTree(bytes)))).not.toBe(0);
        } catch (error) {
          expect(error).toBeInstanceOf(VerifyError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe("a subtree", { timeout: 60_000 }, () => {
  it("is found, absent or unknown like a leaf", () => {
    const tree = level([[utf8Bytes("licences"), EMPTY]]);
    expect(lookupSubtree(path("licences"), tree).status).toBe("found");
    expect(lookupSubtree(path("handles"), tree).status).toBe("absent");
    expect(lookupSubtree(path("licences"), prune(tree)).status).toBe("unknown");
    expect(lookupPath(path("licences", "x"), tree).status).toBe("absent");
  });
});
