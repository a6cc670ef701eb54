import type { Chain } from "../platform/chain/agent.ts";
import { provenGovernance } from "../platform/chain/governing.ts";
import { ChainCaps } from "../platform/chain/writes.ts";
import { type Db, db, type Tx } from "../platform/db/client.ts";

/** How the registry is governed: how many signatures a batch takes, and the places that it holds to. */
export type RegistryRule = { approvals: number; caps: ChainCaps };

/**
 * Reads, proven, how the registry is governed, so that the portal waits for what the registry will ask. The registry holds to its rule by
 * itself, whatever is written here. Throws `ChainError`.
 */
export async function readRegistryRule(chain: Chain, database: Db = db()): Promise<void> {
  const registry = chain.network.canisters.licence_registry;
  const { policy, caps } = (await provenGovernance(chain)).leaf;
  const rule = { approvals: policy.approvals, caps, readAt: new Date() };
  await database.registryPolicy.upsert({ where: { registry }, create: { registry, ...rule }, update: rule });
}

/** The registry's rule as it was last read; null before it was ever read. */
export async function knownRule(tx: Tx): Promise<RegistryRule | null> {
  // A database belongs to one registry.
  const policy = await tx.registryPolicy.findFirst();
  return policy ? { approvals: policy.approvals, caps: ChainCaps.parse(policy.caps) } : null;
}
