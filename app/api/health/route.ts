import { auditHealth } from "@/lib/audit/health";
import { chain } from "@/lib/platform/chain/network";
import { health } from "@/lib/platform/web/health";

export const dynamic = "force-dynamic";

/** For whoever watches over the portal: 200 when all is well, 503 with what is not. */
export async function GET(): Promise<Response> {
  const found = await health(() => auditHealth(chain()));
  return Response.json(found, {
    status: found.status === "ok" ? 200 : 503,
    headers: { "Cache-Control": "no-store" },
  });
}
