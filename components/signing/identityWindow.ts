import { AuthClient, type AuthClientStorage } from "@dfinity/auth-client";
import { DelegationIdentity } from "@dfinity/identity";

/** Where identities come from. */
export type IdentityWindow = {
  identityProvider: string;
  derivationOrigin: string | undefined;
  /** How long the delegation may be used, in seconds. */
  seconds: number;
};

/**
 * Opens Internet Identity in a window of its own and gives the identity that was chosen there; null when the window was closed
 * before. Nothing of it is kept: whoever drops the identity has forgotten it. Call it in answer to a press, or no window opens.
 */
export async function identityFromWindow(window: IdentityWindow): Promise<DelegationIdentity | null> {
  const { identityProvider, derivationOrigin, seconds } = window;
  const auth = await AuthClient.create({ storage: inMemory(), idleOptions: { disableIdle: true } });
  return new Promise((resolve, fail) => {
    auth
      .login({
        identityProvider,
        maxTimeToLive: BigInt(seconds) * 1_000_000_000n,
        ...(derivationOrigin && { derivationOrigin }),
        onError: () => resolve(null),
        onSuccess: () => {
          const identity: unknown = auth.getIdentity();
          resolve(identity instanceof DelegationIdentity ? identity : null);
        },
      })
      .catch(fail);
  });
}

function inMemory(): AuthClientStorage {
  const kept = new Map<string, string | CryptoKeyPair>();
  return {
    get: async (key) => kept.get(key) ?? null,
    set: async (key, value) => void kept.set(key, value),
    remove: async (key) => void kept.delete(key),
  };
}
