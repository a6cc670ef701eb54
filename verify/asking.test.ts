import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { utf8Bytes } from "./bytes.ts";
import { encodeCbor, encodeSelfDescribed } from "./cbor.ts";
import type { Fetch } from "./client.ts";
import { type HashTree, reconstruct } from "./hashTree.ts";
import { checkAccounts, checkHandle, checkPrincipal, createVerifier, formatNumber, verifyLicence } from "./index.ts";
import { handleLabel, principalLabel } from "./labels.ts";
import { principalText } from "./principal.ts";
import { DAY, MESSENGER_ID, NETWORK, NOW, NOW_MS, NUMBER, proofOf } from "./testing/registry.ts";
import { CANISTER_ID, makeCertificate, queryReply, SUBNET_ID, verificationReply } from "./testing/subnet.ts";
import { EMPTY, leaf, level, treeBytes, trie, witness } from "./testing/trees.ts";

const now = () => NOW_MS;
const network = NETWORK;

describe("asking the network", { timeout: 60_000 }, () => {
  const replying =
    (body: Uint8Array, init?: ResponseInit): Fetch =>
    async () =>
      new Response(new Uint8Array(body), init);

  it("sends one anonymous query and checks the reply", async () => {
    const asked: { url: string; body: unknown }[] = [];
    const proof = proofOf(NUMBER);
    const reply = queryReply(verificationReply(proof.certificate, proof.witness));
    const fetch: Fetch = async (url, init) => {
      asked.push({ url, body: init.body });
      return new Response(new Uint8Array(reply));
    };
    const verdict = await verifyLicence({ number: formatNumber(NUMBER), network, now, fetch });
    expect(verdict).toMatchObject({
      answer: "valid",
      evidence: { checks: expect.arrayContaining(["query", "record"]) },
    });
    expect(asked).toHaveLength(1);
    expect(asked[0]?.url).toBe(`http://127.0.0.1:4943/api/v2/canister/${network.canisters.licence_registry}/query`);
  });

  it.each<[string, Fetch, string]>([
    ["refuses the connection", () => Promise.reject(new TypeError("fetch failed")), "host-unreachable"],
    ["answers 503", replying(new Uint8Array(), { status: 503 }), "query-rejected"],
    ["answers 400", replying(utf8Bytes("Invalid request expiry"), { status: 400 }), "query-rejected"],
    ["answers a web page", replying(utf8Bytes("<!doctype html>")), "reply-malformed"],
    ["answers nothing", replying(new Uint8Array()), "reply-malformed"],
    [
      "rejects",
      replying(encodeSelfDescribed({ status: "rejected", reject_code: 5n, reject_message: "trap" })),
      "query-rejected",
    ],
    [
      "answers another status",
      replying(encodeSelfDescribed({ status: "unknown", reply: { arg: new Uint8Array() } })),
      "reply-malformed",
    ],
    [
      "answers without a certificate",
      replying(queryReply(verificationReply(null, new Uint8Array()))),
      "certificate-missing",
    ],
    ["never stops", replying(new Uint8Array(600 * 1024)), "reply-too-large"],
  ])("a host that %s leaves it unchecked", async (_, fetch, code) => {
    expect(await verifyLicence({ number: NUMBER, network, now, fetch })).toMatchObject({
      answer: "unchecked",
      code,
      failed: "query",
    });
  });

  it("learns nothing from nonsense", async () => {
    const reply = queryReply(verificationReply(proofOf(NUMBER).certificate, new Uint8Array(40)));
    let broken = reply;
    const listening = createVerifier(network, { now, fetch: (...asked) => replying(broken)(...asked) });
    await fc.assert(
      fc.asyncProperty(fc.nat(reply.length - 1), fc.uint8Array({ maxLength: 30 }), async (at, noise) => {
        broken = reply.slice();
        broken.set(noise.subarray(0, broken.length - at), at);
        const verdict = await listening.licence(NUMBER);
        if (verdict.answer !== "unchecked") throw new Error(`answered ${verdict.answer}`);
        expect(verdict.code).not.toBe("internal");
      }),
      { numRuns: 80 },
    );
  });

  it("waits only so long", async () => {
    const fetch: Fetch = (_, { signal }) =>
      new Promise((_resolve, reject) => signal?.addEventListener("abort", () => reject(new Error("aborted"))));
    const verdict = await verifyLicence({ number: NUMBER, network, now, fetch, timeout: 20 });
    expect(verdict).toMatchObject({ answer: "unchecked", code: "host-timeout" });
  });
});

