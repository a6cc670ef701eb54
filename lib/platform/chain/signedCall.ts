import { Cbor, Endpoint, Expiry, type Identity, makeNonce, SubmitRequestType } from "@dfinity/agent";
import { IDL } from "@dfinity/candid";
import { Principal } from "@dfinity/principal";
import type { GovernanceCall } from "./governance.ts";
import { candidOf, personalUpdates } from "./personal.ts";

/** What an approver approves: a batch by its code, with the hashes of its manifest and of its plan, 32 bytes in hex each. */
export type BatchApproval = { batchId: string; manifestHash: string; planHash: string };

/** The update that an identity is to sign. `arg` is Candid; the signature runs out after so many seconds, 300 at most. */
export type CallToSign = { canister: string; method: string; arg: Uint8Array; expiresInSeconds: number };

/** A signed call is at most this many bytes: a chain of delegations with canister signatures is large. */
export const signedCallBytes = 16_384;

/**
 * An update signed by `identity` and not sent: the ingress envelope in CBOR (IC interface specification, "Authentication"), which
 * anybody may hand to the network until it expires, and nobody can change. Works in a browser as on a server.
 */
export async function signedCall(identity: Identity, call: CallToSign): Promise<Uint8Array> {
  const signed: unknown = await identity.transformRequest({
    endpoint: Endpoint.Call,
    request: { method: "POST" },
    body: {
      request_type: SubmitRequestType.Call,
      canister_id: Principal.fromText(call.canister),
      method_name: call.method,
      arg: call.arg,
      sender: identity.getPrincipal(),
      ingress_expiry: Expiry.fromDeltaInMilliseconds(call.expiresInSeconds * 1_000),
      nonce: makeNonce(),
    },
  });
  return Cbor.encode((signed as { body: unknown }).body);
}

/** The argument of `approveBatch`, in Candid. Throws when a hash has not 32 bytes. */
export function approvalArgument({ batchId, manifestHash, planHash }: BatchApproval): Uint8Array {
  return IDL.encode(personalUpdates.approveBatch.arguments, [
    { batchId, manifestHash: hash(manifestHash), planHash: hash(planHash) },
  ]);
}

/** The argument of a governor's call, in Candid. Throws where a principal cannot be read. */
export function governanceArgument(call: GovernanceCall): Uint8Array {
  return IDL.encode(personalUpdates[call.method].arguments, [candidOf(call)]);
}

function hash(hex: string): Uint8Array {
  if (!/^[0-9a-f]{64}$/.test(hex)) throw new RangeError("a hash has 32 bytes");
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}
