import { find } from "@/components/desk/palette/find";
import { may } from "@/lib/platform/auth/permissions";
import { currentActor } from "@/lib/platform/auth/session";
import { isLocale } from "@/lib/platform/i18n/routing";

/** What the desk's palette finds for `q`, in the words of `locale`; to those who hold no office there is no such address. */
export async function GET(request: Request): Promise<Response> {
  const actor = await currentActor();
  if (!may(actor, "desk.open")) return Response.json({ error: "notFound" }, { status: 404 });
  const { searchParams } = new URL(request.url);
  const locale = searchParams.get("locale");
  const found = await find(actor, isLocale(locale) ? locale : "en", searchParams.get("q") ?? "");
  return Response.json({ found }, { headers: { "cache-control": "private, no-store" } });
}
