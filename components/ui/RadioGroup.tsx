"use client";
import { describedBy, FieldNotes } from "./Field";
import { useField } from "./formContext";

type Props = {
  name: string;
  legend: string;
  options: readonly { value: string; label: string; hint?: string }[];
  defaultValue?: string | null | undefined;
  hint?: string;
  required?: boolean;
};

/** One of a few, all in sight. */
export function RadioGroup({ name, legend, options, defaultValue, hint, required }: Props) {
  const field = useField(name);
  const chosen = field.sent ? field.typed : defaultValue;
  return (
    <fieldset
      data-label={legend}
      aria-describedby={describedBy(field, hint)}
      className={`max-w-xl ${field.error ? "border-s-4 border-bad ps-4" : ""}`}
    >
      <legend className="font-semibold">{legend}</legend>
      <FieldNotes field={field} hint={hint} />
      <div className="mt-2 flex flex-col gap-1">
        {options.map((option, index) => (
          <label key={option.value} className="flex min-h-11 items-start gap-3 py-1.5">
            <input
              key={String(chosen)}
              // The first one carries the field's id, so that the summary leads to the group.
              id={index === 0 ? field.id : undefined}
              type="radio"
              name={name}
              value={option.value}
              required={required}
              defaultChecked={chosen === option.value}
              className="mt-[calc((1em*var(--leading-body)-1.5rem)/2)] size-6 shrink-0"
            />
            <span>
              {option.label}
              {option.hint && <span className="block text-sm text-muted">{option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
