import type { ReactNode } from "react";
import { Link } from "@/lib/platform/i18n/navigation";

type Tab = { href: string; label: ReactNode; count?: number; current?: boolean };

/** Views of the same subject, each at an address of its own. */
export function Tabs({ label, items }: { label: string; items: Tab[] }) {
  return (
    <nav aria-label={label} className="no-print overflow-x-auto border-b border-line">
      <ul className="flex min-w-max gap-6">
        {items.map(({ href, label: text, count, current }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={current ? "page" : undefined}
              className={`-mb-px inline-flex min-h-11 items-center gap-2 border-b-3 text-sm no-underline ${
                current ? "border-brand font-semibold text-ink" : "border-transparent hover:border-edge"
              }`}
            >
              {text}
              {count !== undefined && (
                <span className="rounded-full bg-sunken px-2 text-xs text-ink tabular-nums">{count}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
