import { getTranslations } from "next-intl/server";
import { Link } from "@/lib/platform/i18n/navigation";

type Props = {
  /** Addresses of the neighbours; left out at either end. */
  previous?: string | undefined;
  next?: string | undefined;
  page?: number;
  pages?: number;
};

/** The way through a long list. Nothing is shown when everything fits on one page. */
export async function Pagination({ previous, next, page, pages }: Props) {
  if (!previous && !next) return null;
  const t = await getTranslations("common");
  return (
    <nav aria-label={t("pages")} className="no-print flex flex-wrap items-center justify-between gap-4 text-sm">
      <span>{previous && <Step href={previous} rel="prev" label={t("previous")} />}</span>
      {page && pages && <span className="text-muted">{t("pageOf", { page, pages })}</span>}
      <span>{next && <Step href={next} rel="next" label={t("next")} />}</span>
    </nav>
  );
}

function Step({ href, rel, label }: { href: string; rel: "prev" | "next"; label: string }) {
  return (
    <Link href={href} rel={rel} className="inline-flex min-h-11 items-center font-semibold">
      {label}
    </Link>
  );
}
