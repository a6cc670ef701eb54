"use client";
import { createContext, useContext } from "react";
import type { FormState } from "@/lib/platform/forms";

/** Every sentence a form may have to show by itself, in the reader's language. */
export type FormTexts = {
  errors: Record<string, string>;
  problem: string;
  sending: string;
  optional: string;
  choose: string;
  chooseFile: string;
  noFile: string;
  confirm: string;
};

/** What a field learns from the form around it. */
export type FormScope = { formId: string; state: FormState; texts: FormTexts | undefined };

/** A field may stand outside a form of ours (a search by GET): then nothing failed and nothing was typed. */
export const FormContext = createContext<FormScope>({ formId: "plain", state: {}, texts: undefined });

/** A field's own part of the form's state. */
export function useField(name: string) {
  const { formId, state, texts } = useContext(FormContext);
  const id = fieldId(formId, name);
  const code = fieldFailure(state, name);
  return {
    id,
    typed: state.values?.[name],
    /** Something was sent, so what was typed counts, even if it was nothing. */
    sent: state.values !== undefined,
    error: code && sentence(texts, code),
    texts,
  };
}

/** The element id of a field, so that the summary can point at it. */
export function fieldId(formId: string, name: string): string {
  return `${formId}-${name.replace("[]", "")}`;
}

/** The code of what is wrong with a field; an item of a list counts for the list. */
export function fieldFailure(state: FormState, name: string): string | undefined {
  const fields = state.failure?.fields;
  if (!fields) return undefined;
  const base = name.replace("[]", "");
  if (fields[base]) return fields[base];
  if (!name.endsWith("[]")) return undefined;
  const inner = Object.keys(fields).find((path) => path.startsWith(`${base}.`));
  return inner && fields[inner];
}

/** The sentence of a code with its values filled in; a code without a sentence falls back to "not valid". */
export function sentence(texts: FormTexts | undefined, code: string, values?: Record<string, string | number>): string {
  const text = texts?.errors[code] ?? texts?.errors.invalidInput ?? "";
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values?.[name] ?? whole));
}
