import { isLocale } from "@/lib/platform/i18n/routing";
import { manifestOf } from "@/lib/platform/web/manifest";

type Context = { params: Promise<{ locale: string }> };

/** The manifest in the language of its address. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { locale } = await params;
  return Response.json(manifestOf(isLocale(locale) ? locale : "en"), {
    headers: { "Content-Type": "application/manifest+json", "Cache-Control": "public, max-age=3600" },
  });
}
