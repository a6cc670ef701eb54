import { encode } from "@dfinity/cbor";
import { describe, expect, test } from "vitest";
import { decodeHashTree, hashTree, leavesBelow, lookup, rootHash } from "./hashTree.ts";

const text = (value: string) => Uint8Array.from(Buffer.from(value, "utf8"));
const hash = (hex: string) => Uint8Array.from(Buffer.from(hex, "hex"));
const labeled = (label: string, tree: unknown) => [2, text(label), tree];
const leaf = (value: string) => [3, text(value)];

/** The pruned tree of the specification's chapter on certification. */
const example = hashTree([
  1,
  [
    1,
    labeled("a", [
      1,
      [4, hash("1b4feff9bef8131788b0c9dc6dbad6e81e524249c879e9f10f71ce3749f5a638")],
      labeled("y", leaf("world")),
    ]),
    labeled("b", [4, hash("7b32ac0c6ba8ce35ac82c255fc7906f7fc130dab2a090f80fe12f9c2cae83ba6")]),
  ],
  [1, [4, hash("ec8324b8a1f1ac16bd2e806edba78006479c9877fed4eb464a25485465af601d")], labeled("d", leaf("morning"))],
]);

describe("the specification's example", () => {
  test("has its root hash", () => {
    expect(Buffer.from(rootHash(example)).toString("hex")).toBe(
      "eb5c5b2195e62d996b84c9bcc8259d19a83786a2f59e0878cec84c811f669aa0",
    );
  });

  test.each([
    [["a", "a"], "unknown"],
    [["a", "y"], "found"],
    [["aa"], "absent"],
    [["ax"], "absent"],
    [["b"], "unknown"],
    [["bb"], "unknown"],
    [["d"], "found"],
    [["e"], "absent"],
  ])("says of %j: %s", (path, status) => {
    expect(lookup(example, ...path).status).toBe(status);
  });
});

test("a label that was cut out is unknown, not absent, even below a longer one with greater bytes", () => {
  const cut = hashTree([1, [4, hash("00".repeat(32))], [2, hash("20"), leaf("other")]]);
  expect(lookup(cut, hash("19")).status).toBe("unknown");
});

test.each([
  ["labels out of order", [1, labeled("b", leaf("1")), labeled("a", leaf("2"))]],
  ["the same label twice", [1, labeled("a", leaf("1")), labeled("a", leaf("2"))]],
  ["a leaf beside a label", [1, leaf("1"), labeled("a", leaf("2"))]],
  ["a pruned hash that is too short", [4, hash("00")]],
  ["a node with too much in it", [3, text("x"), text("y")]],
  ["an unknown node", [7]],
  ["no node at all", "x"],
])("refuses %s", (_what, tree) => {
  expect(() => decodeHashTree(encode(tree))).toThrow();
});

test("refuses bytes that are no CBOR", () => {
  expect(() => decodeHashTree(hash("ff"))).toThrow();
});

describe("all leaves below a name", () => {
  const whole = [1, labeled("x", leaf("1")), labeled("y", leaf("2"))];
  const hidden = [4, rootHash(hashTree(labeled("y", leaf("2"))))];

  test("are given in their order, and none where there is none", () => {
    const found = leavesBelow(hashTree([1, labeled("a", whole), labeled("b", [0])]), "a");
    expect(found?.map(({ value }) => Buffer.from(value).toString())).toEqual(["1", "2"]);
    expect(leavesBelow(hashTree([1, labeled("a", whole), labeled("b", [0])]), "b")).toEqual([]);
  });

  test("are unknown where any of them is hidden, or the name is, or more lies below", () => {
    expect(leavesBelow(hashTree(labeled("a", [1, labeled("x", leaf("1")), hidden])), "a")).toBeNull();
    expect(leavesBelow(hashTree(labeled("a", [1, labeled("x", leaf("1")), labeled("y", hidden)])), "a")).toBeNull();
    expect(leavesBelow(hashTree([1, labeled("a", whole), hidden]), "c")).toBeNull();
    expect(leavesBelow(hashTree(labeled("a", labeled("x", whole))), "a")).toBeNull();
  });
});
