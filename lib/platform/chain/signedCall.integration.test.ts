import { Cbor } from "@dfinity/agent";
import { Delegation, DelegationChain, DelegationIdentity, Ed25519KeyIdentity } from "@dfinity/identity";
import { Principal } from "@dfinity/principal";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CanisterSigner } from "../../../localnet/identity/canisterSigner.ts";
import { Delegator } from "../../../localnet/identity/delegation.ts";
import { type TestNetwork, throwawayLocalnet } from "../../../localnet/testing.ts";
import type { Trust } from "./delegation.ts";
import type { GovernanceCall } from "./governance.ts";
import { callOf } from "./personal.ts";
import { type ExpectedCall, readSignedCall } from "./readSignedCall.ts";
import { approvalArgument, governanceArgument, signedCall } from "./signedCall.ts";

const seed = new Uint8Array(32).fill(7);
const canister = Principal.fromUint8Array(Uint8Array.of(1, 2, 3)).toText();
const approval = { batchId: "B-0001", manifestHash: "a1".repeat(32), planHash: "b2".repeat(32) };
const arg = approvalArgument(approval);
const expected: ExpectedCall = { canister, methods: ["approveBatch"], argument: arg };

let network: TestNetwork;
let trust: Trust;

beforeAll(async () => {
  network = await throwawayLocalnet();
  trust = { rootKey: network.rootKey, identityCanisters: "any" };
}, 180_000);

afterAll(() => network.stop());

/** A session of the provider's `anchor`, as a browser holds it. */
async function identityOf(anchor: string): Promise<DelegationIdentity> {
  const session = Ed25519KeyIdentity.generate();
  const delegator = new Delegator(seed, new CanisterSigner(network.url, seed));
  const sessionPublicKey = session.getPublicKey().toDer();
  const signed = await delegator.delegate({ anchor, origin: "http://portal.test", sessionPublicKey });
  const { pubkey, expiration, signature, userPublicKey } = signed;
  const link = { delegation: new Delegation(pubkey, expiration), signature: signature as never };
  return DelegationIdentity.fromDelegation(session, DelegationChain.fromDelegations([link], userPublicKey as never));
}

const sign = (identity: Parameters<typeof signedCall>[0], change: Partial<Parameters<typeof signedCall>[1]> = {}) =>
  signedCall(identity, { canister, method: "approveBatch", arg, expiresInSeconds: 240, ...change });
const read = (envelope: Uint8Array, change: Partial<ExpectedCall> = {}, now = new Date()) =>
  readSignedCall(envelope, { ...expected, ...change }, trust, now);
const fault = async (...asked: Parameters<typeof read>) => {
  const answer = await read(...asked);
  return answer.ok ? "none" : answer.fault;
};

type Fields = {
  content: Record<string, unknown>;
  sender_pubkey: Uint8Array;
  sender_sig: Uint8Array;
  sender_delegation: { delegation: Record<string, unknown>; signature: Uint8Array }[];
};

/** The envelope with something in it changed. */
function changed(envelope: Uint8Array, change: (fields: Fields) => void): Uint8Array {
  const fields = Cbor.decode<Fields>(envelope);
  change(fields);
  return Cbor.encode(fields);
}

function flip(bytes: Uint8Array | undefined): void {
  if (bytes) bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 1;
}

describe.each(["demo 1", "demo 2", "demo 3"])("%s of the identity provider", (anchor) => {
  test("signs a call that is read back whole", async () => {
    const identity = await identityOf(anchor);
    const answer = await read(await sign(identity));
    expect(answer).toMatchObject({
      ok: true,
      call: { principal: identity.getPrincipal().toText(), method: "approveBatch", argument: { batchId: "B-0001" } },
    });
  });

  test("signs nothing that was changed on the way: its delegation, its call, its sender, its signature", async () => {
    const envelope = await sign(await identityOf(anchor));
    const other = approvalArgument({ ...approval, batchId: "B-0002" });
    const tampered = [
      (fields: Fields) => flip(fields.sender_delegation[0]?.signature),
      (fields: Fields) => flip(fields.sender_delegation[0]?.delegation.pubkey as Uint8Array),
      (fields: Fields) => flip(fields.sender_sig),
      (fields: Fields) => Object.assign(fields.content, { nonce: new Uint8Array(16) }),
      (fields: Fields) => Object.assign(fields.sender_delegation[0]?.delegation ?? {}, { expiration: 2n ** 62n }),
    ];
    for (const change of tampered) expect(await fault(changed(envelope, change))).toBe("signature");
    const another = changed(envelope, (fields) => Object.assign(fields.content, { arg: other }));
    expect(await fault(another, { argument: other })).toBe("signature");
    expect(await fault(another)).toBe("argument");
  });
});

