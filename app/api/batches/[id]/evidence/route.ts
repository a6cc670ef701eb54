import { exportEvidence } from "@/lib/licences/commands";
import { batchEvidence } from "@/lib/licences/issuing/evidence";
import { currentActor } from "@/lib/platform/auth/session";
import { ChainError } from "@/lib/platform/chain/errors";
import { chain } from "@/lib/platform/chain/network";

/** Everything that stands behind a batch, in one file; to those who may not take it there is no such address. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params;
  const actor = await currentActor();
  const begun = await exportEvidence(actor, { batchId: id });
  if (!begun.ok) return Response.json({ error: "notFound" }, { status: 404 });
  try {
    const evidence = await batchEvidence(actor, id, chain());
    if (!evidence) return Response.json({ error: "notFound" }, { status: 404 });
    return new Response(`${JSON.stringify(evidence, null, 1)}\n`, {
      headers: {
        "content-type": "application/json; charset=utf-8",
        "content-disposition": `attachment; filename="${begun.value.code}-evidence.json"`,
        "x-content-type-options": "nosniff",
        "content-security-policy": "default-src 'none'; sandbox",
        "cache-control": "private, no-store",
        "cross-origin-resource-policy": "same-origin",
      },
    });
  } catch (error) {
    if (!(error instanceof ChainError)) throw error;
    return Response.json({ error: "chainUnreachable" }, { status: 503 });
  }
}
