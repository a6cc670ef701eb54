"use client";
import { describedBy, FieldFrame } from "./Field";
import { useField } from "./formContext";

type Props = { name: string; label: string; hint: string; accept: string; required?: boolean };

/** One file. The browser's own control: it is translated, reachable by keyboard, and opens the camera on a phone. */
export function FileField({ name, label, hint, accept, required }: Props) {
  const field = useField(name);
  return (
    <FieldFrame field={field} label={label} hint={hint} required={required}>
      <input
        id={field.id}
        name={name}
        type="file"
        accept={accept}
        required={required}
        aria-invalid={field.error ? true : undefined}
        aria-describedby={describedBy(field, hint)}
        className="block w-full rounded-md border border-dashed border-edge bg-surface p-3 text-sm file:me-3 file:min-h-9 file:cursor-pointer file:rounded-sm file:border file:border-edge file:bg-sunken file:px-3 file:font-semibold file:text-ink aria-invalid:border-bad"
      />
    </FieldFrame>
  );
}
