/**
 * What stands behind a signature: the subnet that signs, its computers, and the program that it runs for a canister. All
 * of it is read from certificates, and none of it is believed of whoever hands them on.
 */
import { sha256 } from "@noble/hashes/sha2";
import { toHex, utf8Bytes } from "./bytes.ts";
import { decodeCbor } from "./cbor.ts";
import { CertificateChecker, type SignedState } from "./certificate.ts";
import { PATIENCE, readState, type SignerOf, signerRequest } from "./client.ts";
import { reading, VerifyError } from "./errors.ts";
import { childrenOf, type HashTree, lookupPath, lookupSubtree } from "./hashTree.ts";
import { parseNetwork } from "./network.ts";
import { principalText } from "./principal.ts";
import { STEPS, type Step, type Unchecked } from "./verdict.ts";
import type { VerifierOptions } from "./verifier.ts";

/** A subnet and a canister on it. Fingerprints are SHA-256 in hexadecimal, times nanoseconds since 1970 UTC. */
export interface Signer {
  readonly subnetId: string;
  /** Of the subnet's public key, DER encoding; the root key vouches for it. */
  readonly keyFingerprint: string;
  /** First and last id of each run of canisters that the root key gives the subnet; null: all. */
  readonly canisterRanges: readonly (readonly [first: string, last: string])[] | null;
  /** As the subnet says of itself, such as `application`; null where it says nothing. */
  readonly type: string | null;
  /** The computers of the subnet as it names them itself, with the fingerprints of their keys. */
  readonly nodes: readonly { readonly id: string; readonly keyFingerprint: string }[];
  readonly canisterId: string;
  /** Of the program that the canister runs; null when it runs none. */
  readonly moduleHash: string | null;
  /** Who may change that program. */
  readonly controllers: readonly string[];
  readonly certificateTime: bigint;
  /** Null when the root key itself signed. */
  readonly delegationTime: bigint | null;
  /** By the verifier's own clock. */
  readonly checkedAt: bigint;
}

export type SignerVerdict = { readonly answer: "signed"; readonly signer: Signer } | Unchecked;

export interface SignerQuestion extends VerifierOptions, SignerOf {
  /** As `GET /api/v1/network` describes it. */
  readonly network: unknown;
}

/** Asks a subnet about itself and about a canister's program, and checks the answer. Never throws. */
export async function verifySigner({
  fetch,
  now = Date.now,
  timeout,
  onStep,
  ...of
}: SignerQuestion): Promise<SignerVerdict> {
  const checks: Step[] = [];
  const done = (step: Step) => {
    checks.push(step);
    onStep?.(step);
  };
  try {
    const network = parseNetwork(of.network);
    const { subnetId, ...request } = signerRequest(network, of);
    done("number");
    const asked = { fetch: fetch ?? globalThis.fetch.bind(globalThis), now, timeout: timeout ?? PATIENCE };
    const certificate = await readState(request, asked);
    done("query");
    const checkedAt = BigInt(Math.trunc(now())) * 1_000_000n;
    const trust = { canisterId: request.canisterId, subnetId, now: checkedAt };
    const state = new CertificateChecker(network.rootKey).state(certificate, trust, done);
    const signer = readSigner(state, request.canisterId, checkedAt);
    done("record");
    return { answer: "signed", signer };
  } catch (error) {
    const failed = STEPS.find((step) => step !== "witness" && !checks.includes(step)) ?? "record";
    const code = error instanceof VerifyError ? error.code : "internal";
    return {
      answer: "unchecked",
      code,
      detail: error instanceof Error ? error.message : "unknown fault",
      checks,
      failed,
    };
  }
}

/** Throws `record-malformed` or `witness-incomplete`. */
function readSigner(state: SignedState, canisterId: Uint8Array, checkedAt: bigint): Signer {
  const { tree, subnetId, key, ranges, time, delegationTime } = state;
  const ofCanister = (leaf: string) => shown([utf8Bytes("canister"), canisterId, utf8Bytes(leaf)], tree);
  const ofSubnet = [utf8Bytes("subnet"), subnetId];
  const type = shown([...ofSubnet, utf8Bytes("type")], tree);
  const nodes = lookupSubtree([...ofSubnet, utf8Bytes("node")], tree);
  const moduleHash = ofCanister("module_hash");
  return reading("record-malformed", () => ({
    subnetId: principalText(subnetId),
    keyFingerprint: toHex(sha256(key)),
    canisterRanges: ranges === null ? null : ranges.map(([first, last]) => [principalText(first), principalText(last)]),
    type: type && utf8Text(type),
    nodes: nodes.status === "found" ? childrenOf(nodes.tree).map(({ label, tree: node }) => nodeOf(label, node)) : [],
    canisterId: principalText(canisterId),
    moduleHash: moduleHash && toHex(moduleHash),
    controllers: principals(ofCanister("controllers")),
    certificateTime: time,
    delegationTime,
    checkedAt,
  }));
}

function nodeOf(id: Uint8Array, node: HashTree): Signer["nodes"][number] {
  const key = lookupPath([utf8Bytes("public_key")], node);
  if (key.status !== "found") throw new VerifyError("encoding", "a node without its key");
  return { id: principalText(id), keyFingerprint: toHex(sha256(key.value)) };
}

/** A leaf, or null when it is proved that there is none. Throws `witness-incomplete` when the tree says neither. */
function shown(path: readonly Uint8Array[], tree: HashTree): Uint8Array | null {
  const found = lookupPath(path, tree);
  if (found.status === "found") return found.value;
  if (found.status === "absent") return null;
  throw new VerifyError("witness-incomplete", `the certificate says ${found.status}`);
}

function principals(bytes: Uint8Array | null): string[] {
  const list = bytes === null ? [] : decodeCbor(bytes);
  if (!Array.isArray(list)) throw new VerifyError("encoding", "controllers: no list");
  return list.map((item) => {
    if (!(item instanceof Uint8Array)) throw new VerifyError("encoding", "controllers: no principal");
    return principalText(item);
  });
}

function utf8Text(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new VerifyError("encoding", "not UTF-8");
  }
}
