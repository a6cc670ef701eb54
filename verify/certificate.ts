/**
 * Certificates of the Internet Computer: from bytes that anybody may have sent to the 32 bytes that a canister
 * certified, signed under a pinned root key (interface specification, "Certification").
 */
import { sha256 } from "@noble/hashes/sha2";
import { areBothSigned, type BlsKey, blsKey, isSigned } from "./bls.ts";
import { compareBytes, concat, equalBytes, toHex, utf8Bytes } from "./bytes.ts";
import { type Cbor, decodeCbor } from "./cbor.ts";
import { reading, VerifyError } from "./errors.ts";
import { type HashTree, hashTree, leavesBelow, lookupPath, lookupSubtree, reconstruct } from "./hashTree.ts";
import { selfAuthenticating } from "./principal.ts";

const MINUTE = 60_000_000_000n;
/** Nanoseconds that a certificate may be old, and ahead of the clock. */
export const CERTIFICATE_MAX_AGE = 5n * MINUTE;
const MAX_AHEAD = 5n * MINUTE;
/** Nanoseconds that a delegation may be old. */
export const DELEGATION_MAX_AGE = 30n * 24n * 60n * MINUTE;

export interface Certificate {
  readonly tree: HashTree;
  readonly signature: Uint8Array;
  readonly delegation: { readonly subnetId: Uint8Array; readonly certificate: Uint8Array } | null;
}

/** What a certificate is checked against. */
export interface Trust {
  /** DER encoding of the root key, 133 bytes. */
  readonly rootKey: Uint8Array;
  readonly canisterId: Uint8Array;
  /** If given, the only subnet that may sign. */
  readonly subnetId: Uint8Array | null;
  /** Nanoseconds since 1970 UTC. */
  readonly now: bigint;
}

/** A subnet's state as far as a certificate shows it, and who signed. */
export interface SignedState {
  readonly tree: HashTree;
  /** Nanoseconds since 1970 UTC, from the certificate. */
  readonly time: bigint;
  readonly subnetId: Uint8Array;
  /** The subnet's public key, DER encoding. */
  readonly key: Uint8Array;
  /** Closed intervals of canister ids that the root key gives the subnet; null for the root subnet: all. */
  readonly ranges: readonly (readonly [Uint8Array, Uint8Array])[] | null;
  /** From the delegation's own certificate; null when the root key signed directly. */
  readonly delegationTime: bigint | null;
}

export interface Certified extends Pick<SignedState, "time" | "subnetId" | "delegationTime"> {
  readonly certifiedData: Uint8Array;
}

/** The parts of checking a certificate, in the order in which they are finished. */
export type CertificateStep = "delegation" | "signature" | "range" | "age";

/** Decodes a certificate, strictly. Throws `certificate-malformed`. */
export function decodeCertificate(bytes: Uint8Array): Certificate {
  return reading("certificate-malformed", () => {
    const map = decodeCbor(bytes);
    if (!(map instanceof Map)) throw new VerifyError("encoding", "certificate: no map");
    const tree: Cbor | undefined = map.get("tree");
    const signature: Cbor | undefined = map.get("signature");
    const delegation: Cbor | undefined = map.get("delegation");
    const size = delegation === undefined ? 2 : 3;
    if (tree === undefined || !(signature instanceof Uint8Array) || map.size !== size) {
      throw new VerifyError("encoding", "certificate: wrong fields");
    }
    return {
      tree: hashTree(tree),
      signature,
      delegation: delegation === undefined ? null : decodeDelegation(delegation),
    };
  });
}

function decodeDelegation(value: Cbor): { subnetId: Uint8Array; certificate: Uint8Array } {
  if (!(value instanceof Map) || value.size !== 2) throw new VerifyError("encoding", "delegation: wrong fields");
  const subnetId: Cbor | undefined = value.get("subnet_id");
  const certificate: Cbor | undefined = value.get("certificate");
  if (!(subnetId instanceof Uint8Array) || !(certificate instanceof Uint8Array)) {
    throw new VerifyError("encoding", "delegation: wrong types");
  }
  return { subnetId, certificate };
}

interface Issuer {
  readonly subnetId: Uint8Array;
  readonly der: Uint8Array;
  readonly key: BlsKey;
  readonly time: bigint | null;
  /** Closed intervals of canister ids; null for the root subnet, whose scope is everything. */
  readonly ranges: readonly (readonly [Uint8Array, Uint8Array])[] | null;
  /** What still has to be signed by the root key; null when it is known to be. */
  readonly claim: { readonly message: Uint8Array; readonly signature: Uint8Array } | null;
}

const REMEMBERED = 64;

/**
 * Checks certificates under one root key. Signatures that held are remembered by their bytes, so that a thousand
 * replies of one state cost one pairing check; ages, range and subnet are judged anew each time.
 */
