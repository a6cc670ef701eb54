"use client";
import type { ReactNode } from "react";
import { describedBy, FieldNotes } from "./Field";
import { useField } from "./formContext";

type Props = {
  name: string;
  value?: string;
  label: ReactNode;
  hint?: string;
  defaultChecked?: boolean;
  required?: boolean;
};

/** Yes or no. */
export function Checkbox({ name, value = "on", label, hint, defaultChecked = false, required = false }: Props) {
  const field = useField(name);
  const checked = field.sent ? (field.typed?.split("\n").includes(value) ?? false) : defaultChecked;
  return (
    <div
      data-label={typeof label === "string" ? label : undefined}
      className={`max-w-xl ${field.error ? "border-s-4 border-bad ps-4" : ""}`}
    >
      <FieldNotes field={field} hint={hint} />
      <label className="flex min-h-11 items-start gap-3 py-1.5">
        <input
          key={String(checked)}
          id={name.endsWith("[]") ? `${field.id}-${value}` : field.id}
          type="checkbox"
          name={name}
          value={value}
          required={required}
          defaultChecked={checked}
          aria-invalid={field.error ? true : undefined}
          aria-describedby={describedBy(field, hint)}
          className="mt-[calc((1em*var(--leading-body)-1.5rem)/2)] size-6 shrink-0"
        />
        <span>{label}</span>
      </label>
    </div>
  );
}
