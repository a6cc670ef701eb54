import type { ReactNode } from "react";

type Props = {
  title?: ReactNode;
  /** The folded corner, for what the service hands out: a receipt, a licence, a seat. */
  deed?: boolean;
  children: ReactNode;
};

/** A sheet of its own for one thing. */
export function Card({ title, deed, children }: Props) {
  return (
    <div className={deed ? "deed bg-line p-px" : "h-full"}>
      <div
        className={
          deed
            ? "deed-inner bg-surface p-5 pe-10 sm:p-7 sm:pe-12"
            : "h-full rounded-lg border border-line bg-surface p-5 sm:p-6"
        }
      >
        {title && <h3 className="mb-2 text-lg">{title}</h3>}
        {/* The sheet has edges of its own: a list that ends where it does draws none there. */}
        <div className="flex flex-col gap-3 [&>dl]:border-t-0 [&>dl>div:last-child]:border-b-0">{children}</div>
      </div>
    </div>
  );
}