export class CertificateChecker {
  readonly #rootDer: Uint8Array;
  readonly #rootKey: BlsKey;
  readonly #issuers = new Map<string, Issuer>();
  readonly #signed = new Set<string>();

  /** Throws `network-invalid` when the root key is none. */
  constructor(rootKey: Uint8Array) {
    this.#rootDer = rootKey;
    this.#rootKey = reading("network-invalid", () => blsKey(rootKey));
  }

  /** Everything of docs/verification.md, "The certificate", in its order. Throws the code of the check that failed. */
  check(bytes: Uint8Array, trust: Omit<Trust, "rootKey">, done: (step: CertificateStep) => void): Certified {
    const { tree, time, subnetId, delegationTime } = this.state(bytes, trust, done);
    const certifiedData = lookupPath([utf8Bytes("canister"), trust.canisterId, utf8Bytes("certified_data")], tree);
    if (certifiedData.status !== "found" || certifiedData.value.length !== 32) {
      throw new VerifyError("certified-data-missing", `certified data: ${certifiedData.status}`);
    }
    return { certifiedData: certifiedData.value, time, subnetId, delegationTime };
  }

  /** The state that a certificate of now shows, whatever it shows of it. Throws the code of the check that failed. */
  state(bytes: Uint8Array, trust: Omit<Trust, "rootKey">, done: (step: CertificateStep) => void): SignedState {
    const certificate = decodeCertificate(bytes);
    const issuer = this.#issuer(certificate);
    if (trust.subnetId && !equalBytes(trust.subnetId, issuer.subnetId)) {
      throw new VerifyError("subnet-mismatch", "another subnet signed");
    }
    if (issuer.time !== null) {
      checkAge(issuer.time, trust.now, DELEGATION_MAX_AGE, "delegation-too-old", "delegation-from-future");
    }
    this.#checkSignatures(bytes, certificate, issuer, done);
    checkRange(issuer, trust.canisterId);
    done("range");
    const time = certificateTime(certificate.tree, "certificate-malformed");
    checkAge(time, trust.now, CERTIFICATE_MAX_AGE, "certificate-too-old", "certificate-from-future");
    done("age");
    const { subnetId, der: key, ranges, time: delegationTime } = issuer;
    return { tree: certificate.tree, time, subnetId, key, ranges, delegationTime };
  }

  /** The tree of a certificate of any age that is signed under the root key by a subnet of this canister. Throws the code of what failed. */
  signed(bytes: Uint8Array, canisterId: Uint8Array): HashTree {
    const certificate = decodeCertificate(bytes);
    const issuer = this.#issuer(certificate);
    this.#checkSignatures(bytes, certificate, issuer, () => {});
    checkRange(issuer, canisterId);
    return certificate.tree;
  }

