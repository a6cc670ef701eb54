"use client";
import { useEffect, useRef, useState } from "react";
import { type Announcement, onAnnounce } from "./announce";
import { CloseButton } from "./CloseButton";

/** Long enough to be read twice; it waits while the pointer or the focus is on it. */
const shownFor = 12_000;

const edges = { neutral: "border-s-edge", good: "border-s-good", bad: "border-s-bad" };

/** Where announcements show, once on every page. The region is there before its words are, or nobody would hear them. */
export function Toasts({ close }: { close: string }) {
  const [shown, setShown] = useState<(Announcement & { id: number }) | undefined>();
  const [held, setHeld] = useState(false);
  const last = useRef(0);
  const sheet = useRef<HTMLDivElement>(null);

  useEffect(
    () =>
      onAnnounce((announcement) => {
        last.current += 1;
        setShown({ ...announcement, id: last.current });
      }),
    [],
  );

  useEffect(() => {
    const box = sheet.current;
    const hold = () => setHeld(true);
    const free = () => setHeld(false);
    const heard = { pointerenter: hold, focusin: hold, pointerleave: free, focusout: free };
    for (const [name, listener] of Object.entries(heard)) box?.addEventListener(name, listener);
    return () => {
      for (const [name, listener] of Object.entries(heard)) box?.removeEventListener(name, listener);
    };
  }, []);

  useEffect(() => {
    if (!shown || held) return;
    const timer = setTimeout(() => setShown(undefined), shownFor);
    return () => clearTimeout(timer);
  }, [shown, held]);

  function dismiss() {
    setHeld(false);
    setShown(undefined);
  }

  return (
    <div className="no-print pointer-events-none fixed inset-x-0 bottom-0 z-40 flex justify-center p-4 sm:justify-end">
      <div
        ref={sheet}
        className={
          shown
            ? `risen pointer-events-auto flex w-full max-w-md items-start gap-4 rounded-md border border-s-4 border-line bg-surface py-3 ps-4 pe-5 shadow-raised ${edges[shown.tone ?? "neutral"]}`
            : ""
        }
      >
        <p role="status" className="flex-1">
          {shown && <span key={shown.id}>{shown.text}</span>}
        </p>
        {shown && <CloseButton label={close} onClick={dismiss} />}
      </div>
    </div>
  );
}
