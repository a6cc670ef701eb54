"use client";
import type { ReactNode } from "react";
import type { useField } from "./formContext";

type Field = ReturnType<typeof useField>;

type Props = {
  field: Field;
  label: string;
  hint?: ReactNode;
  required?: boolean | undefined;
  children: ReactNode;
};

/** Label above, then the hint, then what is wrong, then the field itself. */
export function FieldFrame({ field, label, hint, required, children }: Props) {
  return (
    <div data-label={label} className={`max-w-xl ${field.error ? "border-s-4 border-bad ps-4" : ""}`}>
      <label id={`${field.id}-label`} htmlFor={field.id} className="block font-semibold">
        {label}
        {required === false && field.texts && <span className="font-normal text-muted"> ({field.texts.optional})</span>}
      </label>
      <FieldNotes field={field} hint={hint} />
      <div className="mt-1.5">{children}</div>
    </div>
  );
}

/** Hint and error of a field, with the ids that `describedBy` names. */
export function FieldNotes({ field, hint }: { field: Field; hint?: ReactNode }) {
  return (
    <>
      {hint && (
        <p id={`${field.id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
      {field.error && (
        <p id={`${field.id}-error`} className="font-semibold text-bad">
          {field.error}
        </p>
      )}
    </>
  );
}

/** What describes a field to those who cannot see where hint and error stand. */
export function describedBy(field: Field, hint?: ReactNode): string | undefined {
  const ids = [hint && `${field.id}-hint`, field.error && `${field.id}-error`].filter(Boolean);
  return ids.length > 0 ? ids.join(" ") : undefined;
}
