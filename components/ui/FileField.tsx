"use client";
import { useEffect, useRef, useState } from "react";
import { describedBy, FieldFrame } from "./Field";
import { useField } from "./formContext";

type Props = { name: string; label: string; hint: string; accept: string; required?: boolean };

/**
 * One file. The browser's own control does the work: it opens the camera on a phone and takes a dropped file. It speaks the
 * browser's language, though, so once scripts run our words stand where it lies, unseen and over them.
 */
export function FileField({ name, label, hint, accept, required }: Props) {
  const field = useField(name);
  const input = useRef<HTMLInputElement>(null);
  const [isCovered, setCovered] = useState(false);
  const [chosen, setChosen] = useState<string>();
  const words = isCovered ? field.texts : undefined;
  useEffect(() => {
    // A file may have been chosen before the script came; a form that is emptied forgets it.
    const read = () => setChosen(input.current?.files?.[0]?.name);
    const readLater = () => setTimeout(read);
    const form = input.current?.form;
    read();
    setCovered(true);
    form?.addEventListener("reset", readLater);
    return () => form?.removeEventListener("reset", readLater);
  }, []);
  return (
    <FieldFrame field={field} label={label} hint={hint} required={required}>
      <div className="relative">
        <input
          ref={input}
          id={field.id}
          name={name}
          type="file"
          accept={accept}
          required={required}
          aria-invalid={field.error ? true : undefined}
          aria-describedby={describedBy(field, hint)}
          onChange={(event) => setChosen(event.currentTarget.files?.[0]?.name)}
          className={`block min-h-15 w-full cursor-pointer rounded-md border border-dashed border-edge bg-surface p-3 text-sm file:me-3 file:min-h-9 file:cursor-pointer file:rounded-sm file:border file:border-edge file:bg-sunken file:px-3 file:font-semibold file:text-ink aria-invalid:border-bad ${
            words ? "text-transparent file:invisible" : ""
          }`}
        />
        {words && (
          <div aria-hidden="true" className="pointer-events-none absolute inset-0 flex items-center gap-3 p-3 text-sm">
            <span className="flex min-h-9 shrink-0 items-center rounded-sm border border-edge bg-sunken px-3 font-semibold">
              {words.chooseFile}
            </span>
            {chosen ? <bdi className="truncate">{chosen}</bdi> : <span>{words.noFile}</span>}
          </div>
        )}
      </div>
    </FieldFrame>
  );
}
