"use client";
import { useEffect, useRef } from "react";
import { announce } from "@/components/ui/announce";
import { useLine } from "./useLine";
import { awaitWords } from "./words";

type Props = { offline: string; online: string; notSent: string };

/** Says when the connection goes and comes, and holds back a form that would be sent into nothing: it stays as it was typed. */
export function Line({ offline, online, notSent }: Props) {
  const isOnline = useLine();
  const was = useRef(true);

  useEffect(() => {
    if (isOnline && !was.current) announce(online);
    was.current = isOnline;
    if (isOnline) return;
    // The tab may be closed, or let go by a phone, before there is a connection again.
    awaitWords(location.pathname);
    function hold(event: SubmitEvent) {
      const form = event.target;
      // Whoever leaves may leave: what this browser keeps of them goes without a connection too.
      if (form instanceof HTMLFormElement && "signOut" in form.dataset) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      announce(notSent, "bad");
    }
    // Before the framework hears of it.
    window.addEventListener("submit", hold, { capture: true });
    return () => window.removeEventListener("submit", hold, { capture: true });
  }, [isOnline, online, notSent]);

  return (
    <div role="status" className="no-print sticky top-0 z-20">
      {!isOnline && (
        <p className="border-b border-warning bg-warning-tint px-4 py-2 text-center text-sm font-semibold text-warning">
          {offline}
        </p>
      )}
    </div>
  );
}
