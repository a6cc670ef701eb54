"use client";
import { useEffect, useId, useRef, useState } from "react";
import type { Failure } from "@/lib/platform/errors/result";
import { localePath, pathWithoutLocale } from "@/lib/platform/i18n/routing";
import { type FormTexts, fieldId, sentence } from "./formContext";

type Props = { formId: string; failure: Failure; texts: FormTexts; labels: Record<string, string> };

/** What is wrong with a form, on top of it: takes the focus, and leads to each field at fault. */
export function ErrorSummary({ formId, failure, texts, labels }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const heading = useId();
  const fields = Object.entries(failure.fields ?? {});
  const [found, setFound] = useState<Record<string, string>>({});

  useEffect(() => {
    const seen: Record<string, string> = {};
    for (const path of Object.keys(failure.fields ?? {})) {
      const label = document.getElementById(fieldId(formId, path))?.closest("[data-label]")?.getAttribute("data-label");
      if (label) seen[path] = label;
    }
    setFound(seen);
    box.current?.focus();
  }, [failure, formId]);

  return (
    <div
      ref={box}
      role="alert"
      aria-labelledby={heading}
      tabIndex={-1}
      className="rounded-md border-3 border-bad bg-surface px-5 py-4"
    >
      <h2 id={heading} className="text-lg">
        {texts.problem}
      </h2>
      {(fields.length === 0 || failure.code !== "invalidInput") && (
        <p className="mt-1">
          {failure.code === "signInFirst" ? (
            // What was typed is kept in this tab meanwhile.
            <a href={signInAddress()} className="font-semibold text-bad">
              {sentence(texts, failure.code)}
            </a>
          ) : (
            sentence(texts, failure.code, failure.values)
          )}
        </p>
      )}
      {fields.length > 0 && (
        <ul className="mt-2 flex flex-col gap-1">
          {fields.map(([path, code]) => {
            const label = labels[path] ?? found[path];
            return (
              <li key={path}>
                <a href={`#${fieldId(formId, path)}`} className="font-semibold text-bad">
                  {label && (asks(label) ? `${label} ` : `${label}: `)}
                  {sentence(texts, code, failure.values)}
                </a>
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}

/** The way back in, which leads here again. A session that ended is only ever found out in the browser or on the way to it. */
function signInAddress(): string {
  if (typeof window === "undefined") return "/sign-in";
  const { pathname, search } = window.location;
  const next = `${pathWithoutLocale(pathname)}${search}`;
  return `${localePath("/sign-in", /^\/ur(\/|$)/.test(pathname) ? "ur" : "en")}?next=${encodeURIComponent(next)}`;
}

/** A question ends in a mark of its own. */
function asks(label: string): boolean {
  return /[?؟]$/.test(label);
}
