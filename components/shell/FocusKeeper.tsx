"use client";
import { useEffect } from "react";

/**
 * Catches a focus that would be lost: when an act takes away the very control that had it (a form that is done, a row that
 * is gone), the focus goes to the nearest part of the page that is still there, and not back to the beginning.
 */
export function FocusKeeper() {
  useEffect(() => {
    let way: Element[] = [];

    function remember(event: FocusEvent) {
      way = [];
      for (let at = event.target instanceof Element ? event.target : null; at; at = at.parentElement) way.push(at);
    }

    const observer = new MutationObserver(() => {
      const [last, ...above] = way;
      if (!last || last.isConnected || document.activeElement !== document.body) return;
      way = [];
      const place = above.find((at) => at.isConnected && at !== document.body && at !== document.documentElement);
      const target = place?.closest<HTMLElement>("[role=dialog], [role=alertdialog], section, form, main") ?? place;
      if (!(target instanceof HTMLElement)) return;
      if (target.tabIndex < 0) target.tabIndex = -1;
      target.focus({ preventScroll: true });
    });

    document.addEventListener("focusin", remember);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener("focusin", remember);
      observer.disconnect();
    };
  }, []);
  return null;
}
