import type { ReactNode } from "react";
import { Notice } from "@/components/ui";

type Props = { count: number; title: string; children: ReactNode };

/** What an act on several things came to, said where it was asked for: to how many of them it was done, and what of the rest. */
export function ChosenOutcome({ count, title, children }: Props) {
  return (
    <Notice tone={count > 0 ? "good" : "warning"} live title={title}>
      {children}
    </Notice>
  );
}
