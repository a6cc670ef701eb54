"use client";
import { type RefObject, useEffect } from "react";

const arrows: Record<string, string> = { j: "ArrowDown", k: "ArrowUp" };

/** Within the grid `j` and `k` go down and up, as the arrow keys do. They count for nothing outside of it, nor while somebody types. */
export function useRowKeys(frame: RefObject<HTMLElement | null>, isGrid: boolean): void {
  useEffect(() => {
    if (!isGrid) return;
    const walk = (event: KeyboardEvent) => {
      const { target, key } = event;
      const arrow = arrows[key];
      if (!arrow || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      if (!(target instanceof HTMLElement) || !frame.current?.contains(target)) return;
      if (target.closest("input, textarea, select")) return;
      // Taken at the window, before the grid takes a letter for the beginning of a name.
      event.preventDefault();
      event.stopPropagation();
      target.dispatchEvent(new KeyboardEvent("keydown", { key: arrow, bubbles: true, cancelable: true }));
    };
    window.addEventListener("keydown", walk, true);
    return () => window.removeEventListener("keydown", walk, true);
  }, [frame, isGrid]);
}
