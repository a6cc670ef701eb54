import { describe, expect, it } from "vitest";
import { encodeCbor } from "./cbor.ts";
import { answerIn, type Challenge, checkHolder, newChallenge, proveAddress } from "./entitlement.ts";
import { holderCommitment } from "./labels.ts";
import { formatNumber } from "./number.ts";
import { principalText } from "./principal.ts";
import {
  type Answering,
  answered,
  canisterKey,
  ed25519Key,
  IDENTITY,
  IDENTITY_CANISTER,
  type Key,
  p256Key,
  principalOf,
  SALT,
} from "./testing/holder.ts";
import {
  NETWORK,
  NOW,
  NOW_MS,
  NUMBER,
  proofOf,
  recordFields,
  records,
  registryTree,
  SECOND,
} from "./testing/registry.ts";
import { CANISTER_ID, KeyPair } from "./testing/subnet.ts";

const ORIGIN = "https://build.example";
const challenge = newChallenge({ origin: ORIGIN, licence: formatNumber(NUMBER) }, NOW_MS - 60_000);
const honest: Answering = { expiration: NOW + 240n * SECOND };

/** A proof of the licence, which this identity holds with this salt. */
function heldBy(identity: Key, changes: Record<string, string> = {}) {
  const holder = holderCommitment(SALT, principalOf(identity));
  const all = new Map(records()).set(NUMBER, encodeCbor(recordFields(NUMBER, { holder, ...changes })));
  return proofOf(NUMBER, { tree: registryTree(all) });
}

const verdictOn = (
  answer: unknown,
  more: { asked?: Challenge; proof?: ReturnType<typeof heldBy>; now?: number } = {},
) => {
  const { asked = challenge, proof = heldBy(IDENTITY), now = NOW_MS } = more;
  return checkHolder({ network: NETWORK, challenge: asked, answer, proof, now: () => now });
};
const faultOf = (...given: Parameters<typeof verdictOn>) => {
  const verdict = verdictOn(...given);
  return verdict.answer === "refused" ? verdict.fault : verdict.answer;
};

describe("the person in front of a system", () => {
  it("holds the licence: by each kind of key that an Internet Identity has, and whose principal it is", () => {
    for (const identity of [IDENTITY, p256Key(13), canisterKey("a person")])
      expect(verdictOn(answered(challenge, { ...honest, identity }), { proof: heldBy(identity) })).toMatchObject({
        answer: "holds",
        principal: principalText(principalOf(identity)),
        record: { institutionName: "University of the Punjab" },
      });
  });

  it("comes back with the answer behind the address's #, and it is the same as text", () => {
    const answer = answered(challenge, honest);
    const packed = Buffer.from(JSON.stringify(answer)).toString("base64url");
    expect(answerIn(`#sanad-answer=${packed}`)).toEqual(answer);
    expect(faultOf(answerIn(`#sanad-answer=${packed}`))).toBe("holds");
    expect(faultOf(JSON.stringify(answer))).toBe("holds");
    for (const fragment of ["", "#", "#other=1", "#sanad-answer=!", "#sanad-answer=e30"])
      expect(answerIn(fragment)).toBeNull();
  });

  it("is sent to the portal's page with the challenge and the way back", () => {
    const address = new URL(proveAddress("https://portal.example/ur", challenge, "/back?x=1"));
    expect(`${address.origin}${address.pathname}`).toBe("https://portal.example/seat/prove");
    expect(JSON.parse(address.searchParams.get("challenge") ?? "")).toEqual(challenge);
    expect(address.searchParams.get("back")).toBe("/back?x=1");
    expect(() => newChallenge({ origin: "no origin", licence: NUMBER })).toThrow();
    expect(() => newChallenge({ origin: ORIGIN, licence: "SND-00000-00000-1" })).toThrow();
  });
});

