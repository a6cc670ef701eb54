import { credentialContext } from "@/lib/licences/credentials/credential";
import { portalOrigin } from "@/lib/platform/config";
import { publicOptions } from "@/lib/platform/web/publicJson";

export const dynamic = "force-dynamic";

/** The words of a licence's credential, for whoever reads it as JSON-LD. */
export function GET(): Response {
  return Response.json(credentialContext(portalOrigin()), {
    headers: {
      "access-control-allow-origin": "*",
      "cache-control": "public, max-age=86400",
      "content-type": "application/ld+json; charset=utf-8",
    },
  });
}

export const OPTIONS = publicOptions;
