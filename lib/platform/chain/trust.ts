import type { Config } from "../config.ts";
import { mainnetRootKey } from "../mainnet.ts";
import type { Trust } from "./delegation.ts";

/** Internet Identity's canister on the main network. */
const internetIdentity = "rdmx6-jaaaa-aaaaa-aaadq-cai";

/**
 * Whose canister signatures open a session. Internet Identity lives on the main network, whatever subnet the licences are on:
 * canister signatures made on a `cloud_engine` subnet are invalid by specification. The local network stands in for both.
 */
export function identityTrust({ network, identityCanisters }: Config): Trust {
  const isLocal = network.name === "local";
  const rootKey = isLocal ? network.rootKey : mainnetRootKey;
  return {
    rootKey: new Uint8Array(Buffer.from(rootKey, "hex")),
    identityCanisters: identityCanisters ?? (isLocal ? "any" : [internetIdentity]),
  };
}
