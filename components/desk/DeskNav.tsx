"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { pathWithoutLocale } from "@/lib/platform/i18n/routing";

type Item = { href: string; path: string; label: string };

/** The places of the desk: a column beside the work, a row that scrolls on a phone. */
export function DeskNav({ label, items }: { label: string; items: Item[] }) {
  const here = pathWithoutLocale(usePathname());
  const row = useRef<HTMLElement>(null);

  // On a phone the row is longer than the screen: where one is must be in sight.
  useEffect(() => {
    const place = row.current?.querySelector("[aria-current]")?.getBoundingClientRect();
    if (row.current && place) row.current.scrollLeft += place.left - (row.current.clientWidth - place.width) / 2;
  });

  return (
    <nav
      ref={row}
      aria-label={label}
      className="no-print -mx-4 overflow-x-auto border-b border-line px-4 sm:mx-0 sm:px-0 beside:border-0"
    >
      <ul className="flex gap-x-5 whitespace-nowrap beside:flex-col beside:whitespace-normal">
        {items.map(({ href, path, label: text }) => {
          const current = path === "/desk" ? here === path : here === path || here.startsWith(`${path}/`);
          return (
            <li key={path}>
              <Link
                href={href}
                prefetch={false}
                aria-current={current ? "page" : undefined}
                className={`flex min-h-11 items-center text-sm no-underline border-b-3 hover:underline beside:border-s-3 beside:border-b-0 beside:ps-3 ${
                  current ? "border-brand font-semibold text-ink" : "border-transparent"
                }`}
              >
                {text}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
