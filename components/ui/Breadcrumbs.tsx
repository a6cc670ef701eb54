import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Link } from "@/lib/platform/i18n/navigation";

/** Where a page lies: the places above it, the nearest last. */
export async function Breadcrumbs({ items }: { items: { href: string; label: ReactNode }[] }) {
  const t = await getTranslations("common");
  return (
    <nav aria-label={t("breadcrumbs")} className="no-print text-sm">
      <ol className="flex flex-wrap items-center gap-x-2 gap-y-1">
        {items.map(({ href, label }, index) => (
          <li key={href} className="inline-flex items-center gap-2">
            {index > 0 && <Chevron />}
            <Link href={href} className="inline-flex min-h-6 items-center">
              {label}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Chevron() {
  return (
    <svg viewBox="0 0 16 16" className="size-3 text-muted rtl:-scale-x-100" aria-hidden="true" focusable="false">
      <path d="m6 3 5 5-5 5" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}
