import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toBase64, utf8Bytes } from "./bytes.ts";
import { type Encodable, encodeCbor } from "./cbor.ts";
import type { Fetch } from "./client.ts";
import { reconstruct } from "./hashTree.ts";
import { checkProof, createVerifier, formatNumber, verifyLicence } from "./index.ts";
import { licenceLabel } from "./labels.ts";
import {
  ABSENT_NUMBER,
  DAY,
  NETWORK,
  NOW,
  NOW_MS,
  NUMBER,
  NUMBERS,
  proofOf,
  recordFields,
  records,
  registryTree,
  registryWitness,
  SECOND,
} from "./testing/registry.ts";
import { canisterId, KeyPair } from "./testing/subnet.ts";
import { EMPTY, flatten, fork, labeled, leaf, level, prune, trie, witness } from "./testing/trees.ts";

const now = () => NOW_MS;
const network = NETWORK;

// One for all: what it remembers, it remembers by bytes.
const verifier = createVerifier(network, { now });

function answerOf(number: string, proof: ReturnType<typeof proofOf>) {
  const verdict = verifier.licenceProof(number, proof);
  return verdict.answer === "unchecked" ? verdict.code : verdict.answer;
}

function changed(changes: { [key: string]: Encodable }) {
  const tree = registryTree(records(changes));
  return verifier.licenceProof(NUMBER, proofOf(NUMBER, { tree }));
}

describe("the four answers", { timeout: 60_000 }, () => {
  it("valid: with the record, who signed, both ages, and what was checked", () => {
    const delegationTime = NOW - 4n * DAY;
    const proof = proofOf(NUMBER, { making: { delegationTime } });
    const verdict = checkProof({ number: formatNumber(NUMBER).toLowerCase(), proof, network, now });
    expect(verdict).toMatchObject({
      answer: "valid",
      record: { number: NUMBER, institutionName: "University of the Punjab", sector: "education" },
      evidence: {
        canisterId: network.canisters.licence_registry,
        subnetId: network.subnetId,
        certificateTime: NOW - 2n * SECOND,
        delegationTime,
        checkedAt: NOW,
        checks: ["number", "delegation", "signature", "range", "age", "witness", "record"],
        proof,
      },
    });
  });

  it("suspended and revoked: since when, and why", () => {
    const since = NOW - DAY;
    for (const status of ["suspended", "revoked"]) {
      const verdict = changed({ status, statusSince: since, reason: "terms-broken" });
      expect(verdict).toMatchObject({ answer: status, since, reason: "terms-broken" });
    }
  });

  it("expired: from the instant of its end by the certificate's time", () => {
    const certificateTime = NOW - 2n * SECOND;
    expect(changed({ validUntil: certificateTime + 1n }).answer).toBe("valid");
    expect(changed({ validUntil: certificateTime })).toMatchObject({ answer: "expired", since: certificateTime });
  });

  it("revoked outranks expired, expired outranks suspended, and all outrank a beginning to come", () => {
    const validUntil = NOW - DAY;
    expect(changed({ validUntil, status: "revoked" }).answer).toBe("revoked");
    expect(changed({ validUntil, status: "suspended" }).answer).toBe("expired");
    expect(changed({ validFrom: NOW + DAY, status: "suspended" }).answer).toBe("suspended");
    expect(changed({ validFrom: NOW + DAY })).toMatchObject({ answer: "upcoming", since: NOW + DAY });
  });

  it("no licence has this number: proved by its neighbours, or by an empty registry", () => {
    expect(answerOf(ABSENT_NUMBER, proofOf(ABSENT_NUMBER))).toBe("absent");
    const tree = registryTree(new Map());
    expect(answerOf(NUMBER, proofOf(NUMBER, { tree }))).toBe("absent");
  });

  it("cannot be checked now: with a code, and how far it came", () => {
    const proof = proofOf(NUMBER, { making: { subnetSigner: new KeyPair(9) } });
    expect(checkProof({ number: NUMBER, proof, network, now })).toMatchObject({
      answer: "unchecked",
      code: "certificate-signature",
      checks: ["number", "delegation"],
      failed: "signature",
    });
  });

  it("holds for every record, present or absent", () => {
    const tree = registryTree();
    for (const number of NUMBERS) expect(verifier.licenceProof(number, proofOf(number, { tree })).answer).toBe("valid");
  });
});

