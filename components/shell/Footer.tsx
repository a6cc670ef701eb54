import { getTranslations } from "next-intl/server";
import { Link } from "@/lib/platform/i18n/navigation";
import { Mark } from "./mark";

/** Who runs this, and what it stands on. */
export async function Footer({ operator, demonstration }: { operator: string; demonstration: boolean }) {
  const t = await getTranslations("nav");
  const common = await getTranslations("common");
  return (
    <footer className="no-print mt-auto border-t border-line bg-sunken text-sm">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-x-8 gap-y-3 px-4 py-6 sm:px-6">
        <p className="flex items-center gap-2.5">
          <Mark className="size-6" />
          <span>
            {common.rich("operatedBy", {
              operator: () => <bdi>{demonstration ? common("demoOperator") : operator}</bdi>,
            })}
          </span>
        </p>
        <nav aria-label={t("footer")}>
          <ul className="flex flex-wrap gap-x-6">
            <li>
              <Link href="/terms" className="inline-flex min-h-8 items-center">
                {t("terms")}
              </Link>
            </li>
            {demonstration && (
              <li>
                <Link href="/design" className="inline-flex min-h-8 items-center">
                  {t("design")}
                </Link>
              </li>
            )}
          </ul>
        </nav>
        <p className="basis-full text-muted">{common("times")}</p>
      </div>
    </footer>
  );
}
