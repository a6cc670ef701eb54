import { describe, expect, it } from "vitest";
import { utf8Bytes } from "./bytes.ts";
import { encodeSelfDescribed } from "./cbor.ts";
import { principalText } from "./principal.ts";
import { type SignerQuestion, verifySigner } from "./signer.ts";
import { DAY, NETWORK, NOW, NOW_MS, SECOND } from "./testing/registry.ts";
import { type About, CANISTER_ID, canisterId, KeyPair, makeAbout, RANGE } from "./testing/subnet.ts";
import { EMPTY, labeled, prune } from "./testing/trees.ts";

const nodes = [1, 2, 3].map((n) => Uint8Array.from({ length: 29 }, (_, i) => (i === 28 ? 2 : n * 40 + i)));

/** Asks a host that answers with this certificate, or with these bytes. */
function ask(about: Partial<About> = {}, question: Partial<SignerQuestion> & { body?: Uint8Array } = {}) {
  const certificate = makeAbout({ time: NOW - 2n * SECOND, nodes, ...about });
  const { body = encodeSelfDescribed({ certificate }), ...rest } = question;
  const fetch = async () => new Response(new Uint8Array(body));
  return verifySigner({ network: NETWORK, now: () => NOW_MS, fetch, ...rest });
}

describe("what stands behind a signature", () => {
  it("is the subnet, its computers, its canisters, and the program with those who may change it", async () => {
    expect(await ask()).toMatchObject({
      answer: "signed",
      signer: {
        subnetId: NETWORK.subnetId,
        type: "application",
        canisterRanges: [RANGE.map(principalText)],
        nodes: nodes.map((node) => ({
          id: principalText(node),
          keyFingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
        })),
        canisterId: NETWORK.canisters.licence_registry,
        moduleHash: "77".repeat(32),
        controllers: [principalText(CANISTER_ID)],
        certificateTime: NOW - 2n * SECOND,
      },
    });
  });

  it("may be little: no program, no word of its type", async () => {
    const verdict = await ask({ moduleHash: null, type: null });
    expect(verdict).toMatchObject({ answer: "signed", signer: { moduleHash: null, type: null } });
  });

  it("is asked of the subnet that a verdict names, where the network's description names none", async () => {
    const { subnetId, ...network } = NETWORK;
    expect(await ask({}, { network })).toMatchObject({ answer: "unchecked", code: "network-invalid" });
    expect((await ask({}, { network, subnetId })).answer).toBe("signed");
  });

  it.each<[string, Partial<About>, string]>([
    ["a forged subnet's key", { subnetSigner: new KeyPair(9) }, "certificate-signature"],
    ["another root", { rootSigner: new KeyPair(9) }, "delegation-signature"],
    ["a certificate of yesterday", { time: NOW - DAY }, "certificate-too-old"],
    ["a canister that is not the subnet's", { ranges: [[canisterId(900), canisterId(901)]] }, "canister-out-of-range"],
    ["controllers that are no list", { controllers: encodeSelfDescribed("everybody") }, "record-malformed"],
    ["a state that leaves out the program", { prune: () => prune(EMPTY) }, "certificate-signature"],
  ])("is not believed from %s", async (_, about, code) => {
    expect(await ask(about)).toMatchObject({ answer: "unchecked", code });
  });

  it("is not guessed where the certificate keeps it back", async () => {
    const verdict = await ask({
      prune: (tree) => replaced(tree, utf8Bytes("module_hash")),
    });
    expect(verdict).toMatchObject({ answer: "unchecked", code: "witness-incomplete" });
  });

  it("is not read from nonsense", async () => {
    for (const body of [new Uint8Array(), encodeSelfDescribed([]), encodeSelfDescribed({ certificate: "mine" })]) {
      const verdict = await ask({}, { body });
      expect(verdict).toMatchObject({ answer: "unchecked", failed: "query" });
    }
  });
});

/** The tree with a label's own node pruned: neither there nor proved absent. */
function replaced(tree: Parameters<typeof prune>[0], label: Uint8Array): Parameters<typeof prune>[0] {
  if (tree.kind === "fork")
    return { kind: "fork", left: replaced(tree.left, label), right: replaced(tree.right, label) };
  if (tree.kind !== "labeled") return tree;
  return Buffer.from(tree.label).equals(label) ? prune(tree) : labeled(tree.label, replaced(tree.tree, label));
}
