import fs from "node:fs";
import path from "node:path";
import { createIdentity, loadIdentity, portalKeyFile } from "../../lib/platform/chain/identity.ts";
import { ConfigError, loadNetwork, type Network } from "../../lib/platform/config.ts";
import { createCredentialKey, credentialKeyFile } from "../../lib/platform/credentials/issuer.ts";
import { deployCanisters, deployCaps, type Modules } from "../deploy/canisters.mts";
import { localRootKey, networkAgent } from "../deploy/network.mts";
import { pinNetwork } from "../deploy/pin.mts";
import { programmePlaces } from "../deploy/places.mts";
import type { Progress } from "../parts/progress.mts";
import { secretFile, writeFileAtomically } from "../parts/state.mts";

type NetworkOptions = {
  stateFolder: string;
  /** Of the network to deploy to, on this machine. */
  host: string;
  modules: Modules;
  ownerUrl: string;
  demonstration: boolean;
  env: NodeJS.ProcessEnv;
  progress: Progress;
};

/** The file in a state folder that says which network, canisters and root key belong to it. */
export function networkFile(stateFolder: string): string {
  return path.join(stateFolder, "network.json");
}

/** Deploys to a network on this machine and notes root key, subnet and canisters in `network.json` and in the database. */
export async function deployToNetwork(options: NetworkOptions): Promise<Network> {
  const { stateFolder, host, modules, ownerUrl, progress } = options;
  const portal = portalIdentity(options);
  credentialKey(options);
  const deployerFile = secretFile(stateFolder, "deployer-key.pem");
  const deployer = fs.existsSync(deployerFile) ? loadIdentity(deployerFile) : createIdentity(deployerFile);
  return progress.step("Deploying the canisters", async (note) => {
    const rootKey = await localRootKey(host);
    const agent = await networkAgent(host, rootKey, deployer);
    const issuer = portal.getPrincipal();
    const operator = options.env.OPERATOR_NAME ?? "Sanad demonstration";
    const said = { demonstration: String(options.demonstration), network: "local", operator };
    const { ids, subnetId, changed } = await deployCanisters(agent, { stateFolder, modules, issuer, said });
    note(changed.length === 0 ? "unchanged" : changed.join(", "));
    const network = {
      ...{ name: "local", host, rootKey: Buffer.from(rootKey).toString("hex"), subnetId, canisters: ids },
      site: siteOf(host, ids.licence_registry),
    };
    await pinNetwork(ownerUrl, network);
    await deployCaps(agent, ids.licence_registry, await programmePlaces(ownerUrl));
    writeFileAtomically(networkFile(stateFolder), `${JSON.stringify(network, null, 2)}\n`);
    return network;
  });
}

/** Where the gateway of a network on this machine shows a canister's own site. */
function siteOf(host: string, canisterId: string): string {
  const { protocol, port } = new URL(host);
  return `${protocol}//${canisterId}.localhost:${port}/`;
}

/** A network that was deployed to by hand: NETWORK_FILE says all there is to know (docs/deploy.md). */
export async function givenNetwork(ownerUrl: string, env: NodeJS.ProcessEnv): Promise<Network> {
  const network = loadNetwork(env);
  await pinNetwork(ownerUrl, network);
  return network;
}

/** The key that signs credentials. A demonstration makes one by itself; elsewhere none are handed out without it. */
function credentialKey({ stateFolder, demonstration, env }: NetworkOptions): void {
  const file = credentialKeyFile({ ...env, STATE_DIR: stateFolder });
  if (demonstration && !fs.existsSync(file)) createCredentialKey(file);
}

/** The key the worker signs with. Only a demonstration makes one by itself: elsewhere its loss must not go unnoticed. */
function portalIdentity({ stateFolder, demonstration, env }: NetworkOptions) {
  const file = portalKeyFile({ ...env, STATE_DIR: stateFolder });
  if (fs.existsSync(file)) return loadIdentity(file);
  if (!demonstration) {
    throw new ConfigError(
      "SecretMissing",
      `The portal's canister key is missing: ${file} (PORTAL_KEY_FILE names another).`,
    );
  }
  return createIdentity(file);
}
