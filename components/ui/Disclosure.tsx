import type { ReactNode } from "react";

type Props = { title: ReactNode; open?: boolean; children: ReactNode };

/** Something that most readers do not need, one press away. The browser's own: it opens without JavaScript, and find-in-page sees into it. */
export function Disclosure({ title, open, children }: Props) {
  return (
    <details open={open} className="group border-b border-line first:border-t">
      <summary className="flex min-h-12 list-none items-center justify-between gap-4 py-3 font-semibold hover:text-link [&::-webkit-details-marker]:hidden">
        {title}
        <svg
          viewBox="0 0 16 16"
          className="size-4 shrink-0 transition-transform group-open:rotate-180"
          aria-hidden="true"
          focusable="false"
        >
          <path d="m3 6 5 5 5-5" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
        </svg>
      </summary>
      <div className="max-w-2xl pb-5 text-muted">{children}</div>
    </details>
  );
}
