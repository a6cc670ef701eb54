"use client";
import { describedBy, FieldNotes } from "./Field";
import { useField } from "./formContext";

type Props = {
  /** Ends in `[]`: what is ticked comes as a list. */
  name: `${string}[]`;
  legend: string;
  options: readonly { value: string; label: string }[];
  defaultValues?: readonly string[];
  hint?: string;
};

/** Any number of a few, all in sight. */
export function CheckboxGroup({ name, legend, options, defaultValues = [], hint }: Props) {
  const field = useField(name);
  const chosen = field.sent ? (field.typed?.split("\n") ?? []) : defaultValues;
  return (
    <fieldset
      data-label={legend}
      aria-describedby={describedBy(field, hint)}
      className={`max-w-xl ${field.error ? "border-s-4 border-bad ps-4" : ""}`}
    >
      <legend className="font-semibold">{legend}</legend>
      <FieldNotes field={field} hint={hint} />
      <div className="mt-2 flex flex-col gap-1">
        {options.map(({ value, label }, index) => (
          <label key={value} className="flex min-h-11 items-start gap-3 py-1.5">
            <input
              key={String(chosen.includes(value))}
              // The first one carries the field's id, so that the summary leads to the group.
              id={index === 0 ? field.id : undefined}
              type="checkbox"
              name={name}
              value={value}
              defaultChecked={chosen.includes(value)}
              className="mt-[calc((1em*var(--leading-body)-1.5rem)/2)] size-6 shrink-0"
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
