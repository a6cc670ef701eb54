import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { equalBytes, utf8Bytes } from "./bytes.ts";
import { encodeCbor } from "./cbor.ts";
import { type HashTree, reconstruct } from "./hashTree.ts";
import { createVerifier, decodeStatusList, encodeStatusList, isStatusSet } from "./index.ts";
import { licenceLabel } from "./labels.ts";
import { STATUS_BYTES } from "./statusList.ts";
import { ABSENT_NUMBER, NETWORK, NOW, NOW_MS, NUMBERS, SECOND } from "./testing/registry.ts";
import { statusTree } from "./testing/status.ts";
import { makeCertificate, queryReply, verificationReply } from "./testing/subnet.ts";
import { EMPTY, labeled, leaf, level, prune, treeBytes, trie, witness } from "./testing/trees.ts";

const registry = (status: HashTree): HashTree =>
  level([
    [utf8Bytes("licences"), EMPTY],
    [utf8Bytes("status"), status],
  ]);
const proof = (tree: HashTree, shown: HashTree) => ({
  certificate: makeCertificate({ certifiedData: reconstruct(tree), time: NOW - 2n * SECOND }),
  witness: treeBytes(shown),
});
const whole = [["revocation"], ["suspension"]].map((path) => ["status", ...path].map(utf8Bytes));
const judged = (tree: HashTree, shown: HashTree = witness(tree, ...whole)) =>
  createVerifier(NETWORK, { now: () => NOW_MS }).statusListsProof(proof(tree, shown));
const codeOf = (...given: Parameters<typeof judged>) => {
  const verdict = judged(...given);
  return verdict.answer === "unchecked" ? verdict.code : verdict.answer;
};

const statuses = ["active", "revoked", "active", "suspended", "active", "active", "active", "active", "revoked"];
const licences = NUMBERS.slice(0, 9).map((number, at) => ({ number, status: statuses[at] }));
const set = (bits: Uint8Array, count: number) =>
  Array.from({ length: count }, (_, at) => at).filter((at) => isStatusSet(bits, at));

describe("the status lists", () => {
  it("say who is revoked and who suspended, in the order of issue, the leftmost bit first", () => {
    const verdict = judged(registry(statusTree(licences)));
    if (verdict.answer !== "lists") throw new Error(verdict.detail);
    const { revocation, suspension } = verdict.lists;
    expect(set(revocation, 8 * STATUS_BYTES)).toEqual([1, 8]);
    expect(set(suspension, 8 * STATUS_BYTES)).toEqual([3]);
    expect([revocation[0], revocation[1], suspension[0]]).toEqual([0b0100_0000, 0b1000_0000, 0b0001_0000]);
    expect(judged(registry(statusTree([]))).answer).toBe("lists");
  });

  it("are not learnt where any of them is hidden, or a block is not in its place", () => {
    const tree = registry(statusTree(licences));
    expect(codeOf(tree, witness(tree, whole[0] ?? []))).toBe("witness-incomplete");
    expect(codeOf(tree, prune(tree))).toBe("witness-incomplete");
    expect(codeOf(level([[utf8Bytes("licences"), EMPTY]]))).toBe("witness-foreign");
    const odd = (label: Uint8Array, size = 1024) => {
      const bits = trie([[label, leaf(new Uint8Array(size))]]);
      const names: [Uint8Array, HashTree][] = ["revocation", "suspension"].map((name) => [utf8Bytes(name), bits]);
      return registry(level(names));
    };
    expect(codeOf(odd(new Uint8Array(32)))).toBe("lists");
    expect(codeOf(odd(new Uint8Array(32), 1023))).toBe("record-malformed");
    expect(codeOf(odd(new Uint8Array(32).fill(1)))).toBe("record-malformed");
    expect(codeOf(odd(new Uint8Array(31)))).toBe("record-malformed");
  });

  it("have one place for each licence, and none for what is no licence", async () => {
    const tree = registry(statusTree(licences));
    const ask = (number: string, index = tree) => {
      const path = [utf8Bytes("status"), utf8Bytes("index"), licenceLabel(number)];
      const { certificate, witness: shown } = proof(index, witness(index, path));
      const reply = new Uint8Array(queryReply(verificationReply(certificate, shown)));
      const fetch = async () => new Response(reply);
      return createVerifier(NETWORK, { now: () => NOW_MS, fetch }).statusPlace(number);
    };
    expect(await ask(NUMBERS[8] ?? "")).toMatchObject({ answer: "placed", place: 8 });
    expect(await ask(ABSENT_NUMBER)).toMatchObject({ answer: "absent" });
    const beyond = trie([[licenceLabel(NUMBERS[0] ?? ""), leaf(encodeCbor(BigInt(8 * STATUS_BYTES)))]]);
    const wrong = registry(labeled(utf8Bytes("index"), beyond));
    expect(await ask(NUMBERS[0] ?? "", wrong)).toMatchObject({ code: "record-malformed" });
  });
});

describe("an encoded list", () => {
  it("comes back as it was, from our GZIP and from another's", async () => {
    const places = fc.uniqueArray(fc.nat(8 * STATUS_BYTES - 1), { maxLength: 50 });
    await fc.assert(
      fc.asyncProperty(places, async (of) => {
        const bits = new Uint8Array(STATUS_BYTES);
        for (const place of of) bits[place >> 3] = (bits[place >> 3] ?? 0) | (0x80 >> (place & 7));
        const encoded = await encodeStatusList(bits);
        expect(equalBytes(await decodeStatusList(encoded), bits)).toBe(true);
        expect(equalBytes(await decodeStatusList(`u${gzipSync(bits).toString("base64url")}`), bits)).toBe(true);
        expect(of.every((place) => isStatusSet(bits, place))).toBe(true);
      }),
      { numRuns: 5 },
    );
    expect((await encodeStatusList(new Uint8Array(STATUS_BYTES))).length).toBeLessThan(300);
  });

  it("of another length, form or alphabet is refused, and a bomb is not unpacked", async () => {
    const of = (bytes: Uint8Array) => `u${gzipSync(bytes).toString("base64url")}`;
    for (const wrong of [
      of(new Uint8Array(STATUS_BYTES - 1)),
      of(new Uint8Array(STATUS_BYTES + 1)),
      of(new Uint8Array(50_000_000)),
      of(new Uint8Array(STATUS_BYTES)).slice(1),
      "uAAAA",
      "u===",
    ])
      await expect(decodeStatusList(wrong)).rejects.toMatchObject({ code: "encoding" });
  });
});
