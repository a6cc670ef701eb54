import { Certificate, HttpAgent, lookupResultToBuffer } from "@dfinity/agent";
import { Principal } from "@dfinity/principal";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { assemble } from "../fixtures/compile.ts";
import {
  delegate,
  type Envelope,
  envelope,
  inMinutes,
  type Key,
  plainKey,
  post,
  webAuthnKey,
} from "../fixtures/rawClient.ts";
import { WORKBENCH } from "../fixtures/wat.ts";
import { freshIdentity, installCanister, type TestNetwork, throwawayLocalnet } from "../testing.ts";
import { hashTreeFrom, subtree, valuesBelow } from "../tree/hashTree.ts";
import { asMap, type CborMap, decodeCbor, encodeCbor } from "../wire/cbor.ts";

// The HTTPS interface, spoken to byte by byte.

let network: TestNetwork;
let id: Uint8Array;
const key = plainKey("ed25519");

beforeAll(async () => {
  network = await throwawayLocalnet();
  const agent = await network.agent(freshIdentity());
  id = (await installCanister({ agent, wasm: await assemble(WORKBENCH) })).toUint8Array();
});
afterAll(() => network?.stop());

const call = (method = "bump", more: CborMap = {}): CborMap => ({
  request_type: "call",
  canister_id: id,
  method_name: method,
  arg: new Uint8Array(),
  nonce: crypto.getRandomValues(new Uint8Array(16)),
  ...more,
});
const query = (more: CborMap = {}): CborMap => ({ ...call("count"), request_type: "query", ...more });
const read = (...paths: (string | Uint8Array)[][]): CborMap => ({
  request_type: "read_state",
  paths: paths.map((path) => path.map((part) => Uint8Array.from(Buffer.from(part)))),
});
const send = (request: Envelope, version: 2 | 3 | 4 = 3) => post(network.url, { version, id, action: "call" }, request);
const ask = (request: Envelope, version: 2 | 3 = 3) => post(network.url, { version, id, action: "query" }, request);
const readState = (request: Envelope, version: 2 | 3 = 3) =>
  post(network.url, { version, id, action: "read_state" }, request);

async function kept(): Promise<number> {
  const { body } = await ask(envelope(query(), null));
  const { arg } = body.reply as { arg: Uint8Array };
  return new DataView(arg.buffer, arg.byteOffset).getUint32(0, true);
}

async function verified(body: CborMap) {
  const certificate = body.certificate as Uint8Array;
  return Certificate.create({ certificate, rootKey: network.rootKey, canisterId: Principal.fromUint8Array(id) });
}
async function leaf(body: CborMap, ...path: (string | Uint8Array)[]): Promise<Uint8Array | undefined> {
  return lookupResultToBuffer((await verified(body)).lookup_path(path.map((part) => Buffer.from(part))));
}

describe("signatures", () => {
  it.each<[string, () => Key]>([
    ["Ed25519", () => plainKey("ed25519")],
    ["ECDSA on P-256", () => plainKey("P-256")],
    ["ECDSA on secp256k1", () => plainKey("secp256k1")],
    ["WebAuthn", webAuthnKey],
  ])("of %s are accepted, and refused once anything is changed", async (_kind, make) => {
    const signer = make();
    const before = await kept();
    expect((await send(envelope(call(), signer))).body.status).toBe("replied");
    const forged = envelope(call(), signer);
    forged.fields.sender_sig = envelope(call(), signer).fields.sender_sig ?? "";
    expect(await send(forged)).toMatchObject({ status: 403, text: expect.stringContaining("Invalid signature") });
    const altered = envelope(call(), signer);
    altered.fields.content = { ...altered.content, method_name: "stable" };
    expect((await send(altered)).status).toBe(403);
    const foreign = envelope(call("bump", { sender: envelope(call(), make()).content.sender ?? "" }), signer);
    expect((await send(foreign)).status).toBe(403);
    expect(await kept()).toBe(before + 1);
  });

  it("are neither missing from a named sender nor present with an anonymous one", async () => {
    const unsigned = envelope(call(), key);
    delete unsigned.fields.sender_sig;
    expect((await send(unsigned)).status).toBe(400);
    const anonymous = envelope(call(), null);
    anonymous.fields.sender_pubkey = key.der;
    expect((await send(anonymous)).status).toBe(400);
    expect((await send(envelope(call(), null))).status).toBe(200);
  });
});