describe("a forged proof", { timeout: 60_000 }, () => {
  const tree = registryTree();
  const path = [utf8Bytes("licences"), licenceLabel(NUMBER)];

  it("cannot make a licence absent by pruning it or its neighbours", () => {
    const licences = flatten(tree).at(-1);
    if (licences?.kind !== "labeled") throw new Error("licences come last");
    const others = NUMBERS.filter((other) => other !== NUMBER);
    for (const shown of [
      // The neighbours shown, the licence itself pruned away.
      witness(tree, ...others.map((other) => [utf8Bytes("licences"), licenceLabel(other)])),
      // One neighbour only.
      ...others.map((other) => witness(tree, [utf8Bytes("licences"), licenceLabel(other)])),
      // Everything below the label pruned, and the label itself.
      witness(tree, [utf8Bytes("last_block_index")]),
      prune(tree),
    ]) {
      expect(reconstruct(shown)).toEqual(reconstruct(tree));
      expect(answerOf(NUMBER, proofOf(NUMBER, { tree, shown }))).toBe("witness-incomplete");
    }
  });

  it("cannot make it absent with a tree of another kind", () => {
    for (const shown of [
      EMPTY,
      leaf(new Uint8Array()),
      level([[utf8Bytes("licences"), EMPTY]]),
      registryTree(new Map()),
    ]) {
      expect(answerOf(NUMBER, proofOf(NUMBER, { tree, shown }))).toBe("witness-mismatch");
      const making = { canisterId: canisterId(7) };
      const other = proofOf(NUMBER, { tree: shown, shown, making });
      expect(["witness-foreign", "absent"]).toContain(answerOf(NUMBER, other));
    }
    expect(answerOf(NUMBER, proofOf(NUMBER, { tree: EMPTY, shown: EMPTY }))).toBe("witness-foreign");
    const messenger = level([[utf8Bytes("handles"), EMPTY]]);
    expect(answerOf(NUMBER, proofOf(NUMBER, { tree: messenger, shown: messenger }))).toBe("witness-foreign");
    const leafed = level([[utf8Bytes("licences"), leaf(new Uint8Array())]]);
    expect(answerOf(NUMBER, proofOf(NUMBER, { tree: leafed, shown: leafed }))).toBe("absent");
  });

  it("cannot show another's record, or a record under another's label", () => {
    const [, other = ""] = NUMBERS;
    const swapped = new Map(records()).set(NUMBER, encodeCbor(recordFields(other)));
    expect(answerOf(NUMBER, proofOf(NUMBER, { tree: registryTree(swapped) }))).toBe("record-mismatch");
    expect(answerOf(NUMBER, proofOf(other, { tree }))).toBe("witness-incomplete");
  });

  it("cannot change a record", () => {
    const shown = registryWitness(NUMBER, registryTree(records({ validUntil: NOW + 9_000n * DAY })));
    expect(answerOf(NUMBER, proofOf(NUMBER, { tree, shown }))).toBe("witness-mismatch");
  });

  it("cannot come from an older state", () => {
    const before = registryTree(records({ status: "active" }));
    const after = registryTree(records({ status: "revoked" }));
    const stale = {
      certificate: proofOf(NUMBER, { tree: after }).certificate,
      witness: proofOf(NUMBER, { tree: before }).witness,
    };
    expect(answerOf(NUMBER, stale)).toBe("witness-mismatch");
    const old = proofOf(NUMBER, { tree: before, making: { time: NOW - 3600n * SECOND } });
    expect(answerOf(NUMBER, old)).toBe("certificate-too-old");
  });

  it("cannot put a leaf deeper or a label where a leaf belongs", () => {
    const deeper = level([[utf8Bytes("licences"), trie([[licenceLabel(NUMBER), labeled(utf8Bytes("x"), EMPTY)]])]]);
    expect(answerOf(NUMBER, proofOf(NUMBER, { tree: deeper, shown: deeper }))).toBe("witness-incomplete");
  });

  it("cannot be disordered", () => {
    const entries = NUMBERS.map((number) => labeled(licenceLabel(number), EMPTY));
    const shown = labeled(
      utf8Bytes("licences"),
      entries.reduce((all, one) => fork(one, all)),
    );
    expect(answerOf(NUMBER, proofOf(NUMBER, { tree: shown, shown }))).toBe("witness-malformed");
  });

  it("never passes with a changed byte, and never throws", () => {
    const honest = proofOf(NUMBER, { tree });
    const at = fc.nat(honest.witness.length - 1);
    fc.assert(
      fc.property(at, fc.integer({ min: 1, max: 255 }), (place, change) => {
        const broken = honest.witness.with(place, (honest.witness[place] ?? 0) ^ change);
        const verdict = verifier.licenceProof(NUMBER, { ...honest, witness: broken });
        if (verdict.answer !== "unchecked") throw new Error(`answered ${verdict.answer}`);
        expect(verdict.code).toMatch(/^witness-(malformed|mismatch)$/);
      }),
      { numRuns: 1000 },
    );
  });

  it("is never an answer when it is nonsense", () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (certificate, witnessBytes) => {
        const verdict = verifier.licenceProof(NUMBER, { certificate, witness: witnessBytes });
        expect(verdict).toMatchObject({ answer: "unchecked", code: "certificate-malformed" });
      }),
    );
    const proof = { certificate: "not base64!", witness: "" };
    expect(checkProof({ number: NUMBER, proof, network, now })).toMatchObject({ code: "certificate-malformed" });
  });

  it("may travel in base64", () => {
    const { certificate, witness: shown } = proofOf(NUMBER, { tree });
    const proof = { certificate: toBase64(certificate), witness: toBase64(shown) };
    expect(checkProof({ number: NUMBER, proof, network, now }).answer).toBe("valid");
    expect(path).toHaveLength(2);
  });
});

describe("a question that is none", { timeout: 60_000 }, () => {
  it.each([
    ["SND-00000-00000-1", "number-check"],
    ["hello", "number-malformed"],
  ])("%s is refused before anything is asked", async (number, code) => {
    const fetch: Fetch = () => Promise.reject(new Error("nothing should be fetched"));
    expect(await verifyLicence({ number, network, now, fetch })).toMatchObject({
      answer: "unchecked",
      code,
      failed: "number",
    });
  });

  it.each([
    [null, "network-invalid"],
    [{}, "network-invalid"],
    [{ ...network, host: "ftp://example.org" }, "network-invalid"],
    [{ ...network, rootKey: "00" }, "network-invalid"],
    [{ ...network, rootKey: "zz" }, "network-invalid"],
    [{ ...network, canisters: { licence_registry: "aaaaa-ab" } }, "network-invalid"],
    [{ ...network, network: "mainnet" }, "root-key-mismatch"],
  ])("a network like %j is refused", async (description, code) => {
    expect(await verifyLicence({ number: NUMBER, network: description, now })).toMatchObject({
      answer: "unchecked",
      code,
    });
  });
});
