"use client";
import { type RefObject, useEffect, useState } from "react";

/**
 * True once the grid may take the table's place: it is there, and nobody has the focus in the table that would go. Where the
 * reader had scrolled to is kept.
 */
export function useTakeOver(ready: boolean, frame: RefObject<HTMLElement | null>): boolean {
  const [taken, setTaken] = useState(false);
  useEffect(() => {
    const element = frame.current;
    if (!ready || !element) {
      setTaken(false);
      return;
    }
    const take = () => {
      if (element.contains(document.activeElement)) return;
      const { scrollTop, scrollLeft } = element;
      setTaken(true);
      if (scrollTop > 0 || scrollLeft !== 0)
        requestAnimationFrame(() =>
          element.querySelector("[role=grid]")?.scrollTo({ top: scrollTop, left: scrollLeft }),
        );
    };
    take();
    // The focus has left when the event of its leaving is over.
    const later = () => setTimeout(take);
    element.addEventListener("focusout", later);
    return () => element.removeEventListener("focusout", later);
  }, [ready, frame]);
  return taken;
}
