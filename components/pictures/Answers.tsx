import { getFormatter, getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Identifier, Section } from "@/components/ui";
import type { RegistryFigures } from "@/lib/chain/registryFigures";
import { together } from "@/lib/licences/figures/cells";
import type { PublicFigures } from "@/lib/licences/figures/public";
import { formatDateTime, formatNumber, listIn } from "@/lib/platform/i18n/format";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { Link } from "@/lib/platform/i18n/navigation";
import { localePath } from "@/lib/platform/i18n/routing";
import { Vouched, type Voucher } from "./Vouched";

type Props = {
  registry: RegistryFigures | null;
  figures: PublicFigures;
  messenger: { open: number; institutions: number };
  /** Institutions with a licence, and what they have published. */
  participants: number;
  reported: { reporting: number; projects: number; people: number };
};

/** What everybody asks first, answered with figures; each answer with who vouches for it. */
export async function Answers({ registry, figures, messenger, participants, reported }: Props) {
  const [t, locale, format] = [await getTranslations("figures.answers"), await getLocale(), await getFormatter()];
  const number = (value: number) => formatNumber(value, locale);
  const cells = registry?.cells ?? figures.cells;
  const { issued, inForce } = together(cells);
  const open = registry?.messenger?.active ?? messenger.open;
  const verified = figures.institutions.reduce((sum, row) => sum + row.verified, 0);
  const phases = [...new Set(cells.map(({ programme, phase }) => JSON.stringify([programme, phase])))].map((key) => {
    const [programme, phase] = JSON.parse(key) as [string, string];
    const named = figures.cells.find((cell) => cell.programme === programme && cell.phase === phase);
    const of = together(cells.filter((cell) => cell.programme === programme && cell.phase === phase));
    const name = named
      ? t("phase", {
          programme: inLanguage(locale, named.programmeEn, named.programmeUr),
          phase: inLanguage(locale, named.phaseEn, named.phaseUr),
        })
      : t("phase", { programme, phase });
    return t("ofPhase", { name, issued: number(of.issued) });
  });
  // Outside the framework: a full page load.
  const proof = <a href={localePath("/verify/figures", locale)}>{t("proof")}</a>;
  return (
    <Section title={t("title")}>
      <dl className="grid gap-4 md:grid-cols-2">
        <Answer question={t("live")} by={[registry ? "subnet" : "portal"]}>
          {registry ? (
            <>
              <p className="font-semibold">{t("liveYes", { age: format.relativeTime(registry.at, new Date()) })}</p>
              <p>
                {registry.block === null
                  ? t("liveAt", { date: formatDateTime(registry.at, locale) })
                  : t("liveAtBlock", {
                      date: formatDateTime(registry.at, locale),
                      block: number(Number(registry.block)),
                    })}
              </p>
              {registry.subnet && (
                <p className="text-sm wrap-anywhere">
                  {t("subnet")} <Identifier>{registry.subnet}</Identifier>
                </p>
              )}
              <p>{proof}</p>
            </>
          ) : (
            <>
              <p className="font-semibold">{t("liveNo")}</p>
              <p>{proof}</p>
            </>
          )}
        </Answer>
        <Answer question={t("real")} by={[registry ? "subnet" : "certified", "portal"]}>
          <p className="font-semibold">{t("realYes", { issued, inForce: number(inForce), count: number(issued) })}</p>
          {phases.length > 0 && <p>{listIn(locale, phases)}</p>}
          <p>{t("verified", { verified, count: number(verified) })}</p>
        </Answer>
        <Answer question={t("messenger")} by={[registry?.messenger ? "subnet" : "certified", "portal"]}>
          <p className="font-semibold">{t("accounts", { open, count: number(open) })}</p>
          {registry?.messenger && (
            <>
              <p>
                {t("accountsMeasured", {
                  opened: registry.messenger.opened,
                  count: number(registry.messenger.opened),
                  suspended: number(registry.messenger.suspended),
                  date: formatDateTime(registry.messenger.at, locale),
                })}
              </p>
              <p className="text-sm text-muted">
                {t("accountsCheck")} <Identifier>node verify/cli.ts accounts</Identifier>
              </p>
            </>
          )}
          {messenger.open > 0 && <p>{t("accountsOf", { institutions: messenger.institutions })}</p>}
        </Answer>
        <Answer question={t("who")} by={["portal", "institution"]}>
          <p className="font-semibold">{t("participants", { count: participants })}</p>
          <p>
            {t("output", {
              reporting: reported.reporting,
              projects: number(reported.projects),
              people: number(reported.people),
            })}
          </p>
          <p>
            <Link href="/figures/institutions">{t("names")}</Link>
          </p>
        </Answer>
      </dl>
    </Section>
  );
}

async function Answer({ question, by, children }: { question: string; by: Voucher[]; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-2 rounded-md border border-line bg-surface p-4 sm:p-5">
      <dt className="text-muted">{question}</dt>
      <dd className="flex flex-1 flex-col gap-2">
        {children}
        <div className="mt-auto flex flex-wrap gap-x-5 gap-y-1 pt-2">
          {by.map((one) => (
            <Vouched key={one} by={one} />
          ))}
        </div>
      </dd>
    </div>
  );
}
