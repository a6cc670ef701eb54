/** Where the canisters live and under which key: what `GET /api/v1/network` of a portal or of the registry says, or a file of that form. */
import { equalBytes, fromHex } from "./bytes.ts";
import { reading, VerifyError } from "./errors.ts";
import { principalBytes } from "./principal.ts";

export interface Network {
  /** Origin of the network's HTTP interface. */
  readonly host: string;
  /** DER encoding, 133 bytes. */
  readonly rootKey: Uint8Array;
  /** The subnet that must have signed. */
  readonly subnetId: Uint8Array | null;
  readonly canisters: { readonly licenceRegistry: Uint8Array; readonly messenger: Uint8Array | null };
  /** Whether these licences are a demonstration and no real ones. */
  readonly demonstration: boolean;
  /** Who runs the portal, in its own words. */
  readonly operator: string;
  /** `local`, `mainnet`, or the name of a national subnet. */
  readonly name: string;
}

/** The Internet Computer's own root key, pinned: a description that says `mainnet` must agree with it. */
export const MAINNET_ROOT_KEY =
  "308182301d060d2b0601040182dc7c0503010201060c2b0601040182dc7c05030201036100814c0e6ec71fab583b08bd81373c255c3c371b2e84863c98a4f1e08b74235d14fb5d9c0cd546d9685f913a0c0b2cc5341583bf4b4392e467db96d65b9bb4cb717112f8472e0d5a4d14505ffd7484b01291091c5f87b98883463f98091a0baaae";

/**
 * Reads a description of a network: `{ host, rootKey, subnetId?, canisters: { licence_registry, messenger? },
 * demonstration?, operator?, network? }`, the key in hexadecimal DER. Other fields are ignored.
 * Throws `network-invalid` or `root-key-mismatch`.
 */
export function parseNetwork(description: unknown): Network {
  const network = reading("network-invalid", () => {
    const fields = object(description, "network");
    const canisters = object(fields.canisters, "canisters");
    return {
      host: origin(string(fields.host, "host")),
      rootKey: fromHex(string(fields.rootKey, "rootKey")),
      subnetId: optionalPrincipal(fields.subnetId, "subnetId"),
      canisters: {
        licenceRegistry: principalBytes(string(canisters.licence_registry, "licence_registry")),
        messenger: optionalPrincipal(canisters.messenger, "messenger"),
      },
      demonstration: fields.demonstration === true,
      operator: typeof fields.operator === "string" ? fields.operator : "",
      name: typeof fields.network === "string" ? fields.network : "",
    };
  });
  if (network.name === "mainnet" && !equalBytes(network.rootKey, fromHex(MAINNET_ROOT_KEY))) {
    throw new VerifyError("root-key-mismatch", "this is not the Internet Computer's root key");
  }
  return network;
}

/**
 * A description as it was found at an address. The registry's own site names no host: the network is behind that very address.
 */
export function describedAt(address: string, description: unknown): unknown {
  if (typeof description !== "object" || description === null || "host" in description) return description;
  return { host: new URL(address).origin, ...description };
}

function object(value: unknown, name: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new VerifyError("encoding", `${name}: missing`);
  }
  return { ...value };
}

function string(value: unknown, name: string): string {
  if (typeof value !== "string" || value.length > 4096) throw new VerifyError("encoding", `${name}: missing`);
  return value;
}

function optionalPrincipal(value: unknown, name: string): Uint8Array | null {
  return value === undefined || value === null ? null : principalBytes(string(value, name));
}

function origin(host: string): string {
  const url = URL.canParse(host) ? new URL(host) : null;
  if (!url || !["http:", "https:"].includes(url.protocol)) throw new VerifyError("encoding", "host: no web address");
  return url.origin;
}
