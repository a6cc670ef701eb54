import { currentStatusList } from "@/lib/licences/credentials/statusCredential";
import { ChainError } from "@/lib/platform/chain/errors";
import { statusPurposes } from "@/lib/platform/chain/statusLists";
import { config } from "@/lib/platform/config";
import { issuer } from "@/lib/platform/credentials/issuer";
import { asJwt, withProof } from "@/lib/platform/credentials/secure";
import { secondsToWait } from "@/lib/platform/limits/limits";
import { publicJson, publicOptions, tooManyRequests } from "@/lib/platform/web/publicJson";

export const dynamic = "force-dynamic";

/**
 * A status list as a credential, from the bits that the registry certified in the last seconds: with an embedded proof, or as a JWT
 * for whoever accepts `application/vc+jwt`.
 */
export async function GET(request: Request, { params }: { params: Promise<{ purpose: string }> }): Promise<Response> {
  const { demonstration } = config();
  const { purpose: asked } = await params;
  const purpose = statusPurposes.find((one) => one === asked);
  const by = issuer();
  if (!purpose || !by) return publicJson({ error: "notFound", demonstration }, 404);
  const wait = secondsToWait("proof", request.headers);
  if (wait > 0) return tooManyRequests(wait, demonstration);
  try {
    const credential = await currentStatusList(purpose, by);
    const isJwt = request.headers.get("accept")?.includes("application/vc+jwt") ?? false;
    const body = isJwt ? asJwt(by, credential) : JSON.stringify(withProof(by, credential, new Date()));
    return new Response(body, {
      headers: {
        "access-control-allow-origin": "*",
        "cache-control": "public, max-age=30",
        "content-type": isJwt ? "application/vc+jwt" : "application/vc; charset=utf-8",
        vary: "accept",
        "x-robots-tag": "noindex",
      },
    });
  } catch (error) {
    if (!(error instanceof ChainError)) throw error;
    return publicJson({ error: "chainUnreachable", why: error.kind, demonstration }, 503);
  }
}

export const OPTIONS = publicOptions;