describe("delegations", () => {
  const session = plainKey("P-256");
  const via = (rest: CborMap = {}, content = call()) =>
    envelope(content, session, { root: key, delegations: [delegate(key, session, rest)] });

  it("let a session key sign for another, over several steps too", async () => {
    expect((await send(via())).status).toBe(200);
    const middle = plainKey("secp256k1");
    const delegations = [delegate(key, middle), delegate(middle, session)];
    expect((await send(envelope(call(), session, { root: key, delegations }))).status).toBe(200);
  });

  it("hold for their targets only", async () => {
    expect((await send(via({ targets: [Uint8Array.of(1), id] }))).status).toBe(200);
    expect(await send(via({ targets: [Uint8Array.of(1)] }))).toMatchObject({ status: 403 });
    expect((await send(via({ targets: Array.from({ length: 1001 }, () => id) }))).status).toBe(403);
  });

  it("hold for their permissions only", async () => {
    expect((await send(via({ permissions: "queries" }))).status).toBe(403);
    expect((await ask(via({ permissions: "queries" }, query()))).status).toBe(200);
    expect((await ask(via({ permissions: "some" }, query()))).status).toBe(403);
  });

  it("expire", async () => {
    const late = await send(via({ expiration: inMinutes(-1) }));
    expect(late).toMatchObject({ status: 400, text: expect.stringContaining("Invalid delegation expiry") });
  });

  it("are refused when forged, cyclic or too many", async () => {
    const forged = delegate(plainKey("ed25519"), session);
    expect((await send(envelope(call(), session, { root: key, delegations: [forged] }))).status).toBe(403);
    const altered = delegate(key, session);
    altered.delegation = { ...altered.delegation, expiration: inMinutes(1000) };
    expect((await send(envelope(call(), session, { root: key, delegations: [altered] }))).status).toBe(403);
    const cycle = [delegate(key, session), delegate(session, key)];
    expect((await send(envelope(call(), key, { root: key, delegations: cycle }))).status).toBe(403);
    const keys = [key, ...Array.from({ length: 21 }, () => plainKey("ed25519"))];
    const chain = (length: number) => keys.slice(1, length + 1).map((to, index) => delegate(keys[index] as Key, to));
    const through = (length: number) =>
      envelope(call(), keys[length] as Key, { root: key, delegations: chain(length) });
    expect((await send(through(20))).status).toBe(200);
    expect((await send(through(21))).status).toBe(403);
  });
});

describe("expiry", () => {
  it.each([
    ["past", -1],
    ["too far ahead", 6],
  ])("%s is refused in the words that agents know", async (_what, minutes) => {
    const text = expect.stringMatching(/^Invalid request expiry: /);
    const request = { ingress_expiry: inMinutes(minutes) };
    expect(await send(envelope(call("bump", request), key))).toMatchObject({ status: 400, text });
    expect(await ask(envelope(query(request), key))).toMatchObject({ status: 400, text });
    expect((await ask(envelope(query(request), null))).status).toBe(200);
  });
});

describe("calls", () => {
  it.each([3, 4] as const)("at version %i answer with a certificate", async (version) => {
    const request = envelope(call(), key);
    const { body } = await send(request, version);
    expect(body.status).toBe("replied");
    expect(Buffer.from((await leaf(body, "request_status", request.requestId, "status")) ?? []).toString()).toBe(
      "replied",
    );
    expect(await leaf(body, "time")).toBeDefined();
  });

  it("at version 2 are accepted and asked for later, by their sender only", async () => {
    const request = envelope(call(), key);
    expect((await send(request, 2)).status).toBe(202);
    const status = read(["request_status", request.requestId]);
    let state = "";
    for (let tries = 0; tries < 20 && state !== "replied"; tries += 1) {
      const { body } = await readState(envelope(status, key), 2);
      state = Buffer.from((await leaf(body, "request_status", request.requestId, "status")) ?? []).toString();
    }
    expect(state).toBe("replied");
    expect((await readState(envelope(status, plainKey("ed25519")))).status).toBe(403);
  });

  it("sent twice are executed once and answered alike", async () => {
    const before = await kept();
    const request = envelope(call(), key);
    const answers = await Promise.all([send(request), send(request), send(request)]);
    const replies = await Promise.all(
      answers.map(({ body }) => leaf(body, "request_status", request.requestId, "reply")),
    );
    expect(new Set(replies.map((reply) => Buffer.from(reply ?? []).toString("hex"))).size).toBe(1);
    expect((await send(request)).body.status).toBe("replied");
    expect(await kept()).toBe(before + 1);
  });

  it("refused before processing say so without a certificate", async () => {
    const nowhere = Uint8Array.of(0, 0, 0, 0, 0, 9, 9, 9, 1, 1);
    const request = envelope(call("bump", { canister_id: nowhere }), key);
    const { body } = await post(network.url, { version: 3, id: nowhere, action: "call" }, request);
    expect(body).toMatchObject({ status: "non_replicated_rejection", reject_code: 3, error_code: "IC0301" });
    const asynchronous = await post(network.url, { version: 2, id: nowhere, action: "call" }, request);
    expect(asynchronous.body).not.toHaveProperty("status");
    expect(asynchronous.body.error_code).toBe("IC0301");
  });

  it("must be sent to the canister they are for", async () => {
    const request = envelope(call("bump", { canister_id: Uint8Array.of(1) }), key);
    expect((await send(request)).status).toBe(400);
  });
});

