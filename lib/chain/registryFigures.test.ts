import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { utf8Bytes } from "../../verify/bytes.ts";
import { reconstruct } from "../../verify/hashTree.ts";
import { TestRegistry } from "../../verify/testing/log.ts";
import { breakGlass } from "../../verify/testing/officials.ts";
import { NETWORK } from "../../verify/testing/registry.ts";
import { makeCertificate } from "../../verify/testing/subnet.ts";
import { treeBytes, witness } from "../../verify/testing/trees.ts";
import { type Chain, openChain } from "../platform/chain/agent.ts";
import { registryPlaces } from "../platform/chain/governing.ts";
import { askRegistry } from "./registryFigures.ts";

const network = (host: string) => ({
  name: "local",
  host,
  rootKey: "00".repeat(133),
  subnetId: "aaaaa-aa",
  canisters: { licence_registry: "aaaaa-aa", messenger: "aaaaa-aa" },
});

const silent = createServer(() => {});
beforeAll(() => new Promise<void>((listening) => silent.listen(0, "127.0.0.1", listening)));
afterAll(() => {
  silent.closeAllConnections();
  silent.close();
});

describe("the registry's own figures", () => {
  test("are none where the subnet cannot be reached", async () => {
    expect(await askRegistry(openChain(network("http://127.0.0.1:1")))).toBeNull();
  });

  test("are none where the subnet takes too long, and the page does not wait for it", async () => {
    const { port } = silent.address() as AddressInfo;
    const began = performance.now();
    expect(await askRegistry(openChain(network(`http://127.0.0.1:${port}`)), 200)).toBeNull();
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});

/** What comes of asking, however busy the machine is that checks the proof. */
const answerOf = (from: Chain) => askRegistry(from, 60_000);

/** What a node answers beside what it proves, and what of the tree it proves instead. */
type Node = { governance?: object; issued?: object; shows?: string };

/** A way to a registry through one node, which may say what it likes. */
function wayThrough(registry: TestRegistry, { shows, ...said }: Node = {}): Chain {
  const { canisters, ...description } = NETWORK;
  const none = () => Promise.reject(new Error("not here"));
  return {
    network: { ...description, canisters, name: "local" },
    rootKey: Uint8Array.from(Buffer.from(NETWORK.rootKey, "hex")),
    principal: "2vxsx-fae",
    ...{ update: none, manage: none, relay: none },
    async query(canister, name) {
      if (canister !== canisters.licence_registry) return none();
      const tree = registry.tree();
      const time = BigInt(Date.now()) * 1_000_000n;
      const certificate = makeCertificate({ certifiedData: reconstruct(tree), time });
      const shown = witness(tree, [utf8Bytes(shows ?? name)], [utf8Bytes("last_block_index")]);
      const unproven = { governance: { motions: [], brokenGlass: [] }, ...said }[name];
      return { ...unproven, certificate: [certificate], witness: treeBytes(shown) };
    },
  };
}

describe("what the registry certifies beside its figures", () => {
  const registry = new TestRegistry();
  registry.issue(0, 5);
  const certified = { total: 5, government: 0, education: 5, startups: 0, private: 0 };

  test("places are taken as it is certified, whatever a node says of them", async () => {
    const many = { total: 900, government: 0, education: 900, startups: 0, private: 0 };
    const asked = await answerOf(
      wayThrough(registry, { issued: many, governance: { motions: [], ...many, brokenGlass: [] } }),
    );
    expect(asked).toMatchObject({ taken: certified, cells: [{ issued: 5 }], messenger: null, brokenGlass: [] });
    expect(asked?.caps).toEqual({ total: 1500, government: 0, education: 1500, startups: 0, private: 0 });
  });

  test("the desk's places are those that are certified, whatever a node says, and none where it hides them", async () => {
    const none = { total: 0, government: 0, education: 0, startups: 0, private: 0 };
    const { taken, caps } = await registryPlaces(wayThrough(registry, { governance: { taken: none, caps: none } }));
    expect([taken, caps.total]).toEqual([certified, 1500]);
    await expect(registryPlaces(wayThrough(registry, { shows: "figures" }))).rejects.toThrow();
  });

  test("there are no figures where a node hides how many places are taken", async () => {
    expect(await answerOf(wayThrough(registry, { shows: "figures" }))).toBeNull();
  });

  test("the glass was broken when it is certified, with a reason where one is told, and not because a node says so", async () => {
    const invented = { motions: [], brokenGlass: [{ at: 5n, reason: "invented" }] };
    expect((await answerOf(wayThrough(registry, { governance: invented })))?.brokenGlass).toEqual([]);
    const broken = registry.fork();
    breakGlass(broken);
    const at = new Date(Number(broken.time / 1_000_000n));
    const told = { motions: [], brokenGlass: [{ at: broken.time, reason: "keys lost" }] };
    const glass = async (node?: Node) => (await answerOf(wayThrough(broken, node)))?.brokenGlass;
    expect(await glass({ governance: told })).toEqual([{ at, reason: "keys lost" }]);
    expect(await glass()).toEqual([{ at, reason: null }]);
  });
});
