import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  Delegation,
  DelegationChain,
  DelegationIdentity,
  ECDSAKeyIdentity,
  Ed25519KeyIdentity,
} from "@dfinity/identity";
import type { Principal } from "@dfinity/principal";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { blsReady } from "../crypto/bls.ts";
import { domainSeparator } from "../crypto/hash.ts";
import { selfAuthenticating } from "../crypto/principal.ts";
import { signingCanister, verifySignature } from "../crypto/signatures.ts";
import { assemble } from "../fixtures/compile.ts";
import { rawUpdate } from "../fixtures/rawCall.ts";
import { inMinutes, post } from "../fixtures/rawClient.ts";
import { canister } from "../fixtures/wat.ts";
import { freshIdentity, installCanister, type TestNetwork, throwawayLocalnet } from "../testing.ts";
import { verifiedTree } from "../tree/certificate.ts";
import { valuesBelow } from "../tree/hashTree.ts";
import type { CborMap } from "../wire/cbor.ts";
import { hashOfMap } from "../wire/requestId.ts";
import { CanisterSigner } from "./canisterSigner.ts";
import type { IdentityKey } from "./keys.ts";
import { type IdentityProvider, startIdentityProvider } from "./server.ts";
import { SIGNER_MODULE } from "./signerModule.ts";

const stateDir = mkdtempSync(join(tmpdir(), "localnet-identity-"));
const PORTAL = "http://portal.test:3000";
let network: TestNetwork;
let provider: IdentityProvider;
let echo: Principal;

const ECHO = canister(
  `(func (export "canister_update whoami")
  (call $caller_copy (i32.const 0) (i32.const 0) (call $caller_size))
  (call $append (i32.const 0) (call $caller_size)) (call $reply))
  (func (export "canister_update info")
    (call $info_copy (i32.const 0) (i32.const 0) (call $info_size))
    (call $signer_copy (call $info_size) (i32.const 0) (call $signer_size))
    (call $append (i32.const 0) (i32.add (call $info_size) (call $signer_size))) (call $reply))`,
  `(import "ic0" "msg_caller_info_data_size" (func $info_size (result i32)))
  (import "ic0" "msg_caller_info_data_copy" (func $info_copy (param i32 i32 i32)))
  (import "ic0" "msg_caller_info_signer_size" (func $signer_size (result i32)))
  (import "ic0" "msg_caller_info_signer_copy" (func $signer_copy (param i32 i32 i32)))`,
);

beforeAll(async () => {
  network = await throwawayLocalnet();
  provider = await startIdentityProvider({ port: 0, stateDir, networkHost: network.url });
  echo = await installCanister({ agent: await network.agent(freshIdentity()), wasm: await assemble(ECHO) });
});
afterAll(async () => {
  await provider?.stop();
  await network?.stop();
  rmSync(stateDir, { recursive: true, force: true });
});

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
const bytes = (text: string | undefined) => Uint8Array.from(Buffer.from(text ?? "", "base64"));

