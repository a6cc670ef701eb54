"use client";
import { type ReactNode, useState } from "react";
import { buttonClass } from "@/components/ui/tones";

/** The one movement there is, as often as one wants to see it. */
export function Risen({ again, children }: { again: string; children: ReactNode }) {
  const [times, setTimes] = useState(0);
  return (
    <div className="flex flex-wrap items-center gap-4">
      <button type="button" onClick={() => setTimes(times + 1)} className={buttonClass("quiet")}>
        {again}
      </button>
      <span key={times} className="risen rounded-md border border-line bg-surface px-4 py-2 shadow-raised">
        {children}
      </span>
    </div>
  );
}
