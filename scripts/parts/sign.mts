import path from "node:path";
import type { SignIdentity } from "@dfinity/agent";
import { DelegationChain, DelegationIdentity, Ed25519KeyIdentity } from "@dfinity/identity";
import { approvalArgument, type BatchApproval, signedCall } from "../../lib/platform/chain/signedCall.ts";
import { Delegator } from "../../localnet/identity/delegation.ts";
import { seedIn } from "../../localnet/identity/files.ts";

/** A local identity provider, by the state folder of the stack that it belongs to, and the origin that it derives principals for. */
export type Identities = { stateFolder: string; origin: string };

/**
 * The identity behind a name at the local identity provider, as its window hands it out: a session key with a delegation of five
 * minutes. It is made from the provider's seed, so that the provider need not run.
 */
export async function identityOf(anchor: string, { stateFolder, origin }: Identities): Promise<DelegationIdentity> {
  const session = Ed25519KeyIdentity.generate();
  const sessionPublicKey = session.getPublicKey().toDer();
  const delegator = new Delegator(seedIn(path.join(stateFolder, "identity")), null);
  const signed = await delegator.delegate({ anchor, origin, sessionPublicKey, maxTimeToLive: 300_000_000_000n });
  const chain = DelegationChain.fromJSON({
    publicKey: hex(signed.userPublicKey),
    delegations: [
      {
        delegation: { pubkey: hex(signed.pubkey), expiration: signed.expiration.toString(16) },
        signature: hex(signed.signature),
      },
    ],
  });
  return DelegationIdentity.fromDelegation(session, chain);
}

/** The yes of an identity to a batch, as its owner's browser hands it to the portal: base64 of the signed call. */
export async function signedApproval(
  identity: SignIdentity,
  canister: string,
  approval: BatchApproval,
): Promise<string> {
  const call = { canister, method: "approveBatch", arg: approvalArgument(approval), expiresInSeconds: 240 };
  return Buffer.from(await signedCall(identity, call)).toString("base64");
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
