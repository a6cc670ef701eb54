import { getTranslations } from "next-intl/server";
import { closedWaitlists, waitlists } from "@/lib/batches/queries";
import { config } from "@/lib/platform/config";
import { csvRow } from "@/lib/platform/csv";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { isLocale } from "@/lib/platform/i18n/routing";
import { secondsToWait } from "@/lib/platform/limits/limits";
import { publicFile, publicOptions, tooManyRequests } from "@/lib/platform/web/publicJson";

export const dynamic = "force-dynamic";

/** The published waitlist as a file, in the reader's language. It begins with the mark by which Excel knows UTF-8. */
export async function GET(request: Request): Promise<Response> {
  const { demonstration } = config();
  const wait = secondsToWait("figures", request.headers);
  if (wait > 0) return tooManyRequests(wait, demonstration);
  const asked = new URL(request.url).searchParams.get("locale");
  const locale = isLocale(asked) ? asked : "en";
  const [t, common, { asOf, lists }, closed] = await Promise.all([
    getTranslations({ locale, namespace: "waitlist" }),
    getTranslations({ locale, namespace: "common" }),
    waitlists(null),
    closedWaitlists(null),
  ]);
  const head = [
    "programme",
    "sector",
    "position",
    "receipt",
    "seats",
    "phase",
    "since",
    "offeredUntil",
    "readAt",
    "closedAt",
    "closedReason",
  ] as const;
  const lines = lists.flatMap(({ programme, sector, rows }) =>
    rows.map(({ position, receipt, seats, phase, since, offeredUntil }) =>
      csvRow([
        inLanguage(locale, programme.nameEn, programme.nameUr),
        common(`sectors.${sector}`),
        String(position),
        receipt,
        String(seats),
        inLanguage(locale, phase.nameEn, phase.nameUr),
        since.toISOString(),
        offeredUntil?.toISOString() ?? "",
        asOf.toISOString(),
        ...["", ""],
      ]),
    ),
  );
  // A list that was closed has a line of its own, with nobody on it.
  const closings = closed.map(({ programme, sector, closedAt, reason }) =>
    csvRow([
      inLanguage(locale, programme.nameEn, programme.nameUr),
      common(`sectors.${sector}`),
      ...["", "", "", "", "", ""],
      ...[asOf.toISOString(), closedAt.toISOString(), reason],
    ]),
  );
  const name = `waitlist-${asOf.toISOString().slice(0, 10)}.csv`;
  return publicFile(
    `\ufeff${csvRow(head.map((key) => t(key)))}${[...lines, ...closings].join("")}`,
    demonstration ? `demonstration-${name}` : name,
  );
}

export const OPTIONS = publicOptions;
