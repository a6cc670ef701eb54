"use client";
import "./words";
import { useLayoutEffect, useRef } from "react";
import { ComboBox, Input, ListBox, ListBoxItem, Popover, Text } from "react-aria-components/ComboBox";
import type { TakenOver } from "../TypeAhead";
import { useSuggestions } from "../useSuggestions";

type Props = {
  id: string;
  name: string;
  className: string;
  required: boolean;
  invalid: boolean;
  labelledBy: string;
  describedBy: string | undefined;
  endpoint: string;
  minLength: number;
  taken: TakenOver;
};

/** The part of `TypeAhead` that is fetched when it has the focus: a text field with a list, and whatever else was typed is as good. */
export function AriaComboBox({ taken, endpoint, minLength, describedBy, ...props }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const { suggestions, suggest } = useSuggestions(endpoint, minLength, taken.text);

  useLayoutEffect(() => {
    if (!taken.focused) return;
    input.current?.focus({ preventScroll: true });
    input.current?.setSelectionRange(taken.from, taken.to);
  }, [taken]);

  return (
    <ComboBox
      id={props.id}
      name={props.name}
      aria-labelledby={props.labelledBy}
      {...(describedBy && { "aria-describedby": describedBy })}
      isRequired={props.required}
      isInvalid={props.invalid}
      validationBehavior="aria"
      allowsCustomValue
      menuTrigger="input"
      items={suggestions}
      defaultInputValue={taken.text}
      onInputChange={suggest}
    >
      <Input ref={input} dir="auto" autoComplete="off" className={props.className} />
      <Popover
        offset={4}
        maxHeight={304}
        className="risen z-30 w-(--trigger-width) overflow-auto rounded-md border border-edge bg-surface py-1 shadow-raised"
      >
        <ListBox className="outline-none">
          {({ value, detail }: (typeof suggestions)[number]) => (
            <ListBoxItem
              id={value}
              textValue={value}
              className="block min-h-11 cursor-pointer px-3 py-1.5 leading-(--leading-tight) outline-none data-[focused]:bg-tint data-[focused]:shadow-[inset_3px_0_0_var(--link)]"
            >
              <Text slot="label" className="block">
                <bdi>{value}</bdi>
              </Text>
              {detail && (
                <Text slot="description" className="block text-xs text-muted">
                  <bdi>{detail}</bdi>
                </Text>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
