"use client";
import { useEffect, useState } from "react";
import { useLazy } from "@/components/ui/useLazy";
import type { Destination, PaletteTexts } from "./found";

type Props = { locale: string; texts: PaletteTexts; destinations: Destination[] };

const load = () => import("./Palette");

/** Opens the palette, and so does Ctrl or ⌘ with K from anywhere on the desk. Its code is fetched when it is first wanted. */
export function PaletteButton(props: Props) {
  const [isOpen, setOpen] = useState(false);
  const [part, fetchIt] = useLazy(load, isOpen);

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      // By the place of the key, since on an Urdu keyboard it writes another letter.
      if (event.code !== "KeyK" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      event.preventDefault();
      setOpen(true);
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);

  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onPointerEnter={fetchIt}
        onFocus={fetchIt}
        onClick={() => setOpen(true)}
        className="no-print flex min-h-10 w-full sm:max-w-72 cursor-pointer items-center gap-2 rounded-md border border-edge bg-surface px-3 text-start text-sm whitespace-nowrap text-muted hover:border-ink hover:text-ink [@media(scripting:none)]:hidden"
      >
        <svg viewBox="0 0 16 16" className="size-4 shrink-0" aria-hidden="true" focusable="false">
          <path
            d="M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10Zm3.6-1.4L14 14"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.75"
            strokeLinecap="round"
          />
        </svg>
        {props.texts.open}
        {props.locale === "en" && (
          <span
            aria-hidden="true"
            className="ms-auto rounded-sm border border-line bg-sunken px-1.5 text-xs max-lg:hidden"
          >
            Ctrl K
          </span>
        )}
      </button>
      {part && isOpen && <part.Palette {...props} onClose={() => setOpen(false)} />}
    </>
  );
}
