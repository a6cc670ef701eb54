"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { awaitWords, wordsSaved } from "@/components/session/words";
import type { Disputes, Draft, DraftField } from "@/lib/applications/merge";
import type { Failure } from "@/lib/platform/errors/result";
import { isSame, isUntouched, marksIn, put, wordsIn } from "./draftWords";

/** What came of saving a draft: the draft as it stands now, with its marks and what two people wrote differently; or why not. */
export type AutosaveAnswer =
  | { ok: true; savedAt: Date; draft: Draft; marks: Record<DraftField, string>; disputes: Disputes }
  | { ok: false; failure: Failure };

/** How far saving is. */
export type SaveState =
  | { kind: "idle" | "typing" | "saving" | "offline" | "signedOut" | "disputed" }
  | { kind: "saved"; at: Date }
  | { kind: "refused"; failure: Failure };

/** Milliseconds of quiet before what was typed is saved. */
const quiet = 1200;
/** Milliseconds until another try when there was no connection. */
const retry = 5000;

/**
 * Saves a form a moment after the last key, one save at a time, and again when something was typed meanwhile. Every answer goes
 * with the mark of the text that it is based on: what a colleague wrote in an answer that was not touched here comes into the
 * form, and where both wrote, both texts are given under `disputes` until the person chooses.
 */
export function useAutosave(
  first: { marks: Partial<Record<DraftField, string>>; disputes: Disputes },
  autosave: (data: FormData) => Promise<AutosaveAnswer>,
) {
  const form = useRef<HTMLFormElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const based = useRef(first.marks);
  const dirty = useRef(false);
  const disputed = useRef(first.disputes);
  const underway = useRef<Promise<boolean>>(undefined);
  const [marks, setMarks] = useState(first.marks);
  const [disputes, setDisputes] = useState(first.disputes);
  const [arrived, setArrived] = useState<readonly DraftField[]>([]);
  const [status, setStatus] = useState<SaveState>({ kind: "idle" });

  const base = useCallback((changed: Partial<Record<DraftField, string>>) => {
    based.current = { ...based.current, ...changed };
    setMarks(based.current);
  }, []);

  /** What stands in the form, with the marks that it is based on; what React renders may be a moment behind. */
  const words = useCallback((): FormData => {
    const data = new FormData(form.current ?? undefined);
    for (const [field, mark] of Object.entries(based.current)) data.set(`based.${field}`, mark);
    return data;
  }, []);

  /** The portal found it when the form was sent by its button. */
  const dispute = useCallback(
    (found: { marks: Partial<Record<DraftField, string>>; disputes: Disputes }) => {
      base(found.marks);
      disputed.current = found.disputes;
      setDisputes(found.disputes);
      setStatus({ kind: "disputed" });
      dirty.current = true;
    },
    [base],
  );

  /** Takes in what stands by now: the marks of what was saved, and a colleague's words where nothing was typed meanwhile. */
  const takeIn = useCallback(
    (sent: FormData, answer: AutosaveAnswer & { ok: true }) => {
      const { current } = form;
      if (!current) return;
      const next: Partial<Record<DraftField, string>> = {};
      const came: DraftField[] = [];
      for (const [name, text] of Object.entries(answer.draft)) {
        const field = name as DraftField;
        // The form holds one part of the draft; what stands in another is none of its business.
        if (!(field in based.current) || answer.disputes[field]) continue;
        const asSent = String(sent.get(field) ?? "");
        if (!isSame(asSent, text)) {
          // Typed meanwhile, on the old text: the next save finds out.
          if (!isSame(wordsIn(current, field), asSent)) continue;
          put(current, field, text);
          if (!disputed.current[field]) came.push(field);
        }
        next[field] = answer.marks[field];
      }
      base(next);
      const settled = Object.keys(disputed.current).find((field) => !answer.disputes[field as DraftField]);
      disputed.current = answer.disputes;
      setDisputes(answer.disputes);
      if (came.length > 0) setArrived(came);
      if (settled) document.getElementById(`draft-${settled}`)?.focus();
    },
    [base],
  );

  /** Saves once; true when everything that stands in the form is saved. */
  const attempt = useCallback(async (): Promise<boolean> => {
    if (!form.current) return false;
    dirty.current = false;
    setStatus({ kind: "saving" });
    const data = words();
    try {
      const answer = await autosave(data);
      if (answer.ok) {
        takeIn(data, answer);
        if (Object.keys(answer.disputes).length > 0) {
          dirty.current = true;
          setStatus({ kind: "disputed" });
          return false;
        }
        setStatus(dirty.current ? { kind: "typing" } : { kind: "saved", at: answer.savedAt });
        // What the portal has need not be kept in this tab.
        if (!dirty.current) form.current?.dispatchEvent(new Event(wordsSaved, { bubbles: true }));
        return !dirty.current;
      }
      dirty.current = true;
      const { failure } = answer;
      setStatus(failure.code === "signInFirst" ? { kind: "signedOut" } : { kind: "refused", failure });
    } catch {
      dirty.current = true;
      setStatus({ kind: "offline" });
      awaitWords(location.pathname);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flushRef.current(), retry);
    }
    return false;
  }, [autosave, takeIn, words]);

  const flush = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current);
    // Two saves at once would be each other's colleague.
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

  const touched = useCallback(
    (target: EventTarget) => {
      // The tab kept them beside the words that are put back now.
      if (target instanceof HTMLInputElement && target.name.startsWith("based."))
        base({ [target.name.slice("based.".length)]: target.value });
      dirty.current = true;
      const isChoice = target instanceof HTMLInputElement && target.name.startsWith("choice.");
      setStatus({ kind: "typing" });
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flushRef.current(), isChoice ? 0 : quiet);
    },
    [base],
  );

  useEffect(() => {
    // Typed before the script was there, or put back by the browser, with what it is based on.
    if (form.current) base(marksIn(form.current));
    if (form.current && !isUntouched(form.current)) touched(form.current);
    const hidden = () => {
      if (document.visibilityState === "hidden" && dirty.current) void flushRef.current();
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
  }, [base, touched]);

  return { form, status, marks, disputes, arrived, words, touched, flush, dispute };
}
