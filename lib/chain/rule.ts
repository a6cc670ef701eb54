import type { Chain } from "../platform/chain/agent.ts";
import { registryRule } from "../platform/chain/registry.ts";
import { type Db, db } from "../platform/db/client.ts";

/**
 * Reads how the registry is governed, so that the portal waits for what the registry will ask. The registry holds to its rule by
 * itself, whatever is written here. Throws `ChainError`.
 */
export async function readRegistryRule(chain: Chain, database: Db = db()): Promise<void> {
  const registry = chain.network.canisters.licence_registry;
  const rule = { ...(await registryRule(chain)), readAt: new Date() };
  await database.registryPolicy.upsert({ where: { registry }, create: { registry, ...rule }, update: rule });
}
