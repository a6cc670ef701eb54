"use client";
import { useEffect, useState } from "react";
import type { Found } from "./found";

/** Milliseconds without a key before the server is asked. */
const quiet = 120;

type Finding = { state: "idle" | "searching" | "failed"; found: Found[] };

/** What the server finds for the words, a moment after the last key; an answer to older words is dropped. */
export function useFind(words: string, locale: string): Finding {
  const [finding, setFinding] = useState<Finding>({ state: "idle", found: [] });
  const text = words.trim();
  useEffect(() => {
    if (text.length < 2) {
      setFinding({ state: "idle", found: [] });
      return;
    }
    const controller = new AbortController();
    setFinding(({ found }) => ({ state: "searching", found }));
    const timer = setTimeout(async () => {
      try {
        const query = new URLSearchParams({ q: text, locale });
        const response = await fetch(`/api/desk/find?${query}`, { signal: controller.signal });
        if (!response.ok) throw new Error(String(response.status));
        const { found }: { found: Found[] } = await response.json();
        setFinding({ state: "idle", found });
      } catch {
        if (!controller.signal.aborted) setFinding({ state: "failed", found: [] });
      }
    }, quiet);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [text, locale]);
  return finding;
}
