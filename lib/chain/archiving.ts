import type { Chain } from "../platform/chain/agent.ts";
import { ChainError } from "../platform/chain/errors.ts";
import { archiveUpdates, registryQueries } from "../platform/chain/idl.ts";

/** So many blocks beyond those that stay are worth a call. */
const worthwhile = 100;
/** Calls of one turn; each takes up to 1,000 blocks. */
const maxCalls = 10;

type Archiving = { canister: [] | [{ toText(): string }]; keep: number; live: bigint; length: bigint };
type Pulled = { ok: { next: bigint; whole: boolean } } | { err: object };

/**
 * Has the archive that the register's governors named take the older part of the log, where there is enough of it. How many blocks
 * went. Throws `ChainError`, also where the archive is full or takes no more: then the governors have to name another.
 */
export async function archiveLog(chain: Chain, least = worthwhile): Promise<number> {
  const registry = chain.network.canisters.licence_registry;
  const query = registryQueries.archiving;
  const { canister, keep, live, length } = (await chain.query(registry, "archiving", query, [])) as Archiving;
  const archive = canister[0]?.toText();
  if (!archive || length < live + BigInt(keep + least)) return 0;
  let taken = live;
  for (let call = 0; call < maxCalls; call++) {
    const { reply } = await chain.update(archive, "pull", archiveUpdates.pull, []);
    const answer = reply as Pulled;
    if ("err" in answer)
      throw new ChainError("rejected", `the archive ${archive} takes nothing: ${Object.keys(answer.err)}`);
    taken = answer.ok.next;
    if (answer.ok.whole) break;
  }
  return Number(taken - live);
}
