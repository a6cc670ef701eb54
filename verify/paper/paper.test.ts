import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createVerifier } from "../index.ts";
import { parseNetwork } from "../network.ts";
import { principalText } from "../principal.ts";
import {
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
} from "../testing/registry.ts";
import { canisterId, KeyPair, type Making, RANGE } from "../testing/subnet.ts";
import { checkPaper } from "./check.ts";
import { Collection, joinPaper, MARK, partsIn, splitPaper } from "./codes.ts";
import { packProof, unpackProof } from "./proof.ts";

const network = parseNetwork(NETWORK);
const UUID = "0198f0c2-3a4b-7c5d-8e6f-001122334455";

/** A paper's packed proof, of a record with changes, under a certificate made as told. */
function packed(changes: Parameters<typeof records>[0] = {}, making: Partial<Making> = {}): Uint8Array {
  return packProof(network, NUMBER, proofOf(NUMBER, { tree: registryTree(records(changes)), making }));
}

function paper(changes: Parameters<typeof records>[0] = {}, making: Partial<Making> = {}): string {
  return splitPaper(packed(changes, making), 2).join("\n");
}

const check = (text: string, days = 3, of: unknown = NETWORK) =>
  checkPaper({ network: of, text, now: () => NOW_MS + days * 86_400_000 });
const codeOf = (verdict: ReturnType<typeof check>) => (verdict.answer === "unchecked" ? verdict.code : verdict.answer);

describe("a licence on paper", () => {
  it("is valid as of its certificate's time, years after, and says when that was", () => {
    const verdict = check(paper(), 200);
    expect(verdict).toMatchObject({
      answer: "valid",
      record: { number: NUMBER, institutionName: "University of the Punjab" },
      evidence: { certificateTime: NOW - 2_000_000_000n, checkedAt: NOW + 200n * DAY },
    });
  });

  it("was suspended, revoked or not in force yet as of then, for its reason", () => {
    const at = { statusSince: NOW - DAY, reason: "underInvestigation" };
    expect(check(paper({ ...at, status: "suspended" }))).toMatchObject({ answer: "suspended", since: NOW - DAY });
    expect(check(paper({ ...at, status: "revoked" }))).toMatchObject({ answer: "revoked", reason: at.reason });
    expect(check(paper({ validFrom: NOW + DAY }))).toMatchObject({ answer: "upcoming" });
  });

  it("has expired when its last day is over by the clock, though it was valid on the paper's day", () => {
    expect(check(paper(), 299).answer).toBe("valid");
    expect(check(paper(), 301)).toMatchObject({ answer: "expired", since: NOW + 300n * DAY });
  });

  it("carries every field as it was certified", () => {
    const changes = {
      batch: UUID,
      decision: "",
      institutionId: UUID.toUpperCase(),
      institutionName: "جامعہ پنجاب",
      holder: new Uint8Array(32).fill(7),
      issued: NOW - 10n * DAY + 123_456_789n,
      chunk: 300n,
    };
    const { number, proof } = unpackProof(network, packed(changes));
    const verdict = createVerifier(NETWORK, { now: () => NOW_MS }).licenceProof(number, proof);
    expect(verdict).toMatchObject({ answer: "valid", record: { ...changes, number: NUMBER } });
  });

  it.each<[string, Partial<Making>]>([
    ["a root subnet's", { isRoot: true }],
    [
      "ranges in shards",
      {
        rangeForm: "sharded",
        ranges: [
          [canisterId(1), canisterId(5)],
          [canisterId(6), RANGE[1]],
        ],
      },
    ],
    ["ranges in the older form", { rangeForm: "whole" }],
  ])("bears a certificate of each kind: %s", (_, making) => {
    const of = making.isRoot ? { ...NETWORK, subnetId: null } : NETWORK;
    expect(codeOf(check(paper({}, making), 3, of))).toBe("valid");
  });

  it("is small: two codes of version 15 at most for a registry of a few, none finer than version 25", () => {
    expect(packed().length).toBeLessThan(760);
    expect(() => splitPaper(new Uint8Array(2000), 2)).toThrow("do not fit");
    expect(splitPaper(new Uint8Array(2000), 3).every(({ length }) => length <= 1451)).toBe(true);
  });
});

