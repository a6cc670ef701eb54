import { isValidElement, type ReactNode } from "react";
import { Link } from "@/lib/platform/i18n/navigation";
import { unbroken } from "./unbroken";

type Props = {
  title: ReactNode;
  lead?: ReactNode;
  back?: { href: string; label: ReactNode };
  actions?: ReactNode;
  /** Text and forms read best narrow; tables of the desk take the whole width. */
  width?: "text" | "wide";
  children?: ReactNode;
};

/** A page: the way back, one heading, what it is about, what can be done, and the content. */
export function Page({ title, lead, back, actions, width = "text", children }: Props) {
  return (
    <div className={width === "wide" ? "" : "max-w-3xl"}>
      {back && (
        <p className="no-print mb-4 text-sm">
          <Link href={back.href} className="inline-flex min-h-6 items-center gap-1.5">
            <BackArrow />
            {back.label}
          </Link>
        </p>
      )}
      {/* On a phone what can be done comes after what the page is about; a state stays at the heading. */}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <h1 lang={isLatin(title) ? "en" : undefined} className="min-w-0 text-2xl">
          {typeof title === "string" ? unbroken(title) : title}
        </h1>
        {actions && <div className="no-print flex flex-wrap gap-3 max-sm:has-[a,button]:order-last">{actions}</div>}
        {lead && (
          <div className="basis-full">
            <p className="max-w-2xl text-lg text-muted">{lead}</p>
          </div>
        )}
      </div>
      <div className="mt-7 flex flex-col gap-9">{children}</div>
    </div>
  );
}

/** A name in Latin letters alone is set and read as such on an Urdu page too; the lines of Nastaliq stand far apart. */
function isLatin(title: ReactNode): boolean {
  if (isValidElement<{ children?: ReactNode }>(title)) return isLatin(title.props.children);
  return typeof title === "string" && /[A-Za-z]/.test(title) && !/[\u0600-\u06ff]/.test(title);
}

function BackArrow() {
  return (
    <svg viewBox="0 0 16 16" className="size-3.5 rtl:-scale-x-100" aria-hidden="true" focusable="false">
      <path d="M10 3 5 8l5 5" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}
