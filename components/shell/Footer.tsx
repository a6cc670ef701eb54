import { getTranslations } from "next-intl/server";
import { Link } from "@/lib/platform/i18n/navigation";
import type { Theme } from "@/lib/platform/web/theme";
import { Mark } from "./mark";
import { ThemeChoice } from "./ThemeChoice";

type Props = { operator: string; demonstration: boolean; theme: Theme };

/** Who runs this, what it stands on, and how it looks. */
export async function Footer({ operator, demonstration, theme }: Props) {
  const t = await getTranslations("nav");
  const common = await getTranslations("common");
  return (
    <footer className="no-print mt-auto bg-sunken text-sm">
      <div aria-hidden="true" className="engraved text-edge opacity-60" />
      <div className="mx-auto grid max-w-6xl gap-x-12 gap-y-5 px-4 pt-6 pb-8 sm:px-6 lg:grid-cols-[1fr_auto]">
        <div className="flex items-start gap-3">
          <Mark className="size-9" />
          <div>
            <p className="font-semibold">
              {common.rich("operatedBy", {
                operator: () => <bdi>{demonstration ? common("demoOperator") : operator}</bdi>,
              })}
            </p>
            <p className="text-muted">{common("times")}</p>
          </div>
        </div>
        <nav aria-label={t("footer")} className="lg:justify-self-end">
          <ul className="flex flex-wrap gap-x-6 gap-y-1">
            <Place href="/figures" label={t("figures")} />
            <Place href="/waitlist" label={t("waitlist")} />
            <Place href="/status" label={t("status")} />
            <Place href="/terms" label={t("terms")} />
            <Place href="/accessibility" label={t("accessibility")} />
            {demonstration && <Place href="/design" label={t("design")} />}
          </ul>
        </nav>
        <div className="border-t border-line pt-4 lg:col-span-2">
          <ThemeChoice theme={theme} />
        </div>
      </div>
    </footer>
  );
}

function Place({ href, label }: { href: string; label: string }) {
  return (
    <li>
      <Link href={href} className="inline-flex min-h-8 items-center rtl:min-h-10">
        {label}
      </Link>
    </li>
  );
}
