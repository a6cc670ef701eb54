/** For tests: a root and a subnet with keys of their own, whose certificates are as genuine as keys can make them. */
import { bls12_381 } from "@noble/curves/bls12-381";
import { derOfBlsKey } from "../bls.ts";
import { concat, toHex, utf8Bytes } from "../bytes.ts";
import { type EncodableMap, encodeSelfDescribed } from "../cbor.ts";
import { stateRoot } from "../certificate.ts";
import type { HashTree } from "../hashTree.ts";
import { leaf, level, treeValue, witness } from "./trees.ts";

const { shortSignatures } = bls12_381;

export class KeyPair {
  readonly secret: Uint8Array;
  readonly der: Uint8Array;
  readonly #signed = new Map<string, Uint8Array>();

  /** A key from a small number, so that vectors stay the same. */
  constructor(seed: number) {
    this.secret = new Uint8Array(32);
    this.secret.set([seed, 0x5a, 0x4e, 0x44], 28);
    this.der = derOfBlsKey(shortSignatures.getPublicKey(this.secret).toBytes());
  }

  /** Signs a message once and remembers: a signature costs ten milliseconds, and tests repeat themselves. */
  sign(message: Uint8Array): Uint8Array {
    const id = toHex(message);
    const known = this.#signed.get(id);
    if (known) return known;
    const point = shortSignatures.sign(shortSignatures.hash(message), this.secret);
    const signature = shortSignatures.Signature.toBytes(point);
    this.#signed.set(id, signature);
    return signature;
  }
}

export type Range = readonly [Uint8Array, Uint8Array];

/** How a certificate comes to be; everything has an honest value unless a test says otherwise. */
export interface Making {
  readonly certifiedData: Uint8Array;
  /** Nanoseconds. */
  readonly time: bigint;
  readonly delegationTime?: bigint;
  readonly canisterId?: Uint8Array;
  readonly ranges?: readonly Range[];
  /** `sharded`, `whole` (the older form), `both`, or no ranges at all. */
  readonly rangeForm?: "sharded" | "whole" | "both" | "none";
  readonly shardSize?: number;
  readonly rootSigner?: KeyPair;
  readonly subnetSigner?: KeyPair;
  /** Signed by the root key itself, without a delegation. */
  readonly isRoot?: boolean;
  /** The delegation's certificate gets a delegation of its own. */
  readonly isNested?: boolean;
  readonly prune?: (tree: HashTree) => HashTree;
  readonly pruneDelegation?: (tree: HashTree) => HashTree;
}

export const ROOT = new KeyPair(1);
export const SUBNET = new KeyPair(2);
export const SUBNET_ID = Uint8Array.from({ length: 29 }, (_, i) => (i === 28 ? 2 : 0xa0 + i));
export const CANISTER_ID = canisterId(7);
export const RANGE: Range = [canisterId(0), canisterId(0xfffff)];

/** A canister id as the Internet Computer assigns them: eight bytes, then 0x01 0x01. */
export function canisterId(index: number): Uint8Array {
  const bytes = new Uint8Array(10);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(index));
  bytes.set([1, 1], 8);
  return bytes;
}

/** The bytes of a certificate, made as told. */
export function makeCertificate(making: Making): Uint8Array {
  const canister = making.canisterId ?? CANISTER_ID;
  const state = level([
    [utf8Bytes("time"), leaf(leb128(making.time))],
    [utf8Bytes("canister"), level([[canister, level([[utf8Bytes("certified_data"), leaf(making.certifiedData)]])]])],
    [utf8Bytes("request_status"), level([])],
  ]);
  return signedState(
    state,
    making,
    [utf8Bytes("time")],
    [utf8Bytes("canister"), canister, utf8Bytes("certified_data")],
  );
}

/** What a subnet tells of itself and of a canister; everything has an honest value unless a test says otherwise. */
export interface About extends Omit<Making, "certifiedData"> {
  readonly type?: string | null;
  readonly nodes?: readonly Uint8Array[];
  readonly moduleHash?: Uint8Array | null;
  readonly controllers?: Uint8Array;
}

/** The public key of a node of the test's subnet. */
export const nodeKey = (node: Uint8Array): Uint8Array => concat(utf8Bytes("key of "), node);