describe("certificates", () => {
  it("fail verification when any byte is changed", async () => {
    const { body } = await send(envelope(call(), key));
    const certificate = body.certificate as Uint8Array;
    await verified(body);
    for (let at = 20; at < certificate.length; at += Math.ceil(certificate.length / 12)) {
      const flipped = Uint8Array.from(certificate);
      flipped[at] = (flipped[at] ?? 0) ^ 1;
      await expect(verified({ certificate: flipped })).rejects.toThrow();
    }
  });

  it("carry a delegation that names the subnet and its ranges in both forms", async () => {
    const { body } = await readState(envelope(read(["time"]), null));
    const { cert } = await verified(body);
    const delegation = cert.delegation;
    if (!delegation) throw new Error("no delegation");
    expect(Principal.fromUint8Array(delegation.subnet_id).toText()).toBe(network.subnetId);
    const inner = asMap(decodeCbor(Uint8Array.from(delegation.certificate)));
    const tree = hashTreeFrom(inner?.tree) ?? [0];
    const subnet = Buffer.from(delegation.subnet_id);
    expect(subtree([Buffer.from("subnet"), subnet, Buffer.from("canister_ranges")], tree)?.[0]).toBe(3);
    expect(valuesBelow([Buffer.from("canister_ranges"), subnet], tree)).toHaveLength(1);
    expect(inner?.delegation).toBeUndefined();
  });

  it("do not verify under another root key", async () => {
    const { body } = await readState(envelope(read(["time"]), null));
    const other = Uint8Array.from(network.rootKey);
    other[100] = (other[100] ?? 0) ^ 1;
    const certificate = body.certificate as Uint8Array;
    const canisterId = Principal.fromUint8Array(id);
    await expect(Certificate.create({ certificate, rootKey: other, canisterId })).rejects.toThrow();
  });
});

describe("queries", () => {
  it("are signed by the node, and a changed answer is noticed", async () => {
    const tampering = async (address: RequestInfo | URL, init?: RequestInit) => {
      const response = await fetch(address, init);
      if (!String(address).endsWith("/query")) return response;
      const bytes = new Uint8Array(await response.arrayBuffer());
      const at = Buffer.from(bytes).indexOf(Buffer.from("carg", "latin1")) + 6;
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      return new Response(bytes, { status: response.status, headers: response.headers });
    };
    const options = { host: network.url, rootKey: network.rootKey, retryTimes: 0 };
    const request = { methodName: "count", arg: new Uint8Array() };
    const canister = Principal.fromUint8Array(id);
    const honest = await (await HttpAgent.create(options)).query(canister, request);
    expect(honest.status).toBe("replied");
    const tampered = await HttpAgent.create({ ...options, fetch: tampering });
    await expect(tampered.query(canister, request)).rejects.toThrow(/[Ss]ignature/);
  });

  it.each([2, 3] as const)("at version %i are rejected with a signature too", async (version) => {
    const { body } = await ask(envelope(query({ method_name: "nothing" }), null), version);
    expect(body).toMatchObject({ status: "rejected", error_code: "IC0536", reject_code: 5 });
    expect(body.signatures).toHaveLength(1);
  });
});

