import type { SignIdentity } from "@dfinity/agent";
import { HttpAgent } from "@dfinity/agent";
import { ConfigError, isLoopback } from "../../lib/platform/config.ts";

/** An agent for the network that signs as `identity` and believes only what `rootKey` vouches for. */
export function networkAgent(host: string, rootKey: Uint8Array, identity: SignIdentity): Promise<HttpAgent> {
  return HttpAgent.create({ host, rootKey, identity });
}

/**
 * The root key of a network on this machine, asked of the network itself. Any other network's key is pinned: to ask it
 * would be to believe whoever answers.
 */
export async function localRootKey(host: string): Promise<Uint8Array> {
  if (!isLoopback(host)) {
    throw new ConfigError(
      "NetworkFileMissing",
      `${host} is not on this machine, so its root key and the canisters must be given: deploy the canisters with dfx and set NETWORK_FILE (docs/deploy.md).`,
    );
  }
  const agent = await HttpAgent.create({ host });
  return agent.fetchRootKey();
}
