import { Cbor, IC_REQUEST_DOMAIN_SEPARATOR, requestIdOf } from "@dfinity/agent";
import { IDL } from "@dfinity/candid";
import { Principal } from "@dfinity/principal";
import { z } from "zod";
import { DelegationError, signedBy, type Trust } from "./delegation.ts";
import { personalUpdates } from "./personal.ts";
import { signedCallBytes } from "./signedCall.ts";
import { SignedDelegations } from "./signedDelegations.ts";

/** A call that people sign themselves. */
export type PersonalMethod = keyof typeof personalUpdates;

/** A signed call that holds: who signed it, what it says (decoded from Candid), until when it may be handed on, and its id, hex. */
export type SignedCall = {
  principal: string;
  method: PersonalMethod;
  argument: unknown;
  expiresAt: Date;
  requestId: string;
};

/**
 * What is wrong with a signed call: `form` (no envelope of a call, or one that is too large), `canister`, `method`, `argument`
 * (not what was to be signed), `expiry` (over, or too far away), `sender` (it speaks for somebody else than its key), `signature`.
 */
export type SignedCallFault = "form" | "canister" | "method" | "argument" | "expiry" | "sender" | "signature";

/** What the call has to be. */
export type ExpectedCall = {
  canister: string;
  methods: readonly PersonalMethod[];
  /** The very argument, in Candid; left out where any of the method's will do. */
  argument?: Uint8Array;
};

const bytes = z.instanceof(Uint8Array);
const natural = z.union([z.bigint().min(0n), z.int().min(0)]).transform(BigInt);
const Envelope = z.strictObject({
  content: z.strictObject({
    request_type: z.literal("call"),
    canister_id: bytes,
    method_name: z.string(),
    arg: bytes,
    sender: bytes,
    ingress_expiry: natural,
    nonce: bytes.optional(),
  }),
  sender_pubkey: bytes,
  sender_sig: bytes,
  sender_delegation: z
    .array(
      z.strictObject({
        delegation: z.strictObject({ pubkey: bytes, expiration: natural, targets: z.array(bytes).optional() }),
        signature: bytes,
      }),
    )
    .optional(),
});
type Envelope = z.infer<typeof Envelope>;

/** A network takes what expires within five minutes by its own clock; the clock of whoever signs may be ahead of it. */
const furthestMilliseconds = 5 * 60_000 + 30_000;

/**
 * Reads a signed call and checks all of it: that it is the one that was to be signed, for this canister, not run out at `now`, and
 * signed by the key that its sender's principal belongs to, through every delegation. What holds here is taken by the network, and nobody else can have made it.
 */
export async function readSignedCall(
  envelope: Uint8Array,
  expected: ExpectedCall,
  trust: Trust,
  now: Date,
): Promise<{ ok: true; call: SignedCall } | { ok: false; fault: SignedCallFault }> {
  const wrong = (fault: SignedCallFault) => ({ ok: false as const, fault });
  const read = envelopeOf(envelope);
  if (!read) return wrong("form");
  const { content } = read;
  const method = expected.methods.find((name) => name === content.method_name);
  if (Buffer.compare(content.canister_id, Principal.fromText(expected.canister).toUint8Array()) !== 0)
    return wrong("canister");
  if (!method) return wrong("method");
  if (expected.argument && Buffer.compare(content.arg, expected.argument) !== 0) return wrong("argument");
  const argument = argumentOf(method, content.arg);
  if (argument === undefined) return wrong("argument");
  const expiresAt = new Date(Number(content.ingress_expiry / 1_000_000n));
  if (expiresAt <= now || expiresAt.getTime() - now.getTime() > furthestMilliseconds) return wrong("expiry");
  const signer = await signerOf(read, trust, now);
  if (!signer) return wrong("signature");
  if (Buffer.compare(signer.toUint8Array(), content.sender) !== 0) return wrong("sender");
  const requestId = Buffer.from(idOf(content)).toString("hex");
  return { ok: true, call: { principal: signer.toText(), method, argument, expiresAt, requestId } };
}

/** The id of the request that an envelope carries. Throws where it is no envelope of a call. */
export function requestIdOfSigned(envelope: Uint8Array): Uint8Array {
  const read = envelopeOf(envelope);
  if (!read) throw new Error("no envelope of a call");
  return idOf(read.content);
}

function envelopeOf(envelope: Uint8Array): Envelope | undefined {
  if (envelope.length === 0 || envelope.length > signedCallBytes) return undefined;
  try {
    return Envelope.parse(Cbor.decode(envelope));
  } catch {
    return undefined;
  }
}

function argumentOf(method: PersonalMethod, arg: Uint8Array): unknown {
  try {
    return IDL.decode(personalUpdates[method].arguments, arg)[0];
  } catch {
    return undefined;
  }
}

function idOf(content: Envelope["content"]): Uint8Array {
  return requestIdOf(content);
}

async function signerOf(envelope: Envelope, trust: Trust, now: Date): Promise<Principal | undefined> {
  const delegations = (envelope.sender_delegation ?? []).map(({ delegation, signature }) => ({
    delegation: {
      pubkey: hex(delegation.pubkey),
      expiration: delegation.expiration.toString(16).padStart(16, "0"),
      ...(delegation.targets && { targets: delegation.targets.map(hex) }),
    },
    signature: hex(signature),
  }));
  const chain = { publicKey: hex(envelope.sender_pubkey), delegations };
  // Whoever signs with a key of their own needs no delegation; a chain that is there is bounded as for a sign-in.
  if (delegations.length > 0 && !SignedDelegations.safeParse(chain).success) return undefined;
  const message = Buffer.concat([IC_REQUEST_DOMAIN_SEPARATOR, idOf(envelope.content)]);
  try {
    return await signedBy(chain, message, envelope.sender_sig, trust, now);
  } catch (error) {
    if (error instanceof DelegationError) return undefined;
    throw error;
  }
}

function hex(part: Uint8Array): string {
  return Buffer.from(part).toString("hex");
}
