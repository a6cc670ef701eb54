import { getLocale, getTranslations } from "next-intl/server";
import { localePath } from "@/lib/platform/i18n/routing";

/**
 * Who answers for a figure: the registry on the subnet, records that it certified and that are counted here, this portal, or an
 * institution that reports of itself.
 */
export type Voucher = "subnet" | "certified" | "portal" | "institution";

const shapes: Record<Voucher, string> = {
  subnet: "M8 1.5 14 4v4c0 3.5-2.5 5.5-6 6.5C4.5 13.5 2 11.5 2 8V4zM5.2 8l2 2 3.6-4",
  certified: "M3 1.5h7l3 3v10H3zM5.5 8.5l2 2 3-3.5",
  institution: "M2 2.5h12v8.5H8l-3.5 3v-3H2zM5 6h6M5 8.5h4",
  portal: "M2 14h12M3.5 14V6.5M12.5 14V6.5M1.5 6.5 8 2l6.5 4.5z",
};

/** Where the subnet's own count is checked; for what is added up here, with what the sum has to come to. */
const proofs: Partial<Record<Voucher, string>> = { subnet: "/verify/figures", certified: "/verify/figures#parts" };

/** A part of that page by which a figure is proven, where it is not the count itself. */
export type ProofPart = "places";

/** The small line beside a figure that says who vouches for it; what the subnet measured or certified opens its proof. */
export async function Vouched({ by, part }: { by: Voucher; part?: ProofPart }) {
  const [t, locale] = [await getTranslations("pictures.vouched"), await getLocale()];
  const line = (
    <span className="inline-flex items-start gap-1.5 text-sm text-balance text-muted">
      <svg
        viewBox="0 0 16 16"
        className="mt-[calc((1em*var(--leading-tight)-1rem)/2)] size-4 shrink-0 text-link"
        aria-hidden="true"
        focusable="false"
      >
        <path d={shapes[by]} fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" />
      </svg>
      {t(by)}
    </span>
  );
  const proof = proofs[by];
  if (proof === undefined) return line;
  // Outside the framework: a full page load.
  return (
    <a
      href={localePath(part === undefined ? proof : `${proof}#${part}`, locale)}
      className="inline-flex min-h-6 items-center"
    >
      {line}
    </a>
  );
}
