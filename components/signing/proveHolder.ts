import type { DelegationIdentity } from "@dfinity/identity";
import { type Challenge, challengeMessage } from "@/lib/licences/credentials/challenge";

export { identityFromWindow } from "./identityWindow";

/** The holder's answer to a challenge, as JSON: signed by the key of this browser, for which their identity vouches. */
export async function answerTo(challenge: Challenge, identity: DelegationIdentity, salt: string): Promise<string> {
  const signature = new Uint8Array(await identity.sign(challengeMessage(challenge)));
  const { publicKey, delegations } = identity.getDelegation().toJSON();
  return JSON.stringify({
    v: 1,
    challenge,
    principal: identity.getPrincipal().toText(),
    salt,
    publicKey,
    delegations: delegations.map(({ delegation: { pubkey, expiration }, signature }) => ({
      delegation: { pubkey, expiration },
      signature,
    })),
    signature: Array.from(signature, (byte) => byte.toString(16).padStart(2, "0")).join(""),
  });
}
