import { offlineReply } from "@/lib/platform/web/statePages";

type Context = { params: Promise<{ locale: string }> };

/** What the browser keeps for the time without a connection. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const nonce = request.headers.get("x-nonce") ?? "";
  return offlineReply("offline", (await params).locale === "ur" ? "ur" : "en", nonce);
}
