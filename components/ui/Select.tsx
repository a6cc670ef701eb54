"use client";
import { boxClass } from "./box";
import { describedBy, FieldFrame } from "./Field";
import { useField } from "./formContext";

type Props = {
  name: string;
  label: string;
  options: readonly { value: string; label: string }[];
  defaultValue?: string | null | undefined;
  hint?: string;
  required?: boolean;
};

/** One of many, from a native list. Without a default the first line asks to choose. */
export function Select({ name, label, options, defaultValue, hint, required }: Props) {
  const field = useField(name);
  const value = field.typed ?? defaultValue ?? "";
  return (
    <FieldFrame field={field} label={label} hint={hint} required={required}>
      <select
        key={value}
        id={field.id}
        name={name}
        required={required}
        defaultValue={value}
        aria-invalid={field.error ? true : undefined}
        aria-describedby={describedBy(field, hint)}
        className={boxClass}
      >
        {!options.some((option) => option.value === "") && <option value="">{field.texts?.choose ?? "–"}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}