test("a key without a delegation signs for itself", async () => {
  const identity = Ed25519KeyIdentity.generate();
  const answer = await read(await sign(identity));
  expect(answer).toMatchObject({ ok: true, call: { principal: identity.getPrincipal().toText() } });
});

test("it is said which part is not the one that was to be signed", async () => {
  const identity = Ed25519KeyIdentity.generate();
  const envelope = await sign(identity);
  expect(await fault(new Uint8Array())).toBe("form");
  expect(await fault(new Uint8Array(20_000))).toBe("form");
  expect(await fault(changed(envelope, (fields) => Object.assign(fields.content, { more: "1" })))).toBe("form");
  expect(await fault(await sign(identity, { canister: "aaaaa-aa" }))).toBe("canister");
  expect(await fault(await sign(identity, { method: "suspend" }))).toBe("method");
  expect(await fault(envelope, { methods: ["move", "agree"] })).toBe("method");
  for (const change of [{ batchId: "B-0002" }, { manifestHash: "a2".repeat(32) }, { planHash: "b3".repeat(32) }])
    expect(await fault(envelope, { argument: approvalArgument({ ...approval, ...change }) })).toBe("argument");
  expect(await fault(await sign(identity, { arg: Uint8Array.of(1, 2, 3) }), { argument: undefined as never })).toBe(
    "argument",
  );
});

test("it runs out, and none is taken that runs out later than a network would take it", async () => {
  const envelope = await sign(Ed25519KeyIdentity.generate());
  const at = (minutes: number) => new Date(Date.now() + minutes * 60_000);
  expect(await fault(envelope, {}, at(1))).toBe("none");
  expect(await fault(envelope, {}, at(5))).toBe("expiry");
  expect(await fault(envelope, {}, at(-10))).toBe("expiry");
});

test("nobody signs for another: the sender is the principal of the key", async () => {
  const [one, other] = [Ed25519KeyIdentity.generate(), Ed25519KeyIdentity.generate()];
  const posing = { getPrincipal: () => other.getPrincipal(), transformRequest: one.transformRequest.bind(one) };
  expect(await fault(await sign(posing))).toBe("sender");
});

test("a provider that is not trusted, or another network's, vouches for nobody", async () => {
  const envelope = await sign(await identityOf("demo 3"));
  const rootKey = trust.rootKey.slice();
  flip(rootKey);
  const elsewhere: Trust[] = [
    { ...trust, identityCanisters: ["rdmx6-jaaaa-aaaaa-aaadq-cai"] },
    { ...trust, rootKey },
  ];
  for (const other of elsewhere)
    expect(await readSignedCall(envelope, expected, other, new Date())).toEqual({ ok: false, fault: "signature" });
});

test("a governor's call comes back as it was put in", async () => {
  const principal = Ed25519KeyIdentity.generate().getPrincipal().toText();
  const caps = { total: 5, government: 1, education: 2, startups: 1, private: 1 };
  const move = (act: Extract<GovernanceCall, { method: "move" }>["argument"]["act"]): GovernanceCall => ({
    method: "move",
    argument: { operation: "op-1", act, decision: "Because." },
  });
  const calls: GovernanceCall[] = [
    move({ kind: "grant", principal, role: "approver" }),
    move({ kind: "withdraw", principal, role: "governor" }),
    move({ kind: "caps", caps }),
    move({ kind: "policy", policy: { approvals: 2, governors: 2, delay: "86400000000000" } }),
    move({ kind: "returnPlaces", sector: "private", places: 3 }),
    { method: "agree", argument: { motion: "7" } },
    { method: "cancel", argument: { motion: "7", reason: "No.", decision: "cancellation-1" } },
    { method: "enact", argument: { motion: "7" } },
    {
      method: "disownHead",
      argument: { block: "7", sequence: "18446744073709551615", reason: "keyStolen", decision: "Minute 12/2026" },
    },
  ];
  for (const call of calls) {
    const envelope = await sign(Ed25519KeyIdentity.generate(), { method: call.method, arg: governanceArgument(call) });
    const answer = await readSignedCall(envelope, { canister, methods: [call.method] }, trust, new Date());
    if (!answer.ok) throw new Error(answer.fault);
    expect(callOf(call.method, answer.call.argument)).toEqual(call);
  }
});
