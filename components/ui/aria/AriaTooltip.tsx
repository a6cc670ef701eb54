"use client";
import "./words";
import type { RefObject } from "react";
import { Tooltip, TooltipTriggerStateContext } from "react-aria-components/Tooltip";

type Props = {
  open: boolean;
  trigger: RefObject<HTMLElement | null>;
  text: string;
  onEnter: () => void;
  onLeave: () => void;
};

/** The part of `Tooltip` that is fetched when it is first wanted. */
export function AriaTooltip({ open, trigger, text, onEnter, onLeave }: Props) {
  return (
    <TooltipTriggerStateContext value={{ isOpen: open, open: onEnter, close: onLeave, shouldSkipAnimation: false }}>
      <Tooltip
        triggerRef={trigger}
        placement="top"
        offset={6}
        className="risen z-30 max-w-72 rounded-md bg-ink px-3 py-1.5 text-xs text-paper forced-edge"
        onPointerEnter={onEnter}
        onPointerLeave={onLeave}
      >
        {text}
      </Tooltip>
    </TooltipTriggerStateContext>
  );
}
