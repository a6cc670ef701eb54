"use client";
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import { type ButtonTone, buttonClass } from "./tones";
import { useLazy } from "./useLazy";

export type MenuEntry = {
  key: string;
  label: string;
  /** A line of small print below. */
  hint?: string;
  /** Goes there (an address without the language), or does this. */
  href?: string;
  onAction?: () => void;
  tone?: "danger";
  disabled?: boolean;
};

type Props = {
  /** The name of the button and of the menu. */
  label: string;
  items: readonly MenuEntry[];
  tone?: ButtonTone;
  /** What the button shows, if that is not its name. */
  children?: ReactNode;
};

const load = () => import("./aria/AriaMenu");

/**
 * Further acts behind one button. They need JavaScript, so each must be reachable without the menu too. The menu itself is
 * fetched when the button is neared.
 */
export function Menu({ label, items, tone = "quiet", children }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState<"first" | "last">();
  const [part, fetchIt] = useLazy(load, open !== undefined);
  const id = useId();

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    setOpen(event.key === "ArrowDown" ? "first" : "last");
  }

  return (
    <>
      <button
        ref={button}
        id={id}
        type="button"
        aria-label={children ? label : undefined}
        aria-haspopup="menu"
        aria-expanded={open !== undefined}
        onPointerEnter={fetchIt}
        onFocus={fetchIt}
        onClick={() => setOpen(open ? undefined : "first")}
        onKeyDown={onKeyDown}
        className={buttonClass(tone)}
      >
        {children ?? (
          <>
            {label}
            <Chevron />
          </>
        )}
      </button>
      {part && (
        <part.AriaMenu open={open} onClose={() => setOpen(undefined)} trigger={button} labelledBy={id} items={items} />
      )}
    </>
  );
}

function Chevron() {
  return (
    <svg viewBox="0 0 16 16" className="size-3.5" aria-hidden="true" focusable="false">
      <path d="m3 6 5 5 5-5" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}
