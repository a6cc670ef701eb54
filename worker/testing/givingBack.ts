import { followReturnedPlaces } from "../../lib/licences/figures/returnedPlaces.ts";
import type { Chain } from "../../lib/platform/chain/agent.ts";
import type { Sector } from "../../lib/platform/db/generated/enums.ts";
import { decideAct } from "./registry.ts";

/**
 * How governors return a place of a sector of the stories in the registry, which the worker sees, twice at once; gives how many it freed. Of a
 * registry with licences of an earlier story, which the portal has forgotten, it frees none.
 */
export function givingBack(chain: Chain): (sector: Sector) => Promise<number> {
  return async (sector) => {
    const named = sector === "EDUCATION" ? "education" : "government";
    await decideAct(chain.network, { kind: "returnPlaces", sector: named, places: 1 });
    const freed = await Promise.all([followReturnedPlaces(chain), followReturnedPlaces(chain)]);
    return freed[0] + freed[1];
  };
}