/** The certificate that answers a question about the subnet and the program of a canister. */
export function makeAbout(about: About): Uint8Array {
  const canister = about.canisterId ?? CANISTER_ID;
  const { type = "application", nodes = [SUBNET_ID], moduleHash = new Uint8Array(32).fill(0x77) } = about;
  const controllers = about.controllers ?? encodeSelfDescribed([CANISTER_ID]);
  const state = level([
    [utf8Bytes("time"), leaf(leb128(about.time))],
    [
      utf8Bytes("canister"),
      level([
        [
          canister,
          level([
            [utf8Bytes("controllers"), leaf(controllers)],
            ...(moduleHash ? [[utf8Bytes("module_hash"), leaf(moduleHash)] as const] : []),
          ]),
        ],
      ]),
    ],
    [
      utf8Bytes("subnet"),
      level([
        [
          SUBNET_ID,
          level([
            [
              utf8Bytes("node"),
              level(nodes.map((node) => [node, level([[utf8Bytes("public_key"), leaf(nodeKey(node))]])])),
            ],
            ...(type === null ? [] : [[utf8Bytes("type"), leaf(utf8Bytes(type))] as const]),
          ]),
        ],
      ]),
    ],
  ]);
  const ofCanister = (name: string) => [utf8Bytes("canister"), canister, utf8Bytes(name)];
  const subnet = [utf8Bytes("subnet"), SUBNET_ID];
  return signedState(state, about, [utf8Bytes("time")], ofCanister("controllers"), ofCanister("module_hash"), subnet);
}

function signedState(
  state: HashTree,
  making: Omit<Making, "certifiedData">,
  ...paths: readonly (readonly Uint8Array[])[]
): Uint8Array {
  const signer = making.subnetSigner ?? (making.isRoot ? ROOT : SUBNET);
  const shown = (making.prune ?? ((tree: HashTree) => tree))(witness(state, ...paths));
  const certificate: EncodableMap = { tree: treeValue(shown), signature: signer.sign(stateRoot(state)) };
  if (making.isRoot) return encodeSelfDescribed(certificate);
  return encodeSelfDescribed({ ...certificate, delegation: delegation(making) });
}

function delegation(making: Omit<Making, "certifiedData">): EncodableMap {
  const { ranges = [RANGE], rangeForm = "both", shardSize = 1 } = making;
  const shards = Array.from({ length: Math.ceil(ranges.length / shardSize) }, (_, i) =>
    ranges.slice(i * shardSize, (i + 1) * shardSize),
  );
  const isSharded = rangeForm === "sharded" || rangeForm === "both";
  const isWhole = rangeForm === "whole" || rangeForm === "both";
  const state = level([
    [utf8Bytes("time"), leaf(leb128(making.delegationTime ?? making.time))],
    [
      utf8Bytes("subnet"),
      level([
        [
          SUBNET_ID,
          level([
            [utf8Bytes("public_key"), leaf(SUBNET.der)],
            ...(isWhole ? [[utf8Bytes("canister_ranges"), leaf(rangesBytes(ranges))] as const] : []),
          ]),
        ],
      ]),
    ],
    ...(isSharded
      ? [
          [
            utf8Bytes("canister_ranges"),
            level([
              [SUBNET_ID, level(shards.map((shard) => [shard[0]?.[0] ?? new Uint8Array(), leaf(rangesBytes(shard))]))],
            ]),
          ] as const,
        ]
      : []),
  ]);
  const signature = (making.rootSigner ?? ROOT).sign(stateRoot(state));
  const inner: EncodableMap = {
    tree: treeValue((making.pruneDelegation ?? ((tree: HashTree) => tree))(state)),
    signature,
  };
  const first = { subnet_id: SUBNET_ID, certificate: encodeSelfDescribed(inner) };
  if (!making.isNested) return first;
  return { subnet_id: SUBNET_ID, certificate: encodeSelfDescribed({ ...inner, delegation: first }) };
}

function rangesBytes(ranges: readonly Range[]): Uint8Array {
  return encodeSelfDescribed(ranges.map(([first, last]) => [first, last]));
}

/** Unsigned LEB128. */
export function leb128(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80n) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  return Uint8Array.of(...bytes, Number(rest));
}

/** A certified query's Candid reply: `(record { certificate : opt blob; witness : blob })`. */
export function verificationReply(certificate: Uint8Array | null, tree: Uint8Array): Uint8Array {
  const types = Uint8Array.of(3, 0x6d, 0x7b, 0x6e, 0, 0x6c, 2, ...FIELDS.certificate, 1, ...FIELDS.witness, 0, 1, 2);
  const option = certificate ? [Uint8Array.of(1), leb128(BigInt(certificate.length)), certificate] : [Uint8Array.of(0)];
  return concat(utf8Bytes("DIDL"), types, ...option, leb128(BigInt(tree.length)), tree);
}

/** LEB128 of Candid's hashes of the two field names; `certificate` comes first. */
const FIELDS = { certificate: leb128(candidHash("certificate")), witness: leb128(candidHash("witness")) };

function candidHash(name: string): bigint {
  return utf8Bytes(name).reduce((hash, byte) => (hash * 223n + BigInt(byte)) % (1n << 32n), 0n);
}

/** An HTTP reply to a query. */
export function queryReply(arg: Uint8Array): Uint8Array {
  return encodeSelfDescribed({ status: "replied", reply: { arg }, signatures: [] });
}
