"use client";
import { useContext } from "react";
import { toneClass } from "@/components/ui/tones";
import { Written } from "@/components/ui/Written";
import type { DraftField } from "@/lib/applications/merge";
import { DraftContext } from "./disputes";

type Props = {
  field: DraftField;
  /** The words of an answer that is a code. */
  names?: Record<string, string>;
  texts: Record<
    "title" | "mine" | "theirs" | "nothing" | "which" | "takeMine" | "takeTheirs" | "takeBoth" | "tooLong" | "arrived",
    string
  >;
};

/** Stands by a field: both texts when two people wrote in it, for the person to choose from; or that a colleague's words came in. */
export function Disputed({ field, names, texts }: Props) {
  const { disputes, arrived } = useContext(DraftContext);
  const dispute = disputes[field];
  if (!dispute)
    return arrived.includes(field) ? (
      <p role="status" className="mt-1.5 max-w-xl text-sm font-semibold text-progress">
        {texts.arrived}
      </p>
    ) : null;
  const { mine, theirs, mark, joinable } = dispute;
  const options = [
    { value: "mine", label: texts.takeMine },
    { value: "theirs", label: texts.takeTheirs },
    ...(joinable ? [{ value: "both", label: texts.takeBoth }] : []),
  ];
  const sides = [
    { title: texts.mine, text: mine },
    { title: texts.theirs, text: theirs },
  ];
  return (
    <div className={`mt-3 border-s-4 px-5 py-4 ${toneClass.warning}`}>
      <p className="font-semibold">{texts.title}</p>
      <div className="text-ink">
        <div className="mt-3 grid gap-4 sm:grid-cols-2">
          {sides.map(({ title, text }) => (
            <div key={title}>
              <p className="text-sm font-semibold">{title}</p>
              <div className="mt-1 rounded-md border border-line bg-surface p-3">
                {text.trim() ? (
                  <Written className="break-words whitespace-pre-line">{names?.[text] ?? text}</Written>
                ) : (
                  <span className="text-muted">{texts.nothing}</span>
                )}
              </div>
            </div>
          ))}
        </div>
        <fieldset className="mt-4">
          <legend className="font-semibold">{texts.which}</legend>
          <input type="hidden" name={`seen.${field}`} value={mark} />
          <div className="mt-1 flex flex-col gap-1">
            {options.map(({ value, label }) => (
              <label key={value} className="flex min-h-11 items-start gap-3 py-1.5">
                <input type="radio" name={`choice.${field}`} value={value} className="mt-0.5 size-6 shrink-0" />
                <span>{label}</span>
              </label>
            ))}
          </div>
        </fieldset>
        {!joinable && !names && mine.trim() && theirs.trim() && <p className="text-sm">{texts.tooLong}</p>}
      </div>
    </div>
  );
}
