import type { RelyingParty } from "./webauthn.ts";

/**
 * For whom passkeys are made: the portal's host. On an address of this machine there is no name that a passkey could be made for;
 * `localhost` stands in, where the same portal answers.
 */
export function relyingParty(origin: string): RelyingParty {
  const { hostname, port, protocol } = new URL(origin);
  if (!/^127\.\d+\.\d+\.\d+$/.test(hostname)) return { id: hostname, origins: [origin] };
  return { id: "localhost", origins: [`${protocol}//localhost${port && `:${port}`}`] };
}
