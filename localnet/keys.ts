import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { BlsKey } from "./crypto/bls.ts";
import { selfAuthenticating } from "./crypto/principal.ts";
import type { SubnetKeys } from "./replica/subnet.ts";
import type { Network } from "./replica/types.ts";
import { CertifiedState } from "./tree/certificate.ts";
import { LabelTrie } from "./tree/labelTrie.ts";
import { topology } from "./tree/topology.ts";
import { unsignedLeb128 } from "./wire/leb128.ts";

// A key file is written whole or not at all.
function kept(dir: string, name: string, make: () => Uint8Array): Uint8Array {
  const path = join(dir, name);
  if (existsSync(path)) return readFileSync(path);
  const bytes = make();
  const fd = openSync(`${path}.new`, "w", 0o600);
  writeSync(fd, bytes);
  fsyncSync(fd);
  closeSync(fd);
  renameSync(`${path}.new`, path);
  return bytes;
}

export interface Keys {
  subnet: SubnetKeys;
  nodePrivateKey: KeyObject;
}

/** Makes a folder that only its owner may enter. */
export function privateFolder(dir: string): string {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  chmodSync(dir, 0o700);
  return dir;
}

/**
 * The network's keys, made on the first start and kept in a folder: the root subnet's and the application subnet's BLS
 * keys and the node's Ed25519 key, each in a file of mode 0600. The root delegates to the application subnet anew on every
 * start, so that the delegation is as old as the process. Needs blsReady().
 */
export function networkKeys(dir: string): Keys {
  privateFolder(dir);
  const root = new BlsKey(kept(dir, "root.bls", () => BlsKey.generate().secret));
  const subnet = new BlsKey(kept(dir, "subnet.bls", () => BlsKey.generate().secret));
  const node = kept(dir, "node.pem", () =>
    Buffer.from(generateKeyPairSync("ed25519").privateKey.export({ format: "pem", type: "pkcs8" })),
  );
  const nodePrivateKey = createPrivateKey(Buffer.from(node));
  const nodeKey = createPublicKey(nodePrivateKey).export({ format: "der", type: "spki" });
  const network: Network = {
    rootKey: root.publicDer,
    rootSubnetId: selfAuthenticating(root.publicDer),
    subnetKey: subnet.publicDer,
    subnetId: selfAuthenticating(subnet.publicDer),
    subnetType: "application",
    nodeId: selfAuthenticating(nodeKey),
    nodeKey,
  };
  const delegation = { subnetId: network.subnetId, certificate: delegationCertificate(network, root) };
  return { subnet: { network, subnetSecret: subnet.secret, delegation }, nodePrivateKey };
}

/** The root's certificate for the application subnet: its key, type and canister ranges, in both forms. */
function delegationCertificate(network: Network, root: BlsKey): Uint8Array {
  const time = BigInt(Date.now()) * 1_000_000n;
  const { subnet, ranges } = topology(network);
  const tree = LabelTrie.of([
    ["canister_ranges", ranges],
    ["subnet", subnet],
    ["time", unsignedLeb128(time)],
  ]);
  const path = (...parts: (string | Uint8Array)[]) => parts.map((part) => Buffer.from(part));
  return new CertifiedState(tree, time, root).certifyPaths([
    path("canister_ranges", network.subnetId),
    path("subnet", network.subnetId, "canister_ranges"),
    path("subnet", network.subnetId, "public_key"),
    path("subnet", network.subnetId, "type"),
  ]);
}
