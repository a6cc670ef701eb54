// verify/ writes and reads its Candid by hand: held here against the interfaces.
import { Cbor } from "@dfinity/agent";
import { IDL } from "@dfinity/candid";
import { Principal } from "@dfinity/principal";
import { describe, expect, it } from "vitest";
import * as registry from "../../lib/platform/chain/bindings/licence_registry.ts";
import * as archive from "../../lib/platform/chain/bindings/log_archive.ts";
import * as messenger from "../../lib/platform/chain/bindings/messenger.ts";
import { encodeSelfDescribed } from "../../verify/cbor.ts";
import {
  askAuditHeads,
  askBlocks,
  askFigures,
  askGovernance,
  askStatusLists,
  askTip,
} from "../../verify/log/asking.ts";
import { MAINNET_ROOT_KEY, type Network } from "../../verify/network.ts";
import { createVerifier } from "../../verify/verifier.ts";

const ids = [1, 2, 3].map((byte) => Principal.fromUint8Array(Uint8Array.of(0, 0, 0, byte)));
const [registryId, messengerId, archiveId] = ids as [Principal, Principal, Principal];
const interfaces = new Map([
  [registryId.toText(), registry.queries],
  [messengerId.toText(), messenger.queries],
  [archiveId.toText(), archive.queries],
] as [string, Record<string, IDL.FuncClass>][]);
const network: Network = {
  host: "https://example.org",
  rootKey: new Uint8Array(133),
  subnetId: null,
  canisters: { licenceRegistry: registryId.toUint8Array(), messenger: messengerId.toUint8Array() },
  demonstration: true,
  operator: "",
  name: "local",
};

type Asked = { method: string; args: unknown[]; answer: IDL.Type };

/** A network whose canisters answer these values, each in the Candid of its interface; and what they were asked. */
function answering(values: Record<string, unknown>) {
  const asked: Asked[] = [];
  const fetch = async (url: string, { body }: RequestInit): Promise<Response> => {
    const canister = /canister\/([^/]+)\/query/.exec(url)?.[1] ?? "";
    const { method_name, arg } = contentOf(body as Uint8Array);
    const type = interfaces.get(canister)?.[method_name];
    const [answer] = type?.retTypes ?? [];
    if (!type || !answer) throw new Error(`${canister} has no query ${method_name}`);
    const args = IDL.decode(type.argTypes, arg);
    asked.push({ method: method_name, args, answer });
    const reply = IDL.encode([answer], [canister === archiveId.toText() ? values.archive : values[method_name]]);
    return new Response(encodeSelfDescribed({ status: "replied", reply: { arg: reply } }).slice());
  };
  return { asked, asking: { network, fetch, now: Date.now, timeout: 10_000 } };
}

function contentOf(body: Uint8Array): { method_name: string; arg: Uint8Array } {
  const { content } = Cbor.decode<{ content: { method_name: string; arg: Uint8Array } }>(body);
  return content;
}

const number = "SND-00000-00000-0";
const proof = { certificate: [Uint8Array.of(1, 2)], witness: Uint8Array.of(3) };
const read = { certificate: Uint8Array.of(1, 2), witness: Uint8Array.of(3) };

describe("what verify/ asks and reads", () => {
  it("has the arguments and the answers that the interfaces have, for every question about one thing or all", async () => {
    const { asked, asking } = answering(new Proxy({}, { get: () => proof }));
    const { fetch } = asking;
    const verifier = createVerifier(
      {
        ...network,
        rootKey: MAINNET_ROOT_KEY,
        canisters: { licence_registry: registryId.toText(), messenger: messengerId.toText() },
      },
      { fetch: fetch as typeof globalThis.fetch },
    );
    const verdicts = [
      await verifier.licence(number),
      await verifier.statusPlace(number),
      await verifier.statusLists(),
      await verifier.figures(),
      await verifier.file("results.csv", new Uint8Array()),
      await verifier.handle("zara.khan"),
      await verifier.principal(registryId.toText()),
      await verifier.accounts(),
    ];
    // Three bytes are no proof: that is what every one of them found, and not the form of the answer.
    for (const verdict of verdicts)
      expect(verdict).toMatchObject({ answer: "unchecked", code: "certificate-malformed" });
    expect(asked.map(({ method, args }) => [method, ...args])).toEqual([
      ["verify", number.replaceAll("-", "")],
      ["statusPlace", number.replaceAll("-", "")],
      ["statusLists"],
      ["figures"],
      ["digest", "results.csv"],
      ["verifyHandle", "zara.khan"],
      ["verifyPrincipal", registryId],
      ["count"],
    ]);
  });

  it("has them for what a follower of the log asks", async () => {
    const { asked, asking } = answering({
      icrc3_get_tip_certificate: [{ certificate: read.certificate, hash_tree: read.witness }],
      auditHeads: {
        heads: [{ sequence: 1n, hash: new Uint8Array(32), at: 1n, block: 1n }],
        disowned: [{ head: 1n, at: 2n, block: 3n }],
        words: [{ head: 1n, governor: registryId, reason: "forged", decision: "d", at: 2n, block: 3n }],
        ...proof,
      },
      governance: {
        roles: [],
        policy: { approvals: 2, governors: 2, delay: 0n },
        motions: [],
        brokenGlass: [],
        ...proof,
      },
      figures: proof,
      statusLists: proof,
    });
    for (const ask of [askTip, askAuditHeads, askGovernance, askFigures, askStatusLists])
      expect(await ask(asking)).toEqual(read);
    expect(asked.map(({ args }) => args)).toEqual([[], [], [], [], []]);
  });

  it("has them for blocks with every kind of value, of the registry and of an archive", async () => {
    const block = {
      Map: [
        ["nat", { Nat: 2n ** 70n }],
        ["int", { Int: -5n }],
        ["text", { Text: "آ" }],
        ["blob", { Blob: Uint8Array.of(9) }],
        ["array", { Array: [{ Text: "a" }, { Map: [] }] }],
      ],
    };
    const callback = [archiveId, "icrc3_get_blocks"];
    const { asked, asking } = answering({
      icrc3_get_blocks: {
        log_length: 9n,
        blocks: [{ id: 7n, block }],
        archived_blocks: [{ args: [{ start: 0n, length: 7n }], callback }],
      },
      archive: { log_length: 7n, blocks: [{ id: 3n, block }], archived_blocks: [] },
    });
    expect(await askBlocks(asking, 7, 2)).toEqual([block]);
    expect(await askBlocks(asking, 3, 1)).toEqual([block]);
    expect(asked.map(({ args }) => args)).toEqual([
      [[{ start: 7n, length: 2n }]],
      [[{ start: 3n, length: 1n }]],
      [[{ start: 3n, length: 1n }]],
    ]);
  });
});
