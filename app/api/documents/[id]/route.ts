import { z } from "zod";
import { findDocument } from "@/lib/documents/queries";
import { currentActor } from "@/lib/platform/auth/session";

/** A document's bytes, for whoever may read it: always as a download, never as a page of ours. */
export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params;
  const found = z.uuid().safeParse(id).success ? await findDocument(await currentActor(), id) : null;
  if (!found) return Response.json({ error: "notFound" }, { status: 404 });
  return new Response(found.bytes, {
    headers: {
      "content-type": found.mediaType,
      "content-length": String(found.size),
      "content-disposition": `attachment; filename="document"; filename*=UTF-8''${encodeName(found.fileName)}`,
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
      "cache-control": "private, no-store",
      "cross-origin-resource-policy": "same-origin",
    },
  });
}

/** RFC 8187, section 3.2: what encodeURIComponent leaves alone and an extended value may not hold. */
function encodeName(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
