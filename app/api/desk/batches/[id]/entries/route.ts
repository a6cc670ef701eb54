import { findToSign } from "@/lib/batches/queries";
import { currentActor } from "@/lib/platform/auth/session";

/** What an approver signs under a batch, licence by licence, for their browser to hash; to others there is no such address. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const toSign = await findToSign(await currentActor(), (await params).id);
  if (!toSign) return Response.json({ error: "notFound" }, { status: 404 });
  return Response.json(toSign, {
    headers: {
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-store",
      "cross-origin-resource-policy": "same-origin",
    },
  });
}
