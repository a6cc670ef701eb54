"use client";
import "./words";
import { useRouter } from "next/navigation";
import type { RefObject } from "react";
import { Menu, MenuItem, Text } from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";
import { localePath } from "@/lib/platform/i18n/routing";
import type { MenuEntry } from "../Menu";

type Props = {
  /** Open, with the focus on this one. */
  open: "first" | "last" | undefined;
  onClose: () => void;
  trigger: RefObject<HTMLElement | null>;
  labelledBy: string;
  items: readonly MenuEntry[];
};

/** The part of `Menu` that is fetched when its button is neared. */
export function AriaMenu({ open, onClose, trigger, labelledBy, items }: Props) {
  const router = useRouter();

  function act({ href, onAction }: MenuEntry) {
    onAction?.();
    if (href) router.push(localePath(href, document.documentElement.lang));
  }

  return (
    <Popover
      isOpen={open !== undefined}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      triggerRef={trigger}
      placement="bottom start"
      offset={6}
      className="risen z-30 min-w-56 max-w-[calc(100vw-2rem)] overflow-auto rounded-md border border-line bg-surface py-1 shadow-raised"
    >
      <Menu aria-labelledby={labelledBy} autoFocus={open ?? "first"} onClose={onClose} className="outline-none">
        {items.map((item) => (
          <MenuItem
            key={item.key}
            id={item.key}
            textValue={item.label}
            isDisabled={item.disabled ?? false}
            onAction={() => act(item)}
            className={`block min-h-10 cursor-pointer px-4 py-2 text-sm outline-none data-[disabled]:cursor-default data-[disabled]:text-muted data-[focused]:bg-tint ${
              item.tone === "danger" ? "text-bad" : "text-ink"
            }`}
          >
            <Text slot="label" className="block">
              {item.label}
            </Text>
            {item.hint && (
              <Text slot="description" className="block text-xs text-muted">
                {item.hint}
              </Text>
            )}
          </MenuItem>
        ))}
      </Menu>
    </Popover>
  );
}
