"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { type ReactNode, useRef } from "react";
import { pathWithoutLocale } from "@/lib/platform/i18n/routing";

type Item = { href: string; path: string; label: string; plain?: boolean };

type Props = {
  label: string;
  menu: string;
  items: Item[];
  /** The way in or out; inside the menu on a phone. */
  account: ReactNode;
};

/** The main navigation: a row where there is room, behind one button on a phone. It opens without JavaScript. */
export function MainNav({ label, menu, items, account }: Props) {
  const path = pathWithoutLocale(usePathname());
  const details = useRef<HTMLDetailsElement>(null);

  // The layout outlives a change of page, and so would the opened menu.
  function close() {
    if (details.current) details.current.open = false;
  }

  const links = items.map(({ href, path: target, label: text, plain }) => {
    const current = path === target || path.startsWith(`${target}/`);
    const props = {
      href,
      onClick: close,
      "aria-current": current ? ("page" as const) : undefined,
      className: `inline-flex min-h-11 items-center border-brand text-sm text-ink no-underline hover:underline ${
        current ? "font-semibold max-lg:border-s-4 max-lg:ps-3 lg:border-b-3 lg:pt-[3px]" : ""
      }`,
    };
    return (
      <li key={target}>
        {plain ? (
          <a {...props}>{text}</a>
        ) : (
          <Link prefetch={false} {...props}>
            {text}
          </Link>
        )}
      </li>
    );
  });

  return (
    <>
      <div className="hidden items-center gap-x-6 lg:flex">
        <nav aria-label={label}>
          <ul className="flex flex-wrap items-center gap-x-6">{links}</ul>
        </nav>
        <div className="ms-auto">{account}</div>
      </div>
      <details ref={details} className="lg:hidden">
        <summary className="inline-flex min-h-11 list-none items-center gap-2 rounded-md border border-edge px-3 text-sm font-semibold [&::-webkit-details-marker]:hidden">
          <svg viewBox="0 0 16 16" className="size-4" aria-hidden="true" focusable="false">
            <path d="M2 4h12M2 8h12M2 12h12" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
          </svg>
          {menu}
        </summary>
        <div className="absolute inset-x-0 z-10 mt-2 border-y border-line bg-surface px-4 py-2">
          <nav aria-label={label}>
            <ul className="flex flex-col">{links}</ul>
          </nav>
          <div className="mt-2 border-t border-line pt-2">{account}</div>
        </div>
      </details>
    </>
  );
}
