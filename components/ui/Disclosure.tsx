import type { ReactNode } from "react";

type Props = {
  title: ReactNode;
  open?: boolean;
  /** Within a list, a card or a form: without lines, as wide as its words. */
  quiet?: boolean;
  children: ReactNode;
};

/** Something that most readers do not need, one press away. The browser's own: it opens without JavaScript, and find-in-page sees into it. */
export function Disclosure({ title, open, quiet = false, children }: Props) {
  return (
    <details open={open} className={`group ${quiet ? "" : "border-b border-line first:border-t"}`}>
      <summary
        className={`flex list-none items-center gap-4 font-semibold hover:text-link [&::-webkit-details-marker]:hidden ${
          quiet ? "min-h-11 w-fit gap-2 py-2" : "min-h-12 justify-between py-3"
        }`}
      >
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
      <div className={`max-w-2xl has-[form,fieldset]:text-ink ${quiet ? "pb-2" : "pb-5 text-muted"}`}>{children}</div>
    </details>
  );
}
