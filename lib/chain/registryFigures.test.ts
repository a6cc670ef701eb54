import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openChain } from "../platform/chain/agent.ts";
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
