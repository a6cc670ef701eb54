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
  const id = name.endsWith("[]") ? `${field.id}-${value}` : field.id;
  const checked = field.sent ? (field.typed?.split("\n").includes(value) ?? false) : defaultChecked;
  return (
    <div
      data-label={typeof label === "string" ? label : undefined}
      className={`max-w-xl ${field.error ? "border-s-4 border-bad ps-4" : ""}`}
    >
      <FieldNotes field={field} />
      <label className="flex min-h-11 items-start gap-3 py-1.5">
        <input
          key={String(checked)}
          id={id}
          type="checkbox"
          name={name}
          value={value}
          required={required}
          defaultChecked={checked}
          aria-invalid={field.error ? true : undefined}
          aria-describedby={[hint && `${id}-hint`, describedBy(field)].filter(Boolean).join(" ") || undefined}
          className="mt-[calc((1em*var(--leading-body)-1.5rem)/2)] size-6 shrink-0"
        />
        <span>{label}</span>
      </label>
      {hint && (
        <p id={`${id}-hint`} className="ps-9 text-sm text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}
