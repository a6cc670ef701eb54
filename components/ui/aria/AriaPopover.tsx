"use client";
import "./words";
import type { ReactNode, RefObject } from "react";
import { Dialog } from "react-aria-components/Dialog";
import { Popover } from "react-aria-components/Popover";

type Props = {
  open: boolean;
  onClose: () => void;
  trigger: RefObject<HTMLElement | null>;
  label: string;
  children: ReactNode;
};

/** The part of `Popover` that is fetched when its button is neared. */
export function AriaPopover({ open, onClose, trigger, label, children }: Props) {
  return (
    <Popover
      isOpen={open}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      triggerRef={trigger}
      placement="bottom start"
      offset={6}
      className="risen z-30 max-w-[min(24rem,calc(100vw-2rem))] overflow-auto rounded-md border border-line bg-surface shadow-raised"
    >
      <Dialog aria-label={label} className="p-4 outline-none">
        {children}
      </Dialog>
    </Popover>
  );
}
