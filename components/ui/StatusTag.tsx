import type { ReactNode } from "react";
import { type Tone, toneClass } from "./tones";

/** The state of something, in a word. */
export function StatusTag({ tone = "neutral", children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={`inline-block w-fit rounded-sm border px-2 py-0.5 text-xs font-semibold sm:whitespace-nowrap ${toneClass[tone]}`}
    >
      {children}
    </span>
  );
}
