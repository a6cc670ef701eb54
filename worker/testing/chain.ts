import fs from "node:fs";
import path from "node:path";
import { afterAll } from "vitest";
import { createIdentity } from "../../lib/platform/chain/identity.ts";
import type { Network } from "../../lib/platform/config.ts";
import { freshIdentity, throwawayLocalnet } from "../../localnet/testing.ts";
import { buildCanisters } from "../../scripts/canisters.mts";
import { deployCanisters, deployCaps } from "../../scripts/deploy/canisters.mts";
import { log } from "../log.ts";
import { foundTestRegistry } from "./registry.ts";

/** What the registry of a test may issue at first. */
export const caps = { total: 100_000, government: 0, education: 90_000, startups: 5, private: 0 };

/** A network of a test's own with both canisters, the registry founded with these caps or others, and what a worker needs to write to it. */
export async function testChain(places = caps): Promise<{
  network: Network;
  /** A network file, a key, and room for more. */
  folder: string;
  keyFile: string;
}> {
  log.level = "silent";
  const modules = await buildCanisters();
  const localnet = await throwawayLocalnet();
  afterAll(() => localnet.stop());
  const folder = path.join(localnet.stateDir, "portal");
  fs.mkdirSync(folder, { recursive: true });
  const keyFile = path.join(folder, "portal-key.pem");
  const issuer = createIdentity(keyFile).getPrincipal();
  const deployer = await localnet.agent(freshIdentity());
  const { ids, subnetId } = await deployCanisters(deployer, { stateFolder: folder, modules, issuer });
  await deployCaps(deployer, ids.licence_registry, places);
  await foundTestRegistry(deployer, ids.licence_registry);
  const network: Network = {
    name: "local",
    host: localnet.url,
    rootKey: Buffer.from(localnet.rootKey).toString("hex"),
    subnetId,
    canisters: ids,
  };
  const networkFile = path.join(folder, "network.json");
  fs.writeFileSync(networkFile, JSON.stringify(network));
  process.env.NETWORK_FILE = networkFile;
  process.env.DEMO = "1";
  process.env.UNDO_SECONDS = "0";
  return { network, folder, keyFile };
}
