import fs from "node:fs";
import path from "node:path";
import { entries, single } from "../../canisters/testing/licences.ts";
import { type Chain, openChain } from "../../lib/platform/chain/agent.ts";
import { registryUpdates } from "../../lib/platform/chain/idl.ts";
import type { Network } from "../../lib/platform/config.ts";
import { freshIdentity, type TestNetwork } from "../../localnet/testing.ts";
import { buildCanisters } from "../../scripts/canisters.mts";
import { deployCanisters, deployCaps } from "../../scripts/deploy/canisters.mts";
import { approveManifest, foundTestRegistry } from "../../worker/testing/registry.ts";

/** The registry takes at most so many licences in a call. */
export const mostInACall = 500;
const caps = { total: 200_000, government: 0, education: 200_000, startups: 0, private: 0 };

/** A registry with room for everything, and how many licences it has. */
export type Registry = { chain: Chain; id: string; count: number };

/** Milliseconds of one call: encoded, signed, sent, certified, checked. Throws when the registry refuses. */
export async function timeOf(registry: Registry, name: "issueBatch" | "renewBatch", args: object): Promise<number> {
  const began = performance.now();
  const { reply } = await registry.chain.update(registry.id, name, registryUpdates[name], [args]);
  if (typeof reply !== "object" || reply === null || !("ok" in reply)) throw new Error("the registry refused");
  return performance.now() - began;
}

/** Milliseconds that it takes to issue so many more licences in one call, two approvers having approved them. */
export async function timeOfIssue(registry: Registry, size: number): Promise<number> {
  const chunk = single(`grows-${registry.count}`, entries(registry.count, size));
  await approveManifest(registry.chain.network, { ...chunk, planHash: new Uint8Array(32) });
  const time = await timeOf(registry, "issueBatch", chunk);
  registry.count += size;
  return time;
}

/** A registry of its own on this network. */
export async function newRegistry(localnet: TestNetwork): Promise<Registry> {
  const deployer = await localnet.agent(freshIdentity());
  const issuer = freshIdentity();
  const stateFolder = fs.mkdtempSync(path.join(localnet.stateDir, "deployed-"));
  const modules = await buildCanisters();
  const { ids, subnetId } = await deployCanisters(deployer, { stateFolder, modules, issuer: issuer.getPrincipal() });
  await deployCaps(deployer, ids.licence_registry, caps);
  await foundTestRegistry(deployer, ids.licence_registry);
  const rootKey = Buffer.from(localnet.rootKey).toString("hex");
  const network: Network = { name: "local", host: localnet.url, rootKey, subnetId, canisters: ids };
  return { chain: openChain(network, issuer), id: ids.licence_registry, count: 0 };
}
