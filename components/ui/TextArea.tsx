"use client";
import { boxClass } from "./box";
import { describedBy, FieldFrame } from "./Field";
import { useField } from "./formContext";

type Props = {
  name: string;
  label: string;
  hint?: string;
  rows?: number;
  defaultValue?: string | null | undefined;
  required?: boolean;
  maxLength?: number;
  dir?: "ltr" | "rtl" | "auto";
};

/** Several lines of text. */
export function TextArea({ name, label, hint, rows = 5, defaultValue, required, dir = "auto", maxLength }: Props) {
  const field = useField(name);
  return (
    <FieldFrame field={field} label={label} hint={hint} required={required}>
      <textarea
        id={field.id}
        name={name}
        rows={rows}
        dir={dir}
        required={required}
        maxLength={maxLength}
        defaultValue={field.typed ?? defaultValue ?? ""}
        aria-invalid={field.error ? true : undefined}
        aria-describedby={describedBy(field, hint)}
        className={`${boxClass} leading-(--leading-body)`}
      />
    </FieldFrame>
  );
}
