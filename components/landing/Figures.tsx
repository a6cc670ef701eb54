import { getLocale, getTranslations } from "next-intl/server";
import { Vouched } from "@/components/pictures/Vouched";
import { QuotaBar, Section } from "@/components/ui";
import { formatNumber } from "@/lib/platform/i18n/format";
import { Link } from "@/lib/platform/i18n/navigation";
import { localePath } from "@/lib/platform/i18n/routing";
import type { QuotaOverview } from "@/lib/programmes/queries";

/** A programme's places as anybody may know them, with who vouches for them. */
export async function Figures({ overview }: { overview: QuotaOverview }) {
  const t = await getTranslations("landing.figures");
  const sector = await getTranslations("common.sectors");
  const locale = await getLocale();
  const figure = (value: number) => formatNumber(value, locale);
  const { places, taken, issued, ended, reserved, everIssued } = overview;
  return (
    <Section title={t("title")} aside={t("asOf")}>
      <p className="mb-2 max-w-3xl">
        {t("lead", {
          places: figure(places),
          issued: figure(issued),
          ended,
          reserved: figure(reserved),
          free: figure(Math.max(places - taken, 0)),
        })}
      </p>
      <div className="mb-6">
        <Vouched by="portal" />
        <p>
          {/* Outside the framework: a full page load. */}
          <a href={localePath("/verify/figures#places", locale)}>{t("proof")}</a>
        </p>
      </div>
      <div className="grid gap-x-12 gap-y-7 sm:grid-cols-2">
        {overview.sectors.map((quota) => (
          <QuotaBar
            key={quota.sector}
            label={sector(quota.sector)}
            places={quota.places}
            issued={quota.issued}
            ended={quota.ended}
            reserved={quota.reserved}
          />
        ))}
      </div>
      <p className="mt-5 text-sm text-muted">{t("ever", { count: figure(everIssued) })}</p>
      <Vouched by="certified" />
      <p className="mt-3">
        <Link href="/figures">{t("all")}</Link>
      </p>
    </Section>
  );
}