  #issuer({ delegation }: Certificate): Issuer {
    if (!delegation) {
      const subnetId = selfAuthenticating(this.#rootDer);
      return { subnetId, der: this.#rootDer, key: this.#rootKey, time: null, ranges: null, claim: null };
    }
    const known = this.#issuers.get(delegationId(delegation));
    if (known) return known;
    const inner = decodeCertificate(delegation.certificate);
    if (inner.delegation) throw new VerifyError("delegation-nested", "the delegation has a delegation");
    const found = lookupPath([utf8Bytes("subnet"), delegation.subnetId, utf8Bytes("public_key")], inner.tree);
    if (found.status !== "found") throw new VerifyError("delegation-keyless", `subnet key: ${found.status}`);
    return {
      subnetId: delegation.subnetId,
      der: found.value,
      key: reading("delegation-keyless", () => blsKey(found.value)),
      time: certificateTime(inner.tree, "certificate-malformed"),
      ranges: reading("certificate-malformed", () => canisterRanges(delegation.subnetId, inner.tree)),
      claim: { message: stateRoot(inner.tree), signature: inner.signature },
    };
  }

  /** Both signatures at once; what is told to `done` is known by then. */
  #checkSignatures(
    bytes: Uint8Array,
    certificate: Certificate,
    issuer: Issuer,
    done: (step: CertificateStep) => void,
  ): void {
    // The root key is part of the checker, so bytes that held once hold always.
    const id = toHex(sha256(bytes));
    if (!this.#signed.has(id)) {
      const own = { key: issuer.key, message: stateRoot(certificate.tree), signature: certificate.signature };
      const root = issuer.claim && { key: this.#rootKey, ...issuer.claim };
      if (!(root ? areBothSigned(root, own) : isSigned(own))) {
        // Which of the two failed is worth a second look: it tells a wrong network from a tampered reply.
        if (root && !isSigned(root)) throw new VerifyError("delegation-signature", "not signed by the root key");
        done("delegation");
        throw new VerifyError("certificate-signature", "not signed by the subnet");
      }
    }
    done("delegation");
    done("signature");
    if (certificate.delegation && issuer.claim) {
      trim(this.#issuers);
      this.#issuers.set(delegationId(certificate.delegation), { ...issuer, claim: null });
    }
    trim(this.#signed);
    this.#signed.add(id);
  }
}

/** Keeps a memory bounded: forgets the oldest. */
function trim(memory: Map<string, unknown> | Set<string>): void {
  if (memory.size < REMEMBERED) return;
  for (const oldest of memory.keys()) {
    memory.delete(oldest);
    return;
  }
}

function delegationId({ subnetId, certificate }: { subnetId: Uint8Array; certificate: Uint8Array }): string {
  return `${toHex(subnetId)} ${toHex(sha256(certificate))}`;
}

/** What a subnet signs: the domain separator and the root hash of its state. */
export function stateRoot(tree: HashTree): Uint8Array {
  return concat(Uint8Array.of(13), utf8Bytes("ic-state-root"), reconstruct(tree));
}

function checkRange({ ranges }: Issuer, canisterId: Uint8Array): void {
  const isWithin = ranges?.some(
    ([first, last]) => compareBytes(first, canisterId) <= 0 && compareBytes(canisterId, last) <= 0,
  );
  if (ranges !== null && !isWithin) throw new VerifyError("canister-out-of-range", "not a canister of this subnet");
}

/** The shard of a delegation's ranges that holds a canister, by its label; null in the older form. Throws `certificate-malformed`. */
export function shardOf(subnetId: Uint8Array, tree: HashTree, canisterId: Uint8Array): Uint8Array | null {
  const sharded = lookupSubtree([utf8Bytes("canister_ranges"), subnetId], tree);
  const shards = sharded.status === "found" ? leavesBelow(sharded.tree) : [];
  return shards.findLast(({ label }) => compareBytes(label, canisterId) <= 0)?.label ?? shards[0]?.label ?? null;
}

/** The ranges that a delegation shows: the sharded form if it is there, otherwise the older one. Throws `encoding`. */
export function canisterRanges(subnetId: Uint8Array, tree: HashTree): [Uint8Array, Uint8Array][] {
  const sharded = lookupSubtree([utf8Bytes("canister_ranges"), subnetId], tree);
  const shards = sharded.status === "found" ? leavesBelow(sharded.tree) : [];
  if (shards.length > 0) return shards.flatMap(({ value }) => decodeRanges(value));
  const whole = lookupPath([utf8Bytes("subnet"), subnetId, utf8Bytes("canister_ranges")], tree);
  return whole.status === "found" ? decodeRanges(whole.value) : [];
}

function decodeRanges(bytes: Uint8Array): [Uint8Array, Uint8Array][] {
  const list = decodeCbor(bytes);
  if (!Array.isArray(list)) throw new VerifyError("encoding", "canister ranges: no list");
  return list.map((item: Cbor): [Uint8Array, Uint8Array] => {
    const [first, last, more]: (Cbor | undefined)[] = Array.isArray(item) ? item : [];
    if (!(first instanceof Uint8Array) || !(last instanceof Uint8Array) || more !== undefined) {
      throw new VerifyError("encoding", "canister ranges: no pair");
    }
    return [first, last];
  });
}

/** When a certificate was made, in nanoseconds since 1970 UTC. Throws `code` where its tree does not say. */
export function certificateTime(tree: HashTree, code: "certificate-malformed"): bigint {
  const found = lookupPath([utf8Bytes("time")], tree);
  if (found.status !== "found") throw new VerifyError(code, `time: ${found.status}`);
  return reading(code, () => unsignedLeb128(found.value));
}

/** Unsigned LEB128 below 2^64. Throws `encoding`. */
export function unsignedLeb128(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const [i, byte] of bytes.entries()) {
    value |= BigInt(byte & 0x7f) << BigInt(7 * i);
    const isLast = i === bytes.length - 1;
    if (byte < 0x80 !== isLast) throw new VerifyError("encoding", "LEB128: wrong length");
  }
  if (bytes.length === 0 || value >= 1n << 64n) throw new VerifyError("encoding", "LEB128: out of bounds");
  return value;
}

function checkAge(
  time: bigint,
  now: bigint,
  maxAge: bigint,
  tooOld: "certificate-too-old" | "delegation-too-old",
  ahead: "certificate-from-future" | "delegation-from-future",
): void {
  if (now - time > maxAge) throw new VerifyError(tooOld, `${(now - time) / 1_000_000_000n} s old`);
  if (time - now > MAX_AHEAD) throw new VerifyError(ahead, `${(time - now) / 1_000_000_000n} s ahead of the clock`);
}
