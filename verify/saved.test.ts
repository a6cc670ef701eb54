import { sha256 } from "@noble/hashes/sha2";
import { describe, expect, it } from "vitest";
import { toBase64, utf8Bytes } from "./bytes.ts";
import { encodeCbor } from "./cbor.ts";
import { checkProof, checkSavedFigures, checkSavedFile, checkSavedProof, savedIn } from "./index.ts";
import { digestLabel } from "./labels.ts";
import { cell, cellEntry, countedTree } from "./testing/figures.ts";
import {
  ABSENT_NUMBER,
  DAY,
  NETWORK,
  NOW,
  NOW_MS,
  NUMBER,
  NUMBERS,
  proofOf,
  records,
  registryTree,
  registryWitness,
  SECOND,
} from "./testing/registry.ts";
import { KeyPair, type Making } from "./testing/subnet.ts";
import { EMPTY, leaf, level, trie, witness } from "./testing/trees.ts";

const DAY_MS = 86_400_000;
type Told = Parameters<typeof proofOf>[1];

/** What a proof of 1 July says `days` days later. */
const daysLater = (days: number, proof = proofOf(NUMBER), number = NUMBER) =>
  checkSavedProof({ network: NETWORK, number, proof, now: () => NOW_MS + days * DAY_MS });
const codeOf = (verdict: ReturnType<typeof daysLater>) =>
  verdict.answer === "unchecked" ? verdict.code : verdict.answer;
const changed = (changes: object, told: Told = {}) =>
  proofOf(NUMBER, { tree: registryTree(records(changes as Record<string, string>)), ...told });

describe("a proof that was saved", () => {
  it("holds as of its certificate's time for years, where one for now is too old after five minutes", () => {
    for (const days of [0, 1, 31, 200]) {
      const clock = NOW + BigInt(days) * DAY;
      const evidence = { certificateTime: NOW - 2n * SECOND, checkedAt: clock };
      expect(daysLater(days)).toMatchObject({ answer: "valid", record: { number: NUMBER }, evidence });
    }
    const now = () => NOW_MS + DAY_MS;
    expect(checkProof({ network: NETWORK, number: NUMBER, proof: proofOf(NUMBER), now })).toMatchObject({
      code: "certificate-too-old",
    });
  });

  it("tells what was, whatever it was: suspended, revoked, not begun, or no licence of this number", () => {
    const times = { statusSince: NOW - DAY };
    expect(daysLater(30, changed({ status: "suspended", reason: "termsBreach", ...times })).answer).toBe("suspended");
    expect(daysLater(999, changed({ status: "revoked", reason: "termsBreach", ...times })).answer).toBe("revoked");
    expect(daysLater(30, changed({ validFrom: NOW + DAY })).answer).toBe("upcoming");
    expect(daysLater(30, proofOf(ABSENT_NUMBER), ABSENT_NUMBER).answer).toBe("absent");
  });

  it("is of an expired licence once its last day is over by the clock", () => {
    expect(daysLater(299).answer).toBe("valid");
    expect(daysLater(301)).toMatchObject({ answer: "expired", since: NOW + 300n * DAY });
  });

  it("is refused when it is dated after the clock, by more than the five minutes that clocks may differ", () => {
    const ahead = (by: bigint) => codeOf(daysLater(0, proofOf(NUMBER, { making: { time: NOW + by } })));
    expect(ahead(299n * SECOND)).toBe("valid");
    expect(ahead(301n * SECOND)).toBe("certificate-from-future");
    expect(codeOf(daysLater(-1))).toBe("certificate-from-future");
  });

  it.each<[string, Partial<Making>, string]>([
    ["another key", { subnetSigner: new KeyPair(9) }, "certificate-signature"],
    ["another root key", { rootSigner: new KeyPair(9) }, "delegation-signature"],
    ["a delegation that was too old on that day", { delegationTime: NOW - 31n * DAY }, "delegation-too-old"],
    ["a delegation that was not made yet on that day", { delegationTime: NOW + DAY }, "delegation-from-future"],
    ["a subnet that may not sign for the registry", { ranges: [] }, "canister-out-of-range"],
  ])("is refused when it is forged with %s", (_, making, code) => {
    expect(codeOf(daysLater(30, proofOf(NUMBER, { making })))).toBe(code);
  });

  it("is refused when its record is another's, another state's, or not shown; and for what is no number or no proof", () => {
    const other = registryTree(records({ institutionName: "Another institution" }));
    expect(codeOf(daysLater(30, proofOf(NUMBER, { shown: registryWitness(NUMBER, other) })))).toBe("witness-mismatch");
    expect(codeOf(daysLater(30, proofOf(NUMBERS[1] ?? "")))).toBe("witness-incomplete");
    expect(codeOf(daysLater(30, proofOf(NUMBER), "SND-1"))).toBe("number-malformed");
    expect(codeOf(daysLater(30, { certificate: Uint8Array.of(1), witness: new Uint8Array() }))).toMatch(/malformed/);
    const proof = { certificate: "***", witness: "" };
    expect(checkSavedProof({ network: NETWORK, number: NUMBER, proof })).toMatchObject({ answer: "unchecked" });
    expect(checkSavedProof({ network: {}, number: NUMBER, proof: proofOf(NUMBER) })).toMatchObject({
      code: "network-invalid",
    });
  });

  it("of the figures counts as they were, and of a file says what was noted", () => {
    const now = () => NOW_MS + 90 * DAY_MS;
    const counted = countedTree(trie([cellEntry(cell({}, NOW - 2n * SECOND))]));
    const figures = proofOf("", { tree: counted, shown: counted });
    expect(checkSavedFigures({ network: NETWORK, proof: figures, now })).toMatchObject({
      answer: "figures",
      evidence: { certificateTime: NOW - 2n * SECOND, checkedAt: NOW + 90n * DAY },
    });
    const [name, bytes] = ["figures-2026-06-30.csv", utf8Bytes("a,b\r\n")];
    const noted = { v: 1n, at: NOW - DAY, hash: sha256(bytes), name, size: BigInt(bytes.length), block: 7n };
    const tree = level([
      [utf8Bytes("digests"), trie([[digestLabel(name), leaf(encodeCbor(noted))]])],
      [utf8Bytes("licences"), EMPTY],
    ]);
    const proof = proofOf("", { tree, shown: witness(tree, [utf8Bytes("digests"), digestLabel(name)]) });
    expect(checkSavedFile({ network: NETWORK, name, bytes, proof, now }).answer).toBe("noted");
    expect(checkSavedFile({ network: NETWORK, name, bytes: bytes.slice(1), proof, now }).answer).toBe("changed");
  });
});

describe("what was saved", () => {
  const { certificate, witness: shown } = proofOf(NUMBER);
  const proof = { certificate: toBase64(certificate), witness: toBase64(shown) };

  it("is found where the page, the portal and the command line put it", () => {
    expect(savedIn({ number: NUMBER, answer: "valid", network: {}, proof })).toEqual({
      ...{ number: NUMBER, answer: "valid", proof },
    });
    expect(savedIn({ number: NUMBER, record: { number: NUMBER }, proof })?.number).toBe(NUMBER);
    expect(savedIn({ subject: NUMBER, evidence: { proof } })).toEqual({ number: NUMBER, answer: null, proof });
    expect(savedIn(proof)).toEqual({ number: null, answer: null, proof });
  });

  it("is nothing where there is no proof", () => {
    for (const json of [null, 1, "text", [], [proof], {}, { proof: 1 }, { proof: { certificate: "AA==" } }])
      expect(savedIn(json)).toBeNull();
  });
});
