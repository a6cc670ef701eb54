import { describe, expect, it } from "vitest";
import { utf8Bytes } from "./bytes.ts";
import { childrenOf, type HashTree, reconstruct } from "./hashTree.ts";
import { createVerifier } from "./index.ts";
import { cell, cellEntry, countedTree, type Fields } from "./testing/figures.ts";
import { DAY, NETWORK, NOW, NOW_MS, SECOND } from "./testing/registry.ts";
import { type Making, makeCertificate } from "./testing/subnet.ts";
import { EMPTY, fork, level, prune, treeBytes, trie } from "./testing/trees.ts";

const cells = [cell(), cell({ phase: "2", ends: [], ended: 20n, revoked: 0n })].map((of) => cellEntry(of));
const registry = countedTree;

const verifier = createVerifier(NETWORK, { now: () => NOW_MS });
const judged = (tree: HashTree, shown: HashTree = tree, making: Partial<Making> = {}) => {
  const certificate = makeCertificate({ certifiedData: reconstruct(tree), time: NOW - 2n * SECOND, ...making });
  return verifier.figuresProof({ certificate, witness: treeBytes(shown) });
};
const codeOf = (...given: Parameters<typeof judged>) => {
  const verdict = judged(...given);
  return verdict.answer === "unchecked" ? verdict.code : verdict.answer;
};

describe("the certified figures", () => {
  it("say what there is at the certificate's time, and that there is nothing else", () => {
    const verdict = judged(registry(trie(cells)));
    if (verdict.answer !== "figures") throw new Error(verdict.detail);
    const byPhase = Object.fromEntries(verdict.figures.map((of) => [of.phase, of]));
    expect(Object.keys(byPhase)).toHaveLength(2);
    expect(byPhase["1"]).toEqual({
      ...{ programme: "sovereign-cloud", phase: "1", sector: "education" },
      ...{ issued: 20n, inForce: 12n, suspended: 1n, expired: 6n, revoked: 1n },
    });
    expect(byPhase["2"]).toMatchObject({ issued: 20n, inForce: 0n, expired: 20n });
    expect(judged(registry(EMPTY))).toMatchObject({ answer: "figures", figures: [] });
  });

  it("say at which block of the log they stood, where the same proof shows it", () => {
    const tree = registry(trie(cells));
    expect(judged(tree)).toMatchObject({ answer: "figures", block: 11n });
    const [figures, hash, index, licences] = childrenOf(tree);
    if (!figures || !hash || !index || !licences) throw new Error("four names");
    const hidden = level(
      [figures, hash, index, licences].map((of) => [of.label, of === index ? prune(of.tree) : of.tree]),
    );
    expect(judged(tree, hidden)).toMatchObject({ answer: "figures", block: null });
  });

  it("count a licence as expired from the very instant of its end", () => {
    const at = (time: bigint) =>
      judged(registry(trie([cellEntry(cell({ ends: [[NOW, 16n, 0n]] }))])), undefined, { time });
    expect(at(NOW - 1n)).toMatchObject({ figures: [{ inForce: 16n, expired: 3n }] });
    expect(at(NOW)).toMatchObject({ figures: [{ inForce: 0n, expired: 19n }] });
  });

  it("are not believed where a part is hidden, however small", () => {
    const [one, other] = cells as [(typeof cells)[0], (typeof cells)[0]];
    const tree = registry(trie(cells));
    const whole = trie(cells);
    if (whole.kind !== "fork") throw new Error("two cells fork");
    expect(codeOf(tree, registry(fork(prune(whole.left), whole.right)))).toBe("witness-incomplete");
    expect(codeOf(tree, registry(trie([one, [other[0], prune(other[1])]])))).toBe("witness-incomplete");
    expect(codeOf(tree, registry(prune(whole)))).toBe("witness-incomplete");
    expect(codeOf(tree, prune(tree))).toBe("witness-incomplete");
  });

  it("are not believed when they are forged: other numbers, fewer cells, another's label, another canister's tree", () => {
    const tree = registry(trie(cells));
    expect(codeOf(tree, registry(trie([cellEntry(cell({ issued: 21n, revoked: 2n }))])))).toBe("witness-mismatch");
    expect(codeOf(tree, registry(trie(cells.slice(1))))).toBe("witness-mismatch");
    const foreign = level([[utf8Bytes("handles"), EMPTY]]);
    expect(codeOf(foreign)).toBe("witness-foreign");
    expect(codeOf(registry(trie([cellEntry(cell(), new Uint8Array(32))])))).toBe("record-mismatch");
  });

  it("are not believed when they are stale, or from the future", () => {
    const tree = registry(trie(cells));
    expect(codeOf(tree, tree, { time: NOW - 301n * SECOND })).toBe("certificate-too-old");
    expect(codeOf(tree, tree, { time: NOW + 301n * SECOND, delegationTime: NOW - DAY })).toBe(
      "certificate-from-future",
    );
  });

  it.each([
    ["do not add up", { issued: 21n }],
    ["are of another version", { v: 2n }],
    ["have a key more", { more: 1n }],
    ["have no list of ends", { ends: 1n }],
    ["have an end of another form", { ends: [[NOW, 16n]] }],
    ["have an end with more to it", { ends: [[NOW + DAY, 16n, 0n, 0n]] }],
    [
      "have their ends out of order",
      {
        ends: [
          [NOW + DAY, 8n, 0n],
          [NOW + DAY, 8n, 0n],
        ],
      },
    ],
    ["are of no sector", { sector: "schools" }],
  ] satisfies [string, Fields][])("are not read when they %s", (_, changes) => {
    expect(codeOf(registry(trie([cellEntry(cell(changes))])))).toBe("record-malformed");
  });

  it("are asked of the registry by their own method", async () => {
    let asked = "";
    const asking = createVerifier(NETWORK, {
      now: () => NOW_MS,
      fetch: async (_, init) => {
        asked = Buffer.from(init.body as Uint8Array).toString("latin1");
        return new Response("", { status: 500 });
      },
    });
    expect(await asking.figures()).toMatchObject({ answer: "unchecked", code: "query-rejected" });
    expect(asked).toContain("figures");
  });
});
