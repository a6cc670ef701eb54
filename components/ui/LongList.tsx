import type { ReactNode } from "react";

/** More rows than this would push what can be done about them out of reach. */
const shownInFull = 30;

// What scrolls must be reached by keyboard, in browsers too that do not see to it themselves.
const frame = (label: string) => ({ role: "group", "aria-label": label, tabIndex: 0 });

/** A table that must stay whole on one page: a long one scrolls in a frame of its own, under its sticky heads. */
export function LongList({ label, rows, children }: { label: string; rows: number; children: ReactNode }) {
  if (rows <= shownInFull) return children;
  return (
    <div
      {...frame(label)}
      className="relative max-h-[36rem] overflow-y-auto border-y border-edge py-1 [&_th]:sticky [&_th]:top-0 [&_th]:z-1 [&_th]:bg-paper print:max-h-none print:overflow-visible"
    >
      {children}
    </div>
  );
}
