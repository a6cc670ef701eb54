"use client";
import { useEffect } from "react";

/** Lets the service worker keep pages for the time without a connection, once the page is there and has nothing else to do. */
export function OfflinePages({ worker }: { worker: string }) {
  useEffect(() => {
    if (!("serviceWorker" in navigator)) return;
    const register = () => {
      navigator.serviceWorker.register(worker).catch(() => {
        // Private windows allow none: the portal works without.
      });
    };
    const whenIdle = () => {
      if ("requestIdleCallback" in window) requestIdleCallback(register, { timeout: 10_000 });
      else setTimeout(register, 3_000);
    };
    if (document.readyState === "complete") whenIdle();
    else window.addEventListener("load", whenIdle, { once: true });
    return () => window.removeEventListener("load", whenIdle);
  }, [worker]);
  return null;
}
