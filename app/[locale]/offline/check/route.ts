import { offlineReply } from "@/lib/platform/web/statePages";

type Context = { params: Promise<{ locale: string }> };

/** What the browser shows in place of the verification page while there is no connection. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const nonce = request.headers.get("x-nonce") ?? "";
  return offlineReply("check", (await params).locale === "ur" ? "ur" : "en", nonce);
}
