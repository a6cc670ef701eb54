import { type Reported, reportUse } from "@/lib/licences/credentials/entitlement";
import { config } from "@/lib/platform/config";
import { secondsToWait } from "@/lib/platform/limits/limits";
import { publicJson, publicPostOptions, tooManyRequests } from "@/lib/platform/web/publicJson";
import { readBody } from "../../documents/readBody";

export const dynamic = "force-dynamic";

/** An answer with a chain of canister signatures has about ten thousand bytes. */
const mostBytes = 256 * 1024;

const statuses: Record<Extract<Reported, { ok: false }>["why"], number> = {
  malformed: 400,
  notAsked: 400,
  stale: 400,
  notSigned: 403,
  notHeld: 404,
  notActive: 409,
};

/** Another system hands in what a holder signed: that they have begun to use their seat (docs/entitlement.md). */
export async function POST(request: Request): Promise<Response> {
  const { demonstration } = config();
  const wait = secondsToWait("activation", request.headers);
  if (wait > 0) return tooManyRequests(wait, demonstration);
  const reported = await reportUse(await json(request));
  if (!reported.ok) return publicJson({ error: reported.why, demonstration }, statuses[reported.why]);
  const { at, isFirst } = reported;
  return publicJson({ activated: true, at: at.toISOString(), first: isFirst, demonstration });
}

export const OPTIONS = publicPostOptions;

async function json(request: Request): Promise<unknown> {
  const body = await readBody(request, mostBytes);
  try {
    return body && JSON.parse(Buffer.from(body).toString("utf8"));
  } catch {
    return undefined;
  }
}
