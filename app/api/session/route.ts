import { currentActor } from "@/lib/platform/auth/session";
import { sessionLeft } from "@/lib/platform/auth/sessionLeft";

export const dynamic = "force-dynamic";

/** How long the session of this browser lasts still, or null when there is none. Asking does not extend it. */
export async function GET(): Promise<Response> {
  const actor = await currentActor();
  const left = actor?.session ? sessionLeft(actor.session) : null;
  return Response.json({ left }, { headers: { "Cache-Control": "no-store" } });
}
