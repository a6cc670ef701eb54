"use client";
import type { DeskColumn } from "./model";

type Props = {
  columns: readonly DeskColumn[];
  hidden: readonly string[];
  hint: string;
  show: (key: string, isShown: boolean) => void;
};

/** Which columns a list shows; the first one names the rows and stays. */
export function ColumnChoice({ columns, hidden, hint, show }: Props) {
  return (
    <fieldset>
      <legend className="mb-1 text-sm text-muted">{hint}</legend>
      {columns.slice(1).map(({ key, label }) => (
        <label key={key} className="flex min-h-9 items-center gap-3 text-sm">
          <input
            type="checkbox"
            className="size-5 shrink-0"
            checked={!hidden.includes(key)}
            onChange={(event) => show(key, event.currentTarget.checked)}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
