"use client";
import { languageOf } from "@/lib/platform/i18n/languageOf";
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

/** Several lines of text; those that stand in it already are set and read in their own language. */
export function TextArea({ name, label, hint, rows = 5, defaultValue, required, dir = "auto", maxLength }: Props) {
  const field = useField(name);
  const words = field.typed ?? defaultValue ?? "";
  return (
    <FieldFrame field={field} label={label} hint={hint} required={required}>
      <textarea
        id={field.id}
        name={name}
        rows={rows}
        dir={dir}
        required={required}
        maxLength={maxLength}
        lang={languageOf(words)}
        defaultValue={words}
        aria-invalid={field.error ? true : undefined}
        aria-describedby={describedBy(field, hint)}
        className={`${boxClass} leading-(--leading-body)`}
      />
    </FieldFrame>
  );
}
