import { domainSeparator } from "../crypto/hash.ts";
import { hashOfMap } from "../wire/requestId.ts";
import type { CanisterSigner } from "./canisterSigner.ts";
import { ed25519Key, type IdentityKey, type KeyKind, p256Key } from "./keys.ts";

const DOMAIN = domainSeparator("ic-request-auth-delegation");
const MINUTE = 60_000_000_000n;
const DEFAULT_LIFE = 30n * MINUTE;
const MAX_LIFE = 30n * 24n * 60n * MINUTE;
const KINDS: KeyKind[] = ["ed25519", "p256", "canister"];

export interface DelegationRequest {
  anchor: string;
  /** The origin that the principal is derived for. */
  origin: string;
  /** DER. */
  sessionPublicKey: Uint8Array;
  /** Nanoseconds; half an hour when left out, at most thirty days. */
  maxTimeToLive?: bigint;
}

export interface SignedDelegation {
  userPublicKey: Uint8Array;
  pubkey: Uint8Array;
  /** Nanoseconds since 1970. */
  expiration: bigint;
  signature: Uint8Array;
}

/**
 * The kind of key behind an anchor. The numbered ones take turns, so that whoever verifies delegations meets every kind:
 * demo 1 Ed25519, demo 2 ECDSA on P-256, demo 3 canister signatures, and so on. Named ones have Ed25519 keys.
 */
function keyKindOf(anchor: string): KeyKind {
  const number = /^demo ([1-9]\d*)$/.exec(anchor)?.[1];
  return KINDS[(Number(number ?? 1) - 1) % KINDS.length] ?? "ed25519";
}

/** Issues delegations from identities that are derived from one seed: another one for each anchor and origin. */
export class Delegator {
  readonly #seed: Uint8Array;
  readonly #signer: CanisterSigner | null;

  /** @param signer without one, anchors whose kind is canister signatures cannot be used. */
  constructor(seed: Uint8Array, signer: CanisterSigner | null) {
    this.#seed = seed;
    this.#signer = signer;
  }

  async #key(anchor: string, origin: string): Promise<IdentityKey> {
    const kind = keyKindOf(anchor);
    if (kind === "ed25519") return ed25519Key(this.#seed, anchor, origin);
    if (kind === "p256") return p256Key(this.#seed, anchor, origin);
    if (!this.#signer) throw new Error("canister signatures need a network");
    return this.#signer.key(this.#seed, anchor, origin);
  }

  /** One delegation from the identity of an anchor at an origin to a session key, for all canisters. */
  async delegate({ anchor, origin, sessionPublicKey, maxTimeToLive }: DelegationRequest): Promise<SignedDelegation> {
    const key = await this.#key(anchor, origin);
    const asked = maxTimeToLive ?? DEFAULT_LIFE;
    const expiration = BigInt(Date.now()) * 1_000_000n + (asked < MAX_LIFE ? asked : MAX_LIFE);
    const hash = hashOfMap({ pubkey: sessionPublicKey, expiration });
    const signature = await key.sign(Buffer.concat([DOMAIN, hash]));
    return { userPublicKey: key.publicDer, pubkey: sessionPublicKey, expiration, signature };
  }
}
