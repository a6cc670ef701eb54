import type { Chain } from "./agent.ts";
import { messengerQueries } from "./idl.ts";

/** How many messenger accounts stand. Throws `ChainError`. */
export async function accountsStanding(chain: Chain): Promise<number> {
  return Number(await chain.query(chain.network.canisters.messenger, "accounts", messengerQueries.accounts, []));
}
