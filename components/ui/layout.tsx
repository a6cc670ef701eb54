import type { ReactNode } from "react";

/** Equal parts side by side where there is room, one below the other where there is none. */
export function Grid({ columns = 2, children }: { columns?: 2 | 3 | 4; children: ReactNode }) {
  const wide = { 2: "sm:grid-cols-2", 3: "sm:grid-cols-2 lg:grid-cols-3", 4: "sm:grid-cols-2 lg:grid-cols-4" }[columns];
  return <div className={`grid grid-cols-1 gap-4 ${wide}`}>{children}</div>;
}

/** Things one below the other, evenly spaced. */
export function Stack({ gap = "medium", children }: { gap?: "small" | "medium" | "large"; children: ReactNode }) {
  const space = { small: "gap-2", medium: "gap-5", large: "gap-9" }[gap];
  return <div className={`flex flex-col ${space}`}>{children}</div>;
}
