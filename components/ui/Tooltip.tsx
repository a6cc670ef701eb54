"use client";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { useLazy } from "./useLazy";

type Props = {
  /** More about what it stands on; never the only place where something is said. */
  text: string;
  /** One control. */
  children: ReactNode;
};

const load = () => import("./aria/AriaTooltip");

/** The way from the control to its remark. */
const crossing = 150;

/**
 * A remark beside a control while it has the pointer or the focus; Escape takes it away, and the pointer may rest on it.
 * A screen reader hears it after the control's name, whether it shows or not.
 */
export function Tooltip({ text, children }: Props) {
  const [open, setOpen] = useState(false);
  const [part] = useLazy(load, open);
  const at = useRef<HTMLSpanElement>(null);
  const leaving = useRef<ReturnType<typeof setTimeout>>(undefined);
  const id = useId();

  const hold = () => clearTimeout(leaving.current);
  const leave = () => {
    hold();
    leaving.current = setTimeout(() => setOpen(false), crossing);
  };

  useEffect(() => {
    const control = at.current?.querySelector("a, button, input, select, summary");
    if (!control) return;
    control.setAttribute("aria-describedby", id);
    const show = () => {
      clearTimeout(leaving.current);
      setOpen(true);
    };
    const hide = () => {
      clearTimeout(leaving.current);
      leaving.current = setTimeout(() => setOpen(false), crossing);
    };
    const leaveByKey = (event: Event) => event instanceof KeyboardEvent && event.key === "Escape" && setOpen(false);
    const heard = { pointerenter: show, focus: show, pointerleave: hide, blur: hide, keydown: leaveByKey };
    for (const [name, listener] of Object.entries(heard)) control.addEventListener(name, listener);
    return () => {
      clearTimeout(leaving.current);
      for (const [name, listener] of Object.entries(heard)) control.removeEventListener(name, listener);
    };
  }, [id]);

  return (
    <span ref={at} className="inline-flex">
      {children}
      <span id={id} hidden>
        {text}
      </span>
      {part && <part.AriaTooltip open={open} trigger={at} text={text} onEnter={hold} onLeave={leave} />}
    </span>
  );
}
