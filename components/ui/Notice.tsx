import type { ReactNode } from "react";
import { type Tone, toneClass } from "./tones";

type Props = {
  tone?: Tone;
  title?: ReactNode;
  /** Read out as soon as it appears: for what just happened. */
  live?: boolean;
  children?: ReactNode;
};

/** Something the reader must not miss, said beside a thick edge. */
export function Notice({ tone = "neutral", title, live, children }: Props) {
  return (
    <div role={live ? "status" : undefined} className={`border-s-4 px-4 py-3 sm:px-5 sm:py-4 ${toneClass[tone]}`}>
      {title && <p className="font-semibold">{title}</p>}
      {children && <div className="flex flex-col gap-2 text-ink">{children}</div>}
    </div>
  );
}
