import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkProof, checkSavedProof } from "./index.ts";
import { EXAMPLE_FILE, example } from "./testing/example.ts";

interface Example {
  now: string;
  network: unknown;
  proofs: { number: string; answer: string; proof: { certificate: string; witness: string } }[];
  refused: { what: string; number: string; code: string; proof: { certificate: string; witness: string } }[];
}

const published: Example = JSON.parse(readFileSync(EXAMPLE_FILE, "utf8"));
const { network } = published;
const now = () => Number(BigInt(published.now) / 1_000_000n);

describe("the worked example of the documentation", { timeout: 60_000 }, () => {
  it("is what the code makes", () => {
    expect(published).toEqual(example());
  });

  it("has one proof of each kind of answer that holds", () => {
    const answers = published.proofs.map(({ number, proof }) => checkProof({ number, proof, network, now }).answer);
    expect(answers).toEqual(["valid", "suspended", "revoked", "absent"]);
    expect(published.proofs.map(({ answer }) => answer)).toEqual(answers);
  });

  it("goes on as saved proofs, as of their day, where only their age was in the way", () => {
    const [{ number, proof } = { number: "", proof: { certificate: "", witness: "" } }] = published.proofs;
    const at = (ns: bigint) => checkSavedProof({ number, proof, network, now: () => Number(ns / 1_000_000n) });
    const evidence = { certificateTime: 1782907198000000000n };
    expect(at(1785585600000000000n)).toMatchObject({ answer: "valid", evidence });
    const validUntil = 1808827200000000000n;
    expect(at(validUntil - 1_000_000n).answer).toBe("valid");
    expect(at(validUntil)).toMatchObject({ answer: "expired", since: validUntil, evidence });
    const answers = published.refused.map((one) => {
      const verdict = checkSavedProof({ number: one.number, proof: one.proof, network, now });
      return verdict.answer === "unchecked" ? verdict.code : verdict.answer;
    });
    expect(answers).toEqual(published.refused.map(({ code }) => (code === "certificate-too-old" ? "valid" : code)));
  });

  it.each([
    ["the licence pruned away, a neighbour shown", "witness-incomplete"],
    ["another licence's witness", "witness-incomplete"],
    ["another state's witness", "witness-mismatch"],
    ["a certificate signed by a stranger", "certificate-signature"],
    ["a delegation signed by a stranger", "delegation-signature"],
    ["a delegation within the delegation", "delegation-nested"],
    ["a canister outside the ranges", "canister-out-of-range"],
    ["another canister's certified data", "certified-data-missing"],
    ["a certificate of yesterday", "certificate-too-old"],
    ["a certificate of tomorrow", "certificate-from-future"],
    ["a delegation of two months ago", "delegation-too-old"],
  ])("refuses %s", (what, code) => {
    const found = published.refused.find((one) => one.what === what);
    expect(found?.code).toBe(code);
    expect(found && checkProof({ number: found.number, proof: found.proof, network, now })).toMatchObject({
      answer: "unchecked",
      code,
    });
    expect(published.refused).toHaveLength(11);
  });
});
