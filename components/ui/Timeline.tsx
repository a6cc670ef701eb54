import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { DateTime } from "./DateTime";

type Item = { key: string; title: ReactNode; at?: Date; detail?: ReactNode; state: "done" | "now" | "next" };

const dot = {
  done: "bg-brand border-brand",
  now: "bg-surface border-accent",
  next: "bg-surface border-edge border-dashed",
};

/** What happened, what is happening and what comes next, in this order. */
export async function Timeline({ items }: { items: Item[] }) {
  const t = await getTranslations("common");
  const words = { done: t("done"), now: t("now"), next: t("later") };
  return (
    <ol className="flex flex-col">
      {items.map(({ key, title, at, detail, state }) => (
        <li
          key={key}
          aria-current={state === "now" ? "step" : undefined}
          className="group relative grid grid-cols-[1.25rem_1fr] gap-x-3 pb-6 last:pb-0"
        >
          <span
            aria-hidden="true"
            className="absolute start-[0.5625rem] top-6 bottom-[-0.25rem] w-0.5 bg-line group-last:hidden"
          />
          <span aria-hidden="true" className="flex h-[calc(1em*var(--leading-body))] items-center">
            <span className={`picture relative block size-5 rounded-full border-3 ${dot[state]}`}>
              {state === "done" && <Tick />}
            </span>
          </span>
          <div className="min-w-0">
            <p className={state === "next" ? "text-muted" : "font-semibold"}>
              <span className="sr-only">{words[state]}: </span>
              {title}
            </p>
            {at && (
              <p className="text-sm text-muted">
                <DateTime at={at} style="datetime" />
              </p>
            )}
            {detail && <div className="mt-1 text-sm">{detail}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}

function Tick() {
  return (
    <svg viewBox="0 0 14 14" className="absolute inset-0 size-full text-on-brand" focusable="false" aria-hidden="true">
      <path
        d="m3.5 7.200 2.300 2.300 4.700-5"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
      />
    </svg>
  );
}