describe("the messenger's accounts", { timeout: 60_000 }, () => {
  const count = { v: 1n, active: 7n, opened: 9n, suspended: 1n };
  const treeOf = (leaves: Record<string, bigint>) =>
    level([
      [utf8Bytes("count"), leaf(encodeCbor(leaves))],
      [utf8Bytes("handles"), EMPTY],
      [utf8Bytes("principals"), EMPTY],
    ]);
  const judged = (tree: HashTree, shown = witness(tree, [utf8Bytes("count")]), canister = MESSENGER_ID) => {
    const certificate = makeCertificate({ certifiedData: reconstruct(tree), time: NOW, canisterId: canister });
    return checkAccounts({ network, now, proof: { certificate, witness: treeBytes(shown) } });
  };

  it("are counted by the messenger itself: ever opened, active, suspended", () => {
    const accounts = { opened: 9n, active: 7n, suspended: 1n };
    expect(judged(treeOf(count))).toMatchObject({ answer: "accounts", accounts });
  });

  it("are not believed where the count is hidden, changed, or another canister's", () => {
    const tree = treeOf(count);
    expect(judged(tree, witness(tree, [utf8Bytes("handles")]))).toMatchObject({ code: "witness-incomplete" });
    expect(judged(tree, treeOf({ ...count, active: 8n }))).toMatchObject({ code: "witness-mismatch" });
    expect(judged(treeOf({ ...count, active: 9n }))).toMatchObject({ code: "record-malformed" });
    expect(judged(tree, undefined, CANISTER_ID)).toMatchObject({ code: "certified-data-missing" });
    const older = level([
      [utf8Bytes("handles"), EMPTY],
      [utf8Bytes("principals"), EMPTY],
    ]);
    expect(judged(older)).toMatchObject({ code: "witness-foreign" });
  });
});

describe("the messenger's directory", { timeout: 60_000 }, () => {
  const owner = Uint8Array.from({ length: 29 }, (_, i) => (i === 28 ? 2 : i));
  const account = encodeCbor({
    v: 1n,
    owner,
    handle: "ayesha",
    opened: NOW - DAY,
    status: "active",
    statusSince: NOW - DAY,
    institutionId: "institution-1",
    institutionName: "University of the Punjab",
  });
  const tree = level([
    [utf8Bytes("handles"), trie([[handleLabel("ayesha"), leaf(account)]])],
    [utf8Bytes("principals"), trie([[principalLabel(owner), leaf(utf8Bytes("ayesha"))]])],
  ]);

  function serving(...path: Uint8Array[]): Fetch {
    const certificate = makeCertificate({ certifiedData: reconstruct(tree), time: NOW, canisterId: MESSENGER_ID });
    const reply = queryReply(verificationReply(certificate, treeBytes(witness(tree, path))));
    return async () => new Response(new Uint8Array(reply));
  }

  it("proves an account by its handle", async () => {
    const fetch = serving(utf8Bytes("handles"), handleLabel("ayesha"));
    const verdict = await checkHandle({ handle: "ayesha", network, now, fetch });
    expect(verdict).toMatchObject({ answer: "active", account: { owner, institutionId: "institution-1" } });
  });

  it("proves that a handle is free", async () => {
    const fetch = serving(utf8Bytes("handles"), handleLabel("bilal"));
    expect((await checkHandle({ handle: "bilal", network, now, fetch })).answer).toBe("absent");
  });

  it("proves a principal's handle, and that a principal has none", async () => {
    const fetch = serving(utf8Bytes("principals"), principalLabel(owner));
    const question = { network, now, fetch };
    expect(await checkPrincipal({ ...question, principal: principalText(owner) })).toMatchObject({
      answer: "listed",
      handle: "ayesha",
    });
    const stranger = principalText(SUBNET_ID);
    const other = serving(utf8Bytes("principals"), principalLabel(SUBNET_ID));
    expect((await checkPrincipal({ ...question, fetch: other, principal: stranger })).answer).toBe("absent");
    expect(await checkPrincipal({ ...question, principal: "nobody" })).toMatchObject({ code: "name-malformed" });
  });

  it("does not take the registry's certificate for the messenger's", async () => {
    const proof = proofOf(NUMBER);
    const fetch: Fetch = async () =>
      new Response(new Uint8Array(queryReply(verificationReply(proof.certificate, proof.witness))));
    expect(await checkHandle({ handle: "ayesha", network, now, fetch })).toMatchObject({
      code: "certified-data-missing",
    });
  });
});
