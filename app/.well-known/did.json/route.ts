import { config } from "@/lib/platform/config";
import { issuer } from "@/lib/platform/credentials/issuer";
import { publicJson, publicOptions } from "@/lib/platform/web/publicJson";

export const dynamic = "force-dynamic";

/** Who signs credentials here, and with which key: the document of this portal's did:web. */
export function GET(): Response {
  const by = issuer();
  if (!by) return publicJson({ error: "notFound", demonstration: config().demonstration }, 404);
  return Response.json(by.document, {
    headers: {
      "access-control-allow-origin": "*",
      "cache-control": "public, max-age=300",
      "content-type": "application/did+json; charset=utf-8",
    },
  });
}

export const OPTIONS = publicOptions;
