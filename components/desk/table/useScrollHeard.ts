"use client";
import { type RefObject, useEffect } from "react";

/**
 * Tells the grid where it was scrolled to before a press counts in it. Where a press comes before the browser has said so (the page
 * is at work), the grid would take itself back to where it knows that it was, and the press would end on another row.
 */
export function useScrollHeard(frame: RefObject<HTMLElement | null>, isGrid: boolean): void {
  useEffect(() => {
    const grid = isGrid ? frame.current?.querySelector("[role=grid]") : null;
    if (!grid) return;
    let heard = grid.scrollTop;
    const hear = () => {
      heard = grid.scrollTop;
    };
    const press = () => {
      if (grid.scrollTop !== heard) grid.dispatchEvent(new Event("scroll"));
    };
    grid.addEventListener("scroll", hear);
    window.addEventListener("pointerdown", press, true);
    return () => {
      grid.removeEventListener("scroll", hear);
      window.removeEventListener("pointerdown", press, true);
    };
  }, [frame, isGrid]);
}
