"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { wordsSaved } from "@/components/session/words";
import type { Failure } from "@/lib/platform/errors/result";

/** What came of saving a draft: the version to go on with, or why not, and the version that stands meanwhile. */
export type AutosaveAnswer =
  | { ok: true; version: number; savedAt: Date }
  | { ok: false; failure: Failure; version?: number };

/** How far saving is. */
export type SaveState =
  | { kind: "idle" | "typing" | "saving" | "offline" | "signedOut" }
  | { kind: "saved"; at: Date }
  | { kind: "refused"; failure: Failure }
  | { kind: "conflict"; version: number };

/** Milliseconds of quiet before what was typed is saved. */
const quiet = 1200;
/** Milliseconds until another try when there was no connection. */
const retry = 5000;

/**
 * Saves a form a moment after the last key, one save at a time, and again when something was typed meanwhile.
 * A save names the version that it is based on: if another one stands, nothing is overwritten until the person says so.
 */
export function useAutosave(firstVersion: number, autosave: (data: FormData) => Promise<AutosaveAnswer>) {
  const form = useRef<HTMLFormElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const based = useRef(firstVersion);
  const dirty = useRef(false);
  const isInConflict = useRef(false);
  const underway = useRef<Promise<boolean>>(undefined);
  const [version, setVersion] = useState(firstVersion);
  const [status, setStatus] = useState<SaveState>({ kind: "idle" });

  /** Saves once; true when everything that stands in the form is saved. */
  const attempt = useCallback(async (): Promise<boolean> => {
    if (!form.current) return false;
    dirty.current = false;
    isInConflict.current = false;
    setStatus({ kind: "saving" });
    const data = new FormData(form.current);
    data.set("version", String(based.current));
    try {
      const answer = await autosave(data);
      if (answer.ok) {
        based.current = answer.version;
        setVersion(answer.version);
        setStatus(dirty.current ? { kind: "typing" } : { kind: "saved", at: answer.savedAt });
        // What the portal has need not be kept in this tab.
        if (!dirty.current) form.current?.dispatchEvent(new Event(wordsSaved, { bubbles: true }));
        return !dirty.current;
      }
      dirty.current = true;
      const { failure } = answer;
      if (failure.code === "changedMeanwhile" && answer.version !== undefined) {
        isInConflict.current = true;
        setStatus({ kind: "conflict", version: answer.version });
      } else setStatus(failure.code === "signInFirst" ? { kind: "signedOut" } : { kind: "refused", failure });
    } catch {
      dirty.current = true;
      setStatus({ kind: "offline" });
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flushRef.current(), retry);
    }
    return false;
  }, [autosave]);

  const flush = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current);
    // Two saves at once would be each other's conflict.
    while (underway.current) await underway.current;
    underway.current = attempt();
    try {
      return await underway.current;
    } finally {
      underway.current = undefined;
    }
  }, [attempt]);

  const flushRef = useRef(flush);
  flushRef.current = flush;

  const touched = useCallback(() => {
    dirty.current = true;
    // Only the person says which of two versions stands.
    if (isInConflict.current) return;
    setStatus({ kind: "typing" });
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void flushRef.current(), quiet);
  }, []);

  const overwrite = useCallback(async (standing: number) => {
    based.current = standing;
    return flushRef.current();
  }, []);

  useEffect(() => {
    // Typed before the script was there, or put back by the browser.
    if (form.current && hasChanges(form.current)) touched();
    const hidden = () => {
      if (document.visibilityState === "hidden" && dirty.current && !isInConflict.current) void flushRef.current();
    };
    const leaving = (event: BeforeUnloadEvent) => {
      if (dirty.current) event.preventDefault();
    };
    document.addEventListener("visibilitychange", hidden);
    window.addEventListener("beforeunload", leaving);
    return () => {
      clearTimeout(timer.current);
      document.removeEventListener("visibilitychange", hidden);
      window.removeEventListener("beforeunload", leaving);
    };
  }, [touched]);

  /** The version that stands now; what React renders may be a moment behind. */
  const standing = useCallback(() => based.current, []);

  return { form, status, version, standing, touched, flush, overwrite };
}

/** Does anything in the form differ from what the server put there? */
function hasChanges(form: HTMLFormElement): boolean {
  return Array.from(form.elements).some((element) => {
    if (element instanceof HTMLTextAreaElement) return element.value !== element.defaultValue;
    if (!(element instanceof HTMLInputElement) || element.type === "hidden") return false;
    return element.type === "radio"
      ? element.checked !== element.defaultChecked
      : element.value !== element.defaultValue;
  });
}
