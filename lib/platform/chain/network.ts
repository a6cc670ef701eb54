import { ConfigError, config, type Network } from "../config.ts";
import type { Db } from "../db/client.ts";
import { type Chain, openChain } from "./agent.ts";
import { registryTip } from "./registry.ts";

const held = globalThis as typeof globalThis & { sanadChain?: Chain };

/** This process's way to the configured network, anonymous: for reading. Only the worker holds the portal's key. */
export function chain(): Chain {
  held.sanadChain ??= openChain(config().network);
  return held.sanadChain;
}

/** How the chain looks from here: its registry's proven time and last block, or what is wrong. Never throws. */
export async function chainHealth(
  from: Chain = chain(),
): Promise<{ ok: true; at: Date; block: bigint | null } | { ok: false; reason: string }> {
  try {
    return { ok: true, ...(await registryTip(from)) };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : "unknown" };
  }
}

/**
 * Refuses to go on with a database that belongs to another network: throws `ConfigError` "NetworkNotPinned" or
 * "NetworkMismatch". To be called at every start.
 */
export async function checkNetworkPin(db: Db, network: Network): Promise<void> {
  const pin = await db.networkPin.findUnique({ where: { id: 1 } });
  if (!pin) throw new ConfigError("NetworkNotPinned", 'This database belongs to no network yet: run "npm run up".');
  const matches =
    Buffer.from(pin.rootKey).toString("hex") === network.rootKey &&
    pin.subnetId === network.subnetId &&
    pin.licenceRegistry === network.canisters.licence_registry &&
    pin.messenger === network.canisters.messenger;
  if (!matches)
    throw new ConfigError(
      "NetworkMismatch",
      `This database belongs to another network than ${network.name} (${network.host}): its root key, subnet or canister ids differ. Use the database that was made with this network, or begin anew with --fresh.`,
    );
}
