"use client";
import { useEffect, useState } from "react";

type Props = {
  /** The form's id, and what is kept is kept under. */
  form: string;
  name: string;
  /** It was sent, or can be no longer: what was kept is forgotten. */
  over?: boolean;
  texts: { kept: string; restored: string };
};

/**
 * Keeps what is typed into a form in this tab, through reloads and a session that ended, until it is sent. In the tab alone: who
 * uses the computer next finds nothing.
 */
export function KeepTyped({ form: id, name, over = false, texts }: Props) {
  const [isBack, setBack] = useState(false);
  useEffect(() => {
    const key = `sanad-typed-${name}`;
    if (over) {
      sessionStorage.removeItem(key);
      return;
    }
    const form = document.getElementById(id);
    if (!(form instanceof HTMLFormElement)) return;
    const typed = () => fieldsOf(form).map((field): [string, string] => [field.name, field.value]);
    const kept = read(key);
    for (const field of fieldsOf(form)) {
      const value = kept[field.name];
      if (value && field.value === field.defaultValue && value !== field.value) {
        field.value = value;
        setBack(true);
      }
    }
    const keep = () => sessionStorage.setItem(key, JSON.stringify(Object.fromEntries(typed())));
    form.addEventListener("input", keep);
    return () => form.removeEventListener("input", keep);
  }, [id, name, over]);
  if (over) return null;
  return (
    <p role="status" className="text-sm text-muted">
      {isBack ? texts.restored : texts.kept}
    </p>
  );
}

function fieldsOf(form: HTMLFormElement): (HTMLInputElement | HTMLTextAreaElement)[] {
  return Array.from(form.elements).filter(
    (field): field is HTMLInputElement | HTMLTextAreaElement =>
      field instanceof HTMLTextAreaElement ||
      (field instanceof HTMLInputElement && ["text", "number", "email"].includes(field.type) && field.name !== ""),
  );
}

/** What another page of the portal may have left there is no form of ours. */
function read(key: string): Record<string, string> {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? "{}");
    return typeof kept === "object" && kept !== null ? (kept as Record<string, string>) : {};
  } catch {
    return {};
  }
}