describe("the codes of a paper", () => {
  it("may come in any order, twice, broken over lines, and with words around them", () => {
    const [first = "", second = ""] = splitPaper(packed(), 2);
    const wrapped = second.replace(/(.{60})/g, "$1\n  ");
    expect(codeOf(check(`Licence:\n${wrapped}\n${first}\n\n${second}\n`))).toBe("valid");
  });

  it("say which are missing, and are counted once", () => {
    const texts = splitPaper(packed(), 3);
    const collection = new Collection();
    const add = (text = "") => partsIn(text).map((part) => collection.add(part));
    expect([...add(texts[2]), ...add(texts[2]), ...add(texts[0])]).toEqual([true, false, true]);
    expect(collection.state).toEqual({ read: [0, 2], count: 3 });
    expect(collection.whole()).toBeNull();
    add(texts[1]);
    expect(collection.whole()).toEqual(packed());
    expect(codeOf(check(texts.slice(1).join("\n")))).toBe("paper-incomplete");
  });

  it("of two licences are never put together", () => {
    const [mine = ""] = splitPaper(packed(), 2);
    const [, other = ""] = splitPaper(packProof(network, NUMBERS[1] ?? "", proofOf(NUMBERS[1] ?? "")), 2);
    expect(codeOf(check(`${mine}\n${other}`))).toBe("paper-mixed");
    // Made to look like one paper: the whole is not what both name.
    const [ofMine, ofOther] = [partsIn(mine)[0], partsIn(other)[0]];
    const collection = new Collection();
    if (ofMine) collection.add(ofMine);
    if (ofMine && ofOther) collection.add({ ...ofOther, paper: ofMine.paper });
    expect(() => collection.whole()).toThrow(expect.objectContaining({ code: "paper-damaged" }));
  });

  it("that are none, of a later version, cut short or misread are told apart", () => {
    const text = paper();
    expect(codeOf(check("SND-7K3M9-X2QWZ-T"))).toBe("paper-malformed");
    expect(codeOf(check(text.replaceAll("SANAD1:", "SANAD2:")))).toBe("paper-malformed");
    expect(codeOf(check(text.slice(0, -9)))).toBe("paper-damaged");
    expect(codeOf(check(text.replace(/.(?=.{40}$)/, (c) => (c === "7" ? "8" : "7"))))).toBe("paper-damaged");
  });

  it("give back any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 1200 }), fc.integer({ min: 2, max: 4 }), (bytes, count) => {
        fc.pre(bytes.length >= count);
        const texts = splitPaper(bytes, count);
        expect(texts.every((text) => text.startsWith(MARK) && /^[0-9A-Z$*+\-/:]+$/.test(text))).toBe(true);
        expect(joinPaper(texts.toReversed().join("\n"))).toEqual(bytes);
      }),
      { numRuns: 30 },
    );
  });
});

describe("a forged paper", () => {
  it("is refused when another key signed, the subnet's or the root's", () => {
    expect(codeOf(check(paper({}, { subnetSigner: new KeyPair(9) })))).toBe("certificate-signature");
    expect(codeOf(check(paper({}, { rootSigner: new KeyPair(9) })))).toBe("delegation-signature");
  });

  it("is refused when it is of another network, or of a registry that the subnet may not sign for", () => {
    const rootKey = Buffer.from(new KeyPair(9).der).toString("hex");
    expect(codeOf(check(paper(), 3, { ...NETWORK, rootKey }))).toBe("paper-foreign");
    const other = { ...NETWORK, canisters: { licence_registry: principalText(canisterId(8)) } };
    expect(codeOf(check(paper(), 3, other))).toBe("paper-foreign");
    const beyond = { ranges: [[canisterId(8), canisterId(9)]] } satisfies Partial<Making>;
    expect(codeOf(check(paper({}, beyond)))).toBe("canister-out-of-range");
  });

  it("is refused when its record is not the certified one", () => {
    const other = registryTree(records({ institutionName: "Another institution" }));
    const forged = packProof(network, NUMBER, proofOf(NUMBER, { shown: registryWitness(NUMBER, other) }));
    expect(codeOf(check(splitPaper(forged, 2).join("\n")))).toBe("witness-mismatch");
  });

  it("is refused when it is dated after the clock, or its delegation was too old on its day", () => {
    expect(codeOf(check(paper(), -1))).toBe("certificate-from-future");
    expect(codeOf(check(paper({}, { delegationTime: NOW - 31n * DAY })))).toBe("delegation-too-old");
  });

  it("never passes with a changed byte, and never throws", () => {
    const bytes = packed();
    for (let at = 0; at < bytes.length; at += 61) {
      const changed = Uint8Array.from(bytes, (byte, i) => (i === at ? byte ^ 0x11 : byte));
      expect(check(splitPaper(changed, 2).join("\n")).answer, `byte ${at}`).toBe("unchecked");
    }
    for (let length = 1; length < bytes.length; length += 197) {
      expect(check(splitPaper(bytes.slice(0, length), 1).join("\n")).answer).toBe("unchecked");
    }
  });
});