async function ask(body: Record<string, unknown>, headers: Record<string, string> = {}) {
  const response = await fetch(`${provider.url}/delegate`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: provider.url, ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
}

async function signIn(anchor: string, origin = PORTAL, more: Record<string, unknown> = {}) {
  const session = await ECDSAKeyIdentity.generate();
  const sessionPublicKey = base64(session.getPublicKey().toDer());
  const { status, body } = await ask({ anchor, origin, sessionPublicKey, ...more });
  if (status !== 200) throw new Error(body.error);
  const delegation = new Delegation(bytes(body.pubkey), BigInt(body.expiration ?? 0));
  const chain = DelegationChain.fromDelegations(
    [{ delegation, signature: bytes(body.signature) as never }],
    bytes(body.userPublicKey),
  );
  return { chain, identity: DelegationIdentity.fromDelegation(session, chain) };
}

describe("the local identity provider", () => {
  it.each(["demo 1", "demo 2", "demo 3", "Ayesha"])("signs %s in to the network", async (anchor) => {
    const { identity } = await signIn(anchor);
    const caller = await rawUpdate(await network.agent(identity), echo, "whoami");
    expect(Buffer.from(caller)).toEqual(Buffer.from(identity.getPrincipal().toUint8Array()));
  });

  it.each(["demo 1", "demo 2", "demo 3"])(
    "makes delegations for %s that cannot be stretched or given to another",
    async (anchor) => {
      const { chain, identity } = await signIn(anchor);
      const [signed] = chain.delegations;
      if (!signed) throw new Error("no delegation");
      const session = Ed25519KeyIdentity.generate();
      const stretched = new Delegation(signed.delegation.pubkey, signed.delegation.expiration + 1n);
      const stolen = new Delegation(Uint8Array.from(session.getPublicKey().toDer()), signed.delegation.expiration);
      for (const delegation of [stretched, stolen]) {
        const forged = DelegationChain.fromDelegations([{ delegation, signature: signed.signature }], chain.publicKey);
        const key = delegation === stolen ? session : identity;
        const imposter = DelegationIdentity.fromDelegation(key, forged);
        await expect(rawUpdate(await network.agent(imposter), echo, "whoami")).rejects.toThrow(/Invalid/);
      }
    },
  );

  it.each(["demo 1", "demo 2", "demo 3"])("gives %s one principal an origin", async (anchor) => {
    const principal = async (origin: string) => (await signIn(anchor, origin)).identity.getPrincipal().toText();
    expect(await principal(PORTAL)).toBe(await principal(PORTAL));
    expect(await principal(PORTAL)).not.toBe(await principal("http://portal.test:3001"));
  });

  it("tells its identities apart and finds them again after a restart", async () => {
    const all = ["demo 1", "demo 3", "demo 4", "ayesha"];
    const principals = () =>
      Promise.all(all.map(async (anchor) => (await signIn(anchor)).identity.getPrincipal().toText()));
    const before = await principals();
    expect(new Set(before).size).toBe(all.length);
    await provider.stop();
    provider = await startIdentityProvider({ port: 0, stateDir, networkHost: network.url });
    expect(await principals()).toEqual(before);
    expect(statSync(join(stateDir, "seed")).mode & 0o777).toBe(0o600);
  });

  it("delegates for as long as it was asked to, and thirty days at most", async () => {
    const life = async (asked: bigint) => {
      const { chain } = await signIn("demo 1", PORTAL, { maxTimeToLive: String(asked) });
      return Number((chain.delegations[0]?.delegation.expiration ?? 0n) / 1_000_000n) - Date.now();
    };
    expect(Math.abs((await life(60_000_000_000n)) - 60_000)).toBeLessThan(5000);
    expect(Math.abs((await life(10n ** 19n)) - 30 * 86_400_000)).toBeLessThan(5000);
  });

  it.each([
    [{ anchor: "" }, 400, "anchor"],
    [{ anchor: "<b>" }, 400, "anchor"],
    [{ origin: "http://portal.test:3000/path" }, 400, "origin"],
    [{ origin: "file:///etc" }, 400, "origin"],
    [{ sessionPublicKey: "" }, 400, "session-key"],
    [{ maxTimeToLive: "-1" }, 400, "malformed"],
    [{ anchor: 7 }, 400, "malformed"],
  ])("refuses %j", async (wrong, status, error) => {
    const sessionPublicKey = base64(Ed25519KeyIdentity.generate().getPublicKey().toDer());
    expect(await ask({ anchor: "demo 1", origin: PORTAL, sessionPublicKey, ...wrong })).toEqual({
      status,
      body: { error },
    });
  });

  it("answers its own page only", async () => {
    expect(await ask({}, { origin: "http://evil.test" })).toEqual({ status: 403, body: { error: "foreign-page" } });
  });

  it("serves its page with a policy that lets nothing else in", async () => {
    const page = await fetch(`${provider.url}/`);
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(page.headers.get("cross-origin-opener-policy")).toBeNull();
    expect(await page.text()).toContain("Demonstration");
    expect((await fetch(`${provider.url}/seed`)).status).toBe(404);
  });
});

describe("canister signatures", () => {
  const signer = () => new CanisterSigner(network.url, new Uint8Array(32));
  const content = (key: IdentityKey, senderInfo: CborMap): CborMap => ({
    request_type: "call",
    canister_id: echo.toUint8Array(),
    method_name: "info",
    arg: new Uint8Array(),
    sender: selfAuthenticating(key.publicDer),
    ingress_expiry: inMinutes(4),
    sender_info: senderInfo,
  });
  const signed = async (key: IdentityKey, domain: string, message: Uint8Array) =>
    Uint8Array.from(await key.sign(Buffer.concat([domainSeparator(domain), message])));

  async function send(key: IdentityKey, senderInfo: CborMap) {
    const request = content(key, senderInfo);
    const signature = await signed(key, "ic-request", hashOfMap(request));
    const fields = { content: request, sender_pubkey: key.publicDer, sender_sig: signature };
    return post(network.url, { version: 3, id: echo.toUint8Array(), action: "call" }, { fields });
  }

  it("sign requests themselves, and vouch for what is said about the sender", async () => {
    const key = await signer().key(new Uint8Array(32), "vouched");
    const signerId = signingCanister(key.publicDer) ?? new Uint8Array();
    const info = Uint8Array.from(Buffer.from("age > 18"));
    const senderInfo = { info, signer: signerId, sig: await signed(key, "ic-sender-info", info) };
    const { body } = await send(key, senderInfo);
    await blsReady();
    const tree = verifiedTree(body.certificate as Uint8Array, network.rootKey, echo.toUint8Array());
    const values = tree ? valuesBelow([Buffer.from("request_status")], tree) : [];
    const expected = Buffer.concat([info, signerId]);
    expect(values.some((value) => expected.equals(value))).toBe(true);
    const invented = { ...senderInfo, info: Uint8Array.of(1) };
    expect(await send(key, invented)).toMatchObject({ status: 403, text: expect.stringContaining("sender_info") });
    expect((await send(key, { ...senderInfo, signer: Uint8Array.of(1) })).status).toBe(403);
  });

  it("of one canister are not another's", async () => {
    const [mine, theirs] = [signer(), new CanisterSigner(network.url, new Uint8Array(32).fill(1))];
    const [key, other] = [await mine.key(new Uint8Array(32), "a"), await theirs.key(new Uint8Array(32), "a")];
    await blsReady();
    const payload = Uint8Array.of(1, 2, 3);
    const signature = await key.sign(payload);
    expect(verifySignature(key.publicDer, payload, signature, network.rootKey)).toBe(true);
    expect(verifySignature(other.publicDer, payload, signature, network.rootKey)).toBe(false);
    expect(verifySignature(key.publicDer, Uint8Array.of(1), signature, network.rootKey)).toBe(false);
  });
});

describe("a derivation origin", () => {
  let site: Server;
  let origin: string;
  let listed: unknown = { alternativeOrigins: [PORTAL] };
  let status = 200;
  beforeAll(async () => {
    site = createServer((request, response) => {
      if (request.url !== "/.well-known/ii-alternative-origins") response.writeHead(404).end();
      else if (status === 302) response.writeHead(302, { location: "/elsewhere" }).end();
      else response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(listed));
    });
    await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
    origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  });
  afterAll(() => site.close());

  it("that lists the site gives the site its principals", async () => {
    const there = (await signIn("demo 1", origin)).identity.getPrincipal().toText();
    const here = (await signIn("demo 1", PORTAL, { derivationOrigin: origin })).identity.getPrincipal().toText();
    expect(here).toBe(there);
  });

  it("that does not, or says so badly, does not", async () => {
    const attempt = () => signIn("demo 1", PORTAL, { derivationOrigin: origin });
    listed = { alternativeOrigins: ["http://other.test"] };
    await expect(attempt()).rejects.toThrow("derivation-origin");
    listed = { alternativeOrigins: [PORTAL, ...Array.from({ length: 10 }, (_, index) => `http://${index}.test`)] };
    await expect(attempt()).rejects.toThrow("derivation-origin");
    listed = { alternativeOrigins: [PORTAL] };
    status = 302;
    await expect(attempt()).rejects.toThrow("derivation-origin");
  });
});

describe("the signing canister", () => {
  it("is the one in signer.wat", async () => {
    const source = readFileSync(new URL("./signer.wat", import.meta.url), "utf8");
    expect(Buffer.from(await assemble(source)).equals(SIGNER_MODULE)).toBe(true);
  });
});
