import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Link } from "@/lib/platform/i18n/navigation";

type Step = { title: ReactNode; detail?: ReactNode; href?: string; state?: "done" | "now" | "next" };

/** Numbered steps: how something works, or how far one has come in a form of several pages. */
export async function Steps({ items }: { items: Step[] }) {
  const t = await getTranslations("common");
  return (
    <ol className="flex flex-col gap-4">
      {items.map(({ title, detail, href, state }, index) => {
        const number = index + 1;
        const filled = state === "done" || state === "now";
        return (
          <li
            key={number}
            aria-current={state === "now" ? "step" : undefined}
            className="grid grid-cols-[2rem_1fr] items-baseline gap-x-3"
          >
            <span
              aria-hidden="true"
              className={`inline-flex size-8 items-center justify-center self-start rounded-full text-sm font-semibold tabular-nums ${
                filled ? "bg-brand text-on-brand" : "border border-edge text-ink"
              }`}
            >
              {state === "done" ? "✓" : number}
            </span>
            <div className="min-w-0">
              <p className={state === "next" ? "text-muted" : "font-semibold"}>
                <span className="sr-only">
                  {t("step", { number })}
                  {state === "done" ? ` (${t("done")})` : ""}:{" "}
                </span>
                {href ? <Link href={href}>{title}</Link> : title}
              </p>
              {detail && <div className="text-muted">{detail}</div>}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
