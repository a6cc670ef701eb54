import type { ReactNode } from "react";

/** Terms and what they are, line by line, each with what may be done about it. */
export function SummaryList({ items }: { items: { term: string; detail: ReactNode; action?: ReactNode }[] }) {
  return (
    <dl className="border-t border-line">
      {items.map(({ term, detail, action }) => (
        <div
          key={term}
          className="grid gap-x-6 gap-y-0.5 border-b border-line py-2.5 sm:grid-cols-[minmax(10rem,1fr)_2fr]"
        >
          <dt className="font-semibold">{term}</dt>
          <dd className="flex min-w-0 flex-wrap items-baseline justify-between gap-x-4">
            <div className="min-w-0 break-words">{detail}</div>
            {action && <div className="no-print text-sm">{action}</div>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
