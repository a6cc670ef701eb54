import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type HashTree, isWellFormed, reconstruct, valueAt } from "./hashTree.ts";
import { LabelTrie, selectionOf } from "./labelTrie.ts";

const hex = (bytes: Uint8Array | null) => bytes && Buffer.from(bytes).toString("hex");
const text = (value: string) => Uint8Array.from(Buffer.from(value, "utf8"));

describe("the specification's example tree", () => {
  // The pruned example of the chapter on certification.
  const pruned: HashTree = [
    1,
    [
      1,
      [
        2,
        text("a"),
        [
          1,
          [4, Buffer.from("1b4feff9bef8131788b0c9dc6dbad6e81e524249c879e9f10f71ce3749f5a638", "hex")],
          [2, text("y"), [3, text("world")]],
        ],
      ],
      [2, text("b"), [4, Buffer.from("7b32ac0c6ba8ce35ac82c255fc7906f7fc130dab2a090f80fe12f9c2cae83ba6", "hex")]],
    ],
    [
      1,
      [4, Buffer.from("ec8324b8a1f1ac16bd2e806edba78006479c9877fed4eb464a25485465af601d", "hex")],
      [2, text("d"), [3, text("morning")]],
    ],
  ];

  it("has the root hash it should", () => {
    expect(Buffer.from(reconstruct(pruned)).toString("hex")).toBe(
      "eb5c5b2195e62d996b84c9bcc8259d19a83786a2f59e0878cec84c811f669aa0",
    );
    expect(isWellFormed(pruned)).toBe(true);
  });

  it("shows the values it should", () => {
    expect(valueAt([text("a"), text("y")], pruned)).toEqual(text("world"));
    expect(valueAt([text("d")], pruned)).toEqual(text("morning"));
    for (const path of [["a", "a"], ["aa"], ["ax"], ["b"], ["bb"], ["e"]])
      expect(valueAt(path.map(text), pruned)).toBeNull();
  });
});

// `find_label` of the specification, word for word. The stock agent's own does not compare lexicographically.
function findLabel(label: Uint8Array, tree: HashTree): "found" | "absent" | "unknown" {
  const flatten = (node: HashTree): HashTree[] =>
    node[0] === 0 ? [] : node[0] === 1 ? [...flatten(node[1]), ...flatten(node[2])] : [node];
  const nodes = flatten(tree);
  const order = nodes.map((node) => (node[0] === 2 ? Buffer.compare(node[1], label) : null));
  if (order.includes(0)) return "found";
  if (nodes.length === 0 || nodes[0]?.[0] === 3) return "absent";
  if (order[0] === 1 || order.at(-1) === -1) return "absent";
  return order.some((each, index) => each === -1 && order[index + 1] === 1) ? "absent" : "unknown";
}

describe("the label trie", () => {
  const label = fc.uint8Array({ maxLength: 4 });
  const labels = fc.uniqueArray(label, { minLength: 1, maxLength: 30, selector: (bytes) => bytes.toString() });
  const trieOf = (list: Uint8Array[]) => LabelTrie.of(list.map((each) => [each, each] as const));

  it("has a hash that depends on its content alone", () => {
    fc.assert(
      fc.property(labels, label, (list, extra) => {
        const trie = trieOf(list);
        expect(trieOf([...list].reverse()).hash()).toEqual(trie.hash());
        const isNew = trie.get(extra) === undefined;
        if (isNew) expect(trie.with(extra, extra).without(extra).hash()).toEqual(trie.hash());
        expect(trie.labels().map((each) => Buffer.from(each).toString("hex"))).toEqual(
          list.map((each) => Buffer.from(each).toString("hex")).sort(),
        );
      }),
    );
  });

  it("proves what is there and what is not, with the same root", () => {
    fc.assert(
      fc.property(labels, label, (list, asked) => {
        const trie = trieOf(list);
        const witness = trie.witness(selectionOf([[asked]]));
        expect(reconstruct(witness)).toEqual(trie.hash());
        expect(isWellFormed(witness)).toBe(true);
        const isThere = list.some((each) => Buffer.compare(each, asked) === 0);
        if (isThere) expect(hex(valueAt([asked], witness))).toBe(hex(asked));
        else expect(findLabel(asked, witness)).toBe("absent");
      }),
    );
  });

  it("keeps earlier versions as they were", () => {
    const before = trieOf([text("a"), text("b")]);
    const hash = before.hash();
    before.with(text("c"), text("c")).with(text("a"), text("other"));
    expect(before.hash()).toEqual(hash);
    expect(before.get("a")).toEqual(text("a"));
  });
});
