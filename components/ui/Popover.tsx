"use client";
import { type ReactNode, useRef, useState } from "react";
import { type ButtonTone, buttonClass } from "./tones";
import { useLazy } from "./useLazy";

type Props = {
  /** The words of the button, and the name of what it opens. */
  label: string;
  tone?: ButtonTone;
  children: ReactNode;
};

const load = () => import("./aria/AriaPopover");

/** A few controls beside the button that opens them, such as the choice of columns. Fetched when the button is neared. */
export function Popover({ label, tone = "quiet", children }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [part, fetchIt] = useLazy(load, open);
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-haspopup="dialog"
        aria-expanded={open}
        onPointerEnter={fetchIt}
        onFocus={fetchIt}
        onClick={() => setOpen(!open)}
        className={buttonClass(tone)}
      >
        {label}
      </button>
      {part && (
        <part.AriaPopover open={open} onClose={() => setOpen(false)} trigger={button} label={label}>
          {children}
        </part.AriaPopover>
      )}
    </>
  );
}