describe("an answer is refused", () => {
  const other = (change: Partial<Challenge>) => ({ ...challenge, ...change });

  it("that answers another challenge: of another system, another time, another licence, for another purpose, or an old one", () => {
    const nonce = "ab".repeat(32);
    const changes: Partial<Challenge>[] = [{ origin: "https://evil.example" }, { nonce }, { activates: true }];
    for (const change of [...changes, { at: new Date(NOW_MS).toISOString() }])
      expect(faultOf(answered(other(change), honest))).toBe("challenge");
    // The challenge's words put right afterwards: the signature is still under the other one.
    for (const change of changes) expect(faultOf({ ...answered(other(change), honest), challenge })).toBe("signature");
    expect(faultOf(answered(challenge, honest), { now: NOW_MS + 10 * 60_000 })).toBe("challenge-expired");
    expect(faultOf(answered(challenge, honest), { now: NOW_MS - 7 * 60_000 })).toBe("challenge-expired");
  });

  it("whose delegation has run out, or is not signed by the identity", () => {
    expect(faultOf(answered(challenge, { expiration: NOW }))).toBe("delegation-expired");
    expect(faultOf(answered(challenge, { ...honest, delegator: ed25519Key(9) }))).toBe("delegation");
    const answer = answered(challenge, honest);
    const [link] = answer.delegations;
    const later = { ...link, delegation: { ...link?.delegation, expiration: "7fffffffffffffff" } };
    expect(faultOf({ ...answer, delegations: [later] })).toBe("delegation");
    expect(faultOf({ ...answer, delegations: [] })).toBe("signature");
  });

  it("that another browser signed, or a canister in place of one", () => {
    expect(faultOf(answered(challenge, { ...honest, signer: p256Key(14) }))).toBe("signature");
    expect(faultOf(answered(challenge, { ...honest, session: canisterKey("a browser") }))).toBe("signature");
  });

  it("of an identity that no certificate stands behind", () => {
    const forged: Parameters<typeof canisterKey>[1][] = [
      { isRoot: true, subnetSigner: new KeyPair(9) },
      { isRoot: true, certifiedData: new Uint8Array(32) },
      // Signed by a subnet that does not show what kind it is of.
      {},
    ];
    for (const making of forged) {
      const identity = canisterKey("a person", making);
      expect(faultOf(answered(challenge, { ...honest, identity }), { proof: heldBy(identity) })).toBe("delegation");
    }
    // Off a local network one canister alone stands for people.
    const identity = canisterKey("a person");
    const question = { challenge, answer: answered(challenge, { ...honest, identity }), proof: heldBy(identity) };
    const elsewhere = checkHolder({ ...question, network: { ...NETWORK, network: "national" }, now: () => NOW_MS });
    expect(elsewhere).toEqual({ answer: "refused", fault: "delegation" });
    expect(principalText(IDENTITY_CANISTER)).not.toBe(principalText(CANISTER_ID));
  });

  it("of somebody else than the holder: by their identity, by their salt, by a principal that is not theirs", () => {
    const stranger = ed25519Key(21);
    expect(faultOf(answered(challenge, { ...honest, identity: stranger }))).toBe("other-holder");
    expect(faultOf(answered(challenge, { ...honest, salt: new Uint8Array(32) }))).toBe("other-holder");
    const principal = principalText(principalOf(IDENTITY));
    expect(faultOf({ ...answered(challenge, { ...honest, identity: stranger }), principal })).toBe("principal");
    expect(faultOf(answered(challenge, honest), { proof: proofOf(NUMBER) })).toBe("no-holder");
  });

  it("for a licence that is not in force, or whose proof does not hold: by the licence's own answer", () => {
    const answer = answered(challenge, honest);
    for (const status of ["suspended", "revoked"])
      expect(faultOf(answer, { proof: heldBy(IDENTITY, { status, reason: "terms" }) })).toBe(status);
    const witness = proofOf(NUMBER).witness;
    expect(verdictOn(answer, { proof: { ...heldBy(IDENTITY), witness } })).toMatchObject({
      answer: "unchecked",
      code: "witness-mismatch",
    });
  });

  it("that is none, whatever it is", () => {
    const answer = answered(challenge, honest);
    const wrong = [
      null,
      1,
      "",
      "{}",
      [],
      {},
      { ...answer, v: 2 },
      { ...answer, salt: "00" },
      { ...answer, signature: "x" },
    ];
    const [link] = answer.delegations;
    const targeted = { ...link, delegation: { ...link?.delegation, targets: ["00"] } };
    const more = [
      { ...answer, delegations: Array(21).fill(link) },
      { ...answer, delegations: [targeted] },
    ];
    for (const one of [...wrong, ...more]) expect(faultOf(one)).toBe("form");
  });
});
