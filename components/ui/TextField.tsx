"use client";
import type { HTMLAttributes, HTMLInputTypeAttribute } from "react";
import { boxClass } from "./box";
import { describedBy, FieldFrame } from "./Field";
import { useField } from "./formContext";

type Props = {
  name: string;
  label: string;
  hint?: string;
  type?: HTMLInputTypeAttribute;
  defaultValue?: string | number | null | undefined;
  required?: boolean;
  autoComplete?: string;
  inputMode?: HTMLAttributes<HTMLInputElement>["inputMode"];
  dir?: "ltr" | "rtl" | "auto";
  maxLength?: number;
  min?: number;
  max?: number;
};

/** One line of text. Addresses and figures run left to right in either language. */
export function TextField({ name, label, hint, type = "text", defaultValue, required, dir, ...rest }: Props) {
  const field = useField(name);
  const latin = type === "email" || type === "tel" || type === "url" || type === "number";
  return (
    <FieldFrame field={field} label={label} hint={hint} required={required}>
      <input
        id={field.id}
        name={name}
        type={type}
        dir={dir ?? (latin ? "ltr" : "auto")}
        required={required}
        defaultValue={field.typed ?? defaultValue ?? ""}
        aria-invalid={field.error ? true : undefined}
        aria-describedby={describedBy(field, hint)}
        className={`${boxClass} rtl:text-right ${type === "number" ? "max-w-40 tabular-nums" : ""}`}
        {...rest}
      />
    </FieldFrame>
  );
}
