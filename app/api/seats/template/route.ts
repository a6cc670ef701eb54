import { getTranslations } from "next-intl/server";
import { csvRow } from "@/lib/platform/csv";
import { isLocale } from "@/lib/platform/i18n/routing";

/** An empty list of people to fill in, in the reader's language. It begins with the mark by which Excel knows UTF-8. */
export async function GET(request: Request): Promise<Response> {
  const asked = new URL(request.url).searchParams.get("locale");
  const locale = isLocale(asked) ? asked : "en";
  const t = await getTranslations({ locale, namespace: "seats" });
  const text = `\ufeff${csvRow([t("name"), t("email")])}${csvRow([t("import.exampleName"), "name@example.edu.pk"])}`;
  return new Response(text, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="seats-${locale}.csv"`,
    },
  });
}
