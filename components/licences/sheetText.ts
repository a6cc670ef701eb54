import { getTranslations } from "next-intl/server";
import type { Certificate } from "@/lib/licences/certificates/certificate";
import type { SheetText } from "@/lib/licences/certificates/sheet/text";
import { lastDay } from "@/lib/licences/rules";
import { config, portalOrigin } from "@/lib/platform/config";
import { formatDate, formatDateTime } from "@/lib/platform/i18n/format";
import { localePath } from "@/lib/platform/i18n/routing";
import { institutionName, titleOf } from "./names";

/**
 * What a certificate says in both languages, on the page, in the PDF and in the picture. `proofAt` is when the registry's proof on it
 * is of; `locale` is the reader's, in which the check opens.
 */
export async function sheetText(
  certificate: Certificate & { number: string },
  { proofAt, now, locale }: { proofAt: Date | null; now: Date; locale: string },
): Promise<SheetText> {
  const en = await getTranslations({ locale: "en", namespace: "certificate.sheet" });
  const ur = await getTranslations({ locale: "ur", namespace: "certificate.sheet" });
  const sectorEn = await getTranslations({ locale: "en", namespace: "common.sectors" });
  const sectorUr = await getTranslations({ locale: "ur", namespace: "common.sectors" });
  const { demonstration, operator, network } = config();
  const { number, institution, programme, sector, validFrom, validUntil, issuedAt } = certificate;
  const [givenTo] = certificate.became;
  const isDemonstration = demonstration || certificate.demonstration;
  const date = (at: Date | null) => at && ([formatDate(at, "en"), formatDate(at, "ur")] as const);
  const facts = [
    ["institution", [institutionName(institution, "en"), institutionName(institution, "ur")]],
    // What a check shows.
    ["givenTo", givenTo && [institutionName(givenTo.from, "en"), institutionName(givenTo.from, "ur")]],
    ["sector", [sectorEn(sector), sectorUr(sector)]],
    ["programme", [titleOf(programme, "en"), titleOf(programme, "ur")]],
    ["validFrom", date(validFrom)],
    ["validUntil", date(validUntil && lastDay(validUntil))],
    ["issued", date(issuedAt)],
    ["issuer", isDemonstration ? [en("demoIssuer"), ur("demoIssuer")] : [operator, operator]],
  ] as const;
  const both = (key: "name" | "tagline" | "title" | "says" | "number" | "check" | "checkText" | "site") =>
    [en(key), ur(key)] as const;
  const signed = (at: Date) =>
    [en("proofText", { time: formatDateTime(at, "en") }), ur("proofText", { time: formatDateTime(at, "ur") })] as const;
  return {
    number,
    name: both("name"),
    tagline: both("tagline"),
    title: both("title"),
    says: both("says"),
    numberLabel: both("number"),
    facts: facts.flatMap(([key, values]) =>
      values ? [{ key, label: [en(key), ur(key)] as const, values: [values[0], values[1]] as const }] : [],
    ),
    check: both("check"),
    checkText: both("checkText"),
    proofText: proofAt && signed(proofAt),
    address: `${portalOrigin().replace(/^https?:\/\//, "")}/verify`,
    link: portalOrigin() + localePath(`/verify/${number}`, locale),
    site: network.site
      ? { label: both("site"), link: new URL(localePath(`/verify/${number}`, locale), network.site).href }
      : null,
    printed: [en("printed", { date: formatDate(now, "en") }), ur("printed", { date: formatDate(now, "ur") })],
    demonstration: isDemonstration ? [en("demonstration"), ur("demonstration")] : null,
    watermark: isDemonstration ? [en("watermark"), ur("watermark")] : null,
  };
}
