import { getLocale } from "next-intl/server";
import { formatDate, formatDateTime } from "@/lib/platform/i18n/format";

/** An instant as Pakistan reads it, kept apart from the text around it. */
export async function DateTime({ at, style = "date" }: { at: Date; style?: "date" | "datetime" }) {
  const locale = await getLocale();
  return (
    <time dateTime={at.toISOString()} dir="auto">
      {style === "date" ? formatDate(at, locale) : formatDateTime(at, locale)}
    </time>
  );
}
