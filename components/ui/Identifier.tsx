import type { ReactNode } from "react";

/** Up to here a code stays on one line, as it is read; what is longer may break anywhere. Licence numbers have 17. */
const oneLine = 24;

/** A number, code or address that must be read character by character, left to right in either language. */
export function Identifier({ children }: { children: ReactNode }) {
  const short = typeof children === "string" && children.length <= oneLine;
  return (
    <bdi dir="ltr" className={`font-mono text-[0.94em] tabular-nums ${short ? "whitespace-nowrap" : "break-all"}`}>
      {children}
    </bdi>
  );
}
