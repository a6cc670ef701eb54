"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { boxClass } from "./box";
import { describedBy, FieldFrame } from "./Field";
import { useField } from "./formContext";
import { useLazy } from "./useLazy";

type Props = {
  name: string;
  label: string;
  hint?: string;
  /** Answers `GET endpoint?q=…` with `{ suggestions: { value, detail? }[] }`. */
  endpoint: string;
  defaultValue?: string | null | undefined;
  minLength?: number;
  required?: boolean;
};

/** What the plain field held when the one with suggestions took its place. */
export type TakenOver = { text: string; from: number | null; to: number | null; focused: boolean };

const load = () => import("./aria/AriaComboBox");

/**
 * Text with suggestions from the server. It begins as a plain text field, and is one without JavaScript; when it first has
 * the focus, the part with the list of suggestions is fetched and takes its place, with whatever was typed by then.
 */
export function TypeAhead({ name, label, hint, endpoint, defaultValue, minLength = 2, required }: Props) {
  const field = useField(name);
  const input = useRef<HTMLInputElement>(null);
  const composing = useRef(false);
  const [part, fetchIt] = useLazy(load);
  const [taken, setTaken] = useState<TakenOver>();

  const takeOver = useCallback(() => {
    const plain = input.current;
    // In the midst of a word that an input method is still making, the field must not be touched.
    if (!plain || composing.current) return;
    const { value: text, selectionStart: from, selectionEnd: to } = plain;
    setTaken({ text, from, to, focused: document.activeElement === plain });
  }, []);

  useEffect(() => {
    if (part) takeOver();
  }, [part, takeOver]);

  const common = {
    id: field.id,
    name,
    required: required ?? false,
    className: boxClass,
  };
  return (
    <FieldFrame field={field} label={label} hint={hint} required={required}>
      {part && taken ? (
        <part.AriaComboBox
          {...common}
          taken={taken}
          labelledBy={`${field.id}-label`}
          describedBy={describedBy(field, hint)}
          invalid={field.error !== undefined}
          endpoint={endpoint}
          minLength={minLength}
        />
      ) : (
        <input
          {...common}
          ref={input}
          type="text"
          dir="auto"
          autoComplete="off"
          defaultValue={field.typed ?? defaultValue ?? ""}
          onFocus={fetchIt}
          onCompositionStart={() => {
            composing.current = true;
          }}
          onCompositionEnd={() => {
            composing.current = false;
            if (part) takeOver();
          }}
          aria-invalid={field.error ? true : undefined}
          aria-describedby={describedBy(field, hint)}
        />
      )}
    </FieldFrame>
  );
}
