import { publicBecoming } from "@/lib/licences/becoming";
import { parseNumber } from "@/lib/licences/number";
import { config } from "@/lib/platform/config";
import { secondsToWait } from "@/lib/platform/limits/limits";
import { publicJson, publicOptions, tooManyRequests } from "@/lib/platform/web/publicJson";

export const dynamic = "force-dynamic";

/**
 * How the institution of a licence became another since its issue, in the portal's own word: the registry keeps the name of the day
 * of issue. 200, empty where it is the same or no licence has the number; 400 for what is no number; 429 as for proofs.
 */
export async function GET(request: Request, { params }: { params: Promise<{ number: string }> }): Promise<Response> {
  const { demonstration } = config();
  const parsed = parseNumber((await params).number);
  if (!parsed.ok) return publicJson({ error: "numberInvalid", wrong: parsed.reason, demonstration }, 400);
  const wait = secondsToWait("proof", request.headers);
  if (wait > 0) return tooManyRequests(wait, demonstration);
  return publicJson({ became: await publicBecoming(parsed.number), source: "portal", demonstration });
}

export const OPTIONS = publicOptions;
