// Canisters on a network of their own, with the identities that a test needs.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Actor, Certificate, type CreateCertificateOptions, HttpAgent, type Identity } from "@dfinity/agent";
import type { IDL } from "@dfinity/candid";
import type { Principal } from "@dfinity/principal";
import { BlsKey, blsVerify } from "../../localnet/crypto/bls.ts";
import { networkKeys } from "../../localnet/keys.ts";
import {
  freshIdentity,
  installCanister,
  setEnvironment,
  type TestNetwork,
  throwawayLocalnet,
  upgradeCanister,
} from "../../localnet/testing.ts";
import { type BuiltCanister, buildCanisters, buildProbe } from "../../scripts/canisters.mts";
import { type Bytes, bytes, hex, joined } from "./encoding.ts";
import type { TipCertificate } from "./idl.ts";
import {
  type ArchiveActor,
  archiveInterface,
  type CertifiedAnswer,
  type MessengerActor,
  messengerInterface,
  type ProbeActor,
  probeInterface,
  type RegistryActor,
  registryInterface,
} from "./idl.ts";
import { decodeTree, rootOf, type Tree } from "./tree.ts";

/** One canister, as each of those who may call it. */
export type Deployed<Service> = {
  id: Principal;
  /** Has the role. */
  issuer: Service;
  /** Is nobody in particular. */
  stranger: Service;
  /** Controls the canister, and has no role. */
  controller: Service;
  anonymous: Service;
  issuerPrincipal: Principal;
  /** As somebody else. */
  as(identity: Identity): Promise<Service>;
  /** Installs the same module again, keeping the memory; with other variables in its environment if they are given. */
  upgrade(environment?: Record<string, string>): Promise<void>;
  /**
   * Checks the certificate of an answer with the stock agent (the first on a network with its own library, too), and that it
   * certifies the witness; gives the tree.
   */
  certified(answer: CertifiedAnswer | TipCertificate): Promise<Tree>;
};

export type Bench = {
  network: TestNetwork;
  /** A registry whose issuer has the role. */
  registry(): Promise<Deployed<RegistryActor>>;
  /** A registry just installed: no role, no block. */
  untouchedRegistry(): Promise<Deployed<RegistryActor>>;
  messenger(): Promise<Deployed<MessengerActor>>;
  /** An archive of this registry's log, whose issuer has the role. */
  archive(registry: Principal): Promise<Deployed<ArchiveActor>>;
  probe(): Promise<ProbeActor>;
  stop(): Promise<void>;
};

/** Starts a network and compiles what is not compiled yet. */
export async function startBench(): Promise<Bench> {
  const built = await buildCanisters(console.error);
  const network = await throwawayLocalnet();
  const [deployer, issuer, stranger] = [freshIdentity(), freshIdentity(), freshIdentity()];
  // Each new canister costs an agent 100 ms for the keys that check queries: the anonymous one does, as strangers do.
  const agent = (identity: Identity) =>
    HttpAgent.create({ host: network.url, rootKey: network.rootKey, identity, verifyQuerySignatures: false });
  const agents = {
    controller: await agent(deployer),
    issuer: await agent(issuer),
    stranger: await agent(stranger),
    anonymous: await network.agent(),
  };

  // Both checks say the same of every signature (localnet/crypto/bls.test.ts): the agent's own once on each network.
  let isChecked = false;
  const ownOrFast = () => {
    const check = isChecked ? { blsVerify: isPaired } : {};
    isChecked = true;
    return check;
  };

  // The network makes a signature anew in a quarter of the time that checking it takes, and there is only one.
  const key = new BlsKey(networkKeys(join(network.stateDir, "keys")).subnet.subnetSecret);
  const isOurs = (by: Bytes, signature: Bytes, message: Bytes) =>
    hex(joined(derPrefix, by)) === hex(key.publicDer)
      ? hex(key.sign(message)) === hex(signature)
      : isPaired(by, signature, message);

  const deploy = async <Service extends object>(module: BuiltCanister, service: IDL.InterfaceFactory) => {
    const wasm = new Uint8Array(readFileSync(module.wasmPath));
    const id = await installCanister({ agent: agents.controller, wasm, blsVerify: isOurs });
    const by = (agent: HttpAgent) => Actor.createActor<Service>(service, { agent, canisterId: id, blsVerify: isOurs });
    return {
      id,
      issuer: by(agents.issuer),
      stranger: by(agents.stranger),
      controller: by(agents.controller),
      anonymous: by(agents.anonymous),
      issuerPrincipal: issuer.getPrincipal(),
      as: async (identity: Identity) => by(await agent(identity)),
      upgrade: async (environment?: Record<string, string>) => {
        if (environment !== undefined) await setEnvironment(agents.controller, id, environment);
        await upgradeCanister({ agent: agents.controller, wasm, canisterId: id, blsVerify: isOurs });
      },
      certified: (answer: CertifiedAnswer | TipCertificate) =>
        certifiedTree(answer, { canisterId: id, rootKey: network.rootKey, ...ownOrFast() }),
    };
  };

  const untouchedRegistry = () => deploy<RegistryActor>(built.licence_registry, registryInterface);

  return {
    network,
    untouchedRegistry,
    registry: async () => {
      const deployed = await untouchedRegistry();
      await deployed.controller.grantRole(deployed.issuerPrincipal, { issuer: null });
      return deployed;
    },
    messenger: async () => {
      const deployed = await deploy<MessengerActor>(built.messenger, messengerInterface);
      await deployed.controller.grantRole(deployed.issuerPrincipal, { issuer: null });
      return deployed;
    },
    archive: async (registry) => {
      const deployed = await deploy<ArchiveActor>(built.log_archive, archiveInterface);
      await deployed.upgrade({ registry: registry.toText() });
      await deployed.controller.grantRole(deployed.issuerPrincipal, { issuer: null });
      return deployed;
    },
    probe: async () => (await deploy<ProbeActor>(await buildProbe(console.error), probeInterface)).stranger,
    stop: () => network.stop(),
  };
}

// The agent's own check takes 50 ms, twice an answer: another library's takes a tenth of that.
const derPrefix = bytes("308182301d060d2b0601040182dc7c0503010201060c2b0601040182dc7c05030201036100");
const isPaired = (key: Bytes, signature: Bytes, message: Bytes) =>
  blsVerify(joined(derPrefix, key), signature, message);

async function certifiedTree(
  answer: CertifiedAnswer | TipCertificate,
  trust: Omit<CreateCertificateOptions, "certificate">,
): Promise<Tree> {
  const [certificate, witness] =
    "witness" in answer ? [answer.certificate[0], answer.witness] : [answer[0]?.certificate, answer[0]?.hash_tree];
  if (certificate === undefined || witness === undefined) throw new Error("no certificate");
  const verified = await Certificate.create({ certificate: new Uint8Array(certificate), ...trust });
  const certifiedData = verified.lookup_path(["canister", trust.canisterId.toUint8Array(), "certified_data"]);
  const tree = decodeTree(new Uint8Array(witness));
  if (!("value" in certifiedData) || hex(certifiedData.value as Uint8Array) !== hex(rootOf(tree))) {
    throw new Error("the witness is not what the certificate certifies");
  }
  return tree;
}
