"use client";
import { useRef, useState } from "react";
import { boxClass } from "./box";
import { describedBy, FieldFrame } from "./Field";
import { useField } from "./formContext";

type Suggestion = { value: string; detail?: string };

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

/** Text with suggestions from the server, in the browser's own list. Without JavaScript it is a text field. */
export function TypeAhead({ name, label, hint, endpoint, defaultValue, minLength = 2, required }: Props) {
  const field = useField(name);
  const [suggestions, setSuggestions] = useState<Suggestion[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const request = useRef<AbortController>(undefined);

  function suggest(typed: string) {
    clearTimeout(timer.current);
    request.current?.abort();
    const query = typed.trim();
    if (query.length < minLength || suggestions.some(({ value }) => value === typed)) return;
    timer.current = setTimeout(async () => {
      const controller = new AbortController();
      request.current = controller;
      try {
        const separator = endpoint.includes("?") ? "&" : "?";
        const response = await fetch(`${endpoint}${separator}q=${encodeURIComponent(query)}`, {
          signal: controller.signal,
        });
        if (!response.ok) return;
        const answer: { suggestions: Suggestion[] } = await response.json();
        setSuggestions(answer.suggestions);
      } catch {
        // Suggestions are a help: without them the field is still a field.
      }
    }, 200);
  }

  return (
    <FieldFrame field={field} label={label} hint={hint} required={required}>
      <input
        id={field.id}
        name={name}
        type="text"
        dir="auto"
        required={required}
        list={`${field.id}-list`}
        autoComplete="off"
        defaultValue={field.typed ?? defaultValue ?? ""}
        onInput={(event) => suggest(event.currentTarget.value)}
        aria-invalid={field.error ? true : undefined}
        aria-describedby={describedBy(field, hint)}
        className={boxClass}
      />
      <datalist id={`${field.id}-list`}>
        {suggestions.map(({ value, detail }) => (
          <option key={value} value={value}>
            {detail}
          </option>
        ))}
      </datalist>
    </FieldFrame>
  );
}
