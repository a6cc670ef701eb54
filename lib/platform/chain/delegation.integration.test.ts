import { Ed25519KeyIdentity } from "@dfinity/identity";
import { Principal } from "@dfinity/principal";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CanisterSigner } from "../../../localnet/identity/canisterSigner.ts";
import { Delegator } from "../../../localnet/identity/delegation.ts";
import { type TestNetwork, throwawayLocalnet } from "../../../localnet/testing.ts";
import { DelegationError, signedBy, type Trust } from "./delegation.ts";
import type { SignedDelegations } from "./signedDelegations.ts";

const message = new TextEncoder().encode("sign me in");
const seed = new Uint8Array(32).fill(7);
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

let network: TestNetwork;
let trust: Trust;

beforeAll(async () => {
  network = await throwawayLocalnet();
  trust = { rootKey: network.rootKey, identityCanisters: "any" };
}, 60_000);

afterAll(() => network.stop());

/** A chain of one delegation from the provider's `anchor` to a fresh session key, and that key's signature. */
async function proof(anchor: string) {
  const session = Ed25519KeyIdentity.generate();
  const delegator = new Delegator(seed, new CanisterSigner(network.url, seed));
  const sessionPublicKey = session.getPublicKey().toDer();
  const signed = await delegator.delegate({ anchor, origin: "http://portal.test", sessionPublicKey });
  const delegation = { pubkey: hex(signed.pubkey), expiration: signed.expiration.toString(16).padStart(16, "0") };
  const chain: SignedDelegations = {
    publicKey: hex(signed.userPublicKey),
    delegations: [{ delegation, signature: hex(signed.signature) }],
  };
  return { chain, signature: await session.sign(message) };
}

/** `text` in hex with one byte turned over, counted from the end. */
function flipped(text: string, fromEnd: number): string {
  const bytes = Buffer.from(text, "hex");
  const at = bytes.length - fromEnd;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes.toString("hex");
}

describe.each(["demo 1", "demo 2", "demo 3"])("%s of the identity provider", (anchor) => {
  test("signs in as its own principal", async () => {
    const { chain, signature } = await proof(anchor);
    const principal = await signedBy(chain, message, signature, trust, new Date());
    expect(principal.toText()).toBe(Principal.selfAuthenticating(Buffer.from(chain.publicKey, "hex")).toText());
  });

  test("is refused with a byte of the delegation's signature, its expiry or the message changed", async () => {
    const { chain, signature } = await proof(anchor);
    const [link] = chain.delegations;
    if (!link) throw new Error("no delegation");
    const withLink = (change: Partial<typeof link>) => ({ ...chain, delegations: [{ ...link, ...change }] });
    const longer = { ...link.delegation, expiration: "7fffffffffffffff" };
    for (const forged of [withLink({ signature: flipped(link.signature, 20) }), withLink({ delegation: longer })])
      await expect(signedBy(forged, message, signature, trust, new Date())).rejects.toThrow(DelegationError);
    const other = new TextEncoder().encode("sign me out");
    await expect(signedBy(chain, other, signature, trust, new Date())).rejects.toThrow(DelegationError);
  });
});

test("a canister that is no trusted identity provider signs nobody in, nor one under another root key", async () => {
  const { chain, signature } = await proof("demo 3");
  const elsewhere: Trust = { ...trust, identityCanisters: ["rdmx6-jaaaa-aaaaa-aaadq-cai"] };
  await expect(signedBy(chain, message, signature, elsewhere, new Date())).rejects.toThrow(DelegationError);
  const rootKey = network.rootKey.slice();
  rootKey[rootKey.length - 1] = (rootKey[rootKey.length - 1] ?? 0) ^ 1;
  await expect(signedBy(chain, message, signature, { ...trust, rootKey }, new Date())).rejects.toThrow(DelegationError);
});
