import { logTip } from "@/lib/chain/watching";
import { config } from "@/lib/platform/config";
import { secondsToWait } from "@/lib/platform/limits/limits";
import { publicJson, publicOptions, tooManyRequests } from "@/lib/platform/web/publicJson";

export const dynamic = "force-dynamic";

/** How far the portal's own follower came in the register's log: the subnet's signature under it, for others to compare theirs with. */
export async function GET(request: Request): Promise<Response> {
  const { demonstration, network } = config();
  const wait = secondsToWait("proof", request.headers);
  if (wait > 0) return tooManyRequests(wait, demonstration);
  const found = await logTip(network.canisters.licence_registry);
  if (!found) return publicJson({ error: "notFound", demonstration }, 404);
  const { tip, checkedAt } = found;
  return publicJson({ ...tip, checkedAt, canisterId: network.canisters.licence_registry, demonstration });
}

export const OPTIONS = publicOptions;