describe("read_state", () => {
  it("shows what is public of a canister, and proves what is not there", async () => {
    const paths = ["module_hash", "controllers", "canister_creation_timestamp", "last_install_timestamp"];
    const { body } = await readState(envelope(read(...paths.map((name) => ["canister", id, name])), null));
    for (const name of paths) expect(await leaf(body, "canister", id, name)).toBeDefined();
    const absent = await readState(envelope(read(["canister", id, "metadata", "nothing"]), null));
    const found = (await verified(absent.body)).lookup_path(
      ["canister", id, "metadata", "nothing"].map((part) => Buffer.from(part)),
    );
    expect(found.status).toBe("Absent");
  });

  it.each<[string, () => (string | Uint8Array)[]]>([
    ["certified data", () => ["canister", id, "certified_data"]],
    ["the whole canister", () => ["canister", id]],
    ["another canister", () => ["canister", Uint8Array.of(1, 1), "module_hash"]],
    ["sharded ranges at a canister's address", () => ["canister_ranges", Uint8Array.of(1)]],
    ["the root", () => ["nothing"]],
  ])("does not show %s", async (_what, path) => {
    expect((await readState(envelope(read(path()), null))).status).toBe(403);
  });

  it("answers at the subnet's address, in both versions", async () => {
    const subnet = Principal.fromText(network.subnetId).toUint8Array();
    for (const version of [2, 3] as const) {
      const path = { version, at: "subnet", id: subnet, action: "read_state" } as const;
      const { status, body } = await post(
        network.url,
        path,
        envelope(read(["canister_ranges", subnet], ["subnet"]), null),
      );
      expect(status).toBe(200);
      const certificate = body.certificate as Uint8Array;
      expect(certificate.length).toBeGreaterThan(300);
    }
    const elsewhere = { version: 3, at: "subnet", id: Uint8Array.of(1, 2, 2), action: "read_state" } as const;
    expect((await post(network.url, elsewhere, envelope(read(["subnet"]), null))).status).toBe(400);
  });
});

describe("what is no request", () => {
  const raw = (body: Uint8Array<ArrayBuffer>, type = "application/cbor", path = "query") =>
    fetch(`${network.url}/api/v2/canister/${Principal.fromUint8Array(id).toText()}/${path}`, {
      method: "POST",
      headers: { "content-type": type },
      body,
    });

  it("is refused with a sentence", async () => {
    expect((await raw(Uint8Array.of(1, 2, 3))).status).toBe(400);
    expect((await raw(new Uint8Array())).status).toBe(400);
    expect((await raw(Uint8Array.of(0xa0), "text/plain")).status).toBe(415);
    expect((await raw(new Uint8Array(6 * 1024 * 1024))).status).toBe(413);
    expect((await raw(Uint8Array.of(0xa0), "application/cbor", "nothing")).status).toBe(404);
    expect((await fetch(`${network.url}/`)).status).toBe(404);
    const mistyped = envelope(query({ canister_id: "text" }), null);
    expect((await ask(mistyped)).status).toBe(400);
  });
});

describe("noise", () => {
  it("never brings the network down: whatever is flipped, cut or doubled is answered in order", async () => {
    const delegations = [delegate(key, plainKey("P-256"))];
    const management = query({
      canister_id: new Uint8Array(),
      method_name: "canister_status",
      arg: Uint8Array.of(68, 73),
    });
    const samples = [
      ["query", envelope(query(), null)],
      ["query", envelope(management, key)],
      ["query", envelope(query(), key, { root: key, delegations })],
      ["read_state", envelope(read(["canister", id, "module_hash"], ["time"]), null)],
    ] as const;
    const statuses = fc.asyncProperty(
      fc.nat(samples.length - 1),
      fc.nat(),
      fc.nat(255),
      fc.nat(3),
      async (which, seed, byte, how) => {
        const [action, sample] = samples[which] ?? samples[0];
        const whole = Uint8Array.from(encodeCbor(sample.fields));
        const at = seed % whole.length;
        const noisy =
          how === 0
            ? whole.slice(0, at)
            : how === 1
              ? Uint8Array.from([...whole.slice(0, at), ...whole.slice(at / 2)])
              : whole.with(at, byte);
        const address = `${network.url}/api/v3/canister/${Principal.fromUint8Array(id).toText()}/${action}`;
        const headers = { "content-type": "application/cbor" };
        const { status } = await fetch(address, { method: "POST", headers, body: Uint8Array.from(noisy) });
        expect([200, 400, 403, 404]).toContain(status);
      },
    );
    await fc.assert(statuses, { numRuns: 300 });
    expect((await send(envelope(call(), key))).body.status).toBe("replied");
  });
});

describe("browsers", () => {
  it("may ask from any page", async () => {
    const preflight = await fetch(`${network.url}/api/v3/canister/aaaaa-aa/call`, {
      method: "OPTIONS",
      headers: { origin: "http://example.org", "access-control-request-method": "POST" },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
    expect(preflight.headers.get("access-control-allow-headers")).toContain("content-type");
    const status = await fetch(`${network.url}/api/v2/status`);
    expect(status.headers.get("access-control-allow-origin")).toBe("*");
  });
});
