"use client";
import { useEffect, useRef, useState } from "react";

export type Suggestion = { value: string; detail?: string };

/** So long after the last letter the server is asked. */
const pause = 200;

/** Suggestions for what is being typed, from `GET endpoint?q=…`. An answer that was overtaken by more typing is dropped. */
export function useSuggestions(endpoint: string, minLength: number, typed: string) {
  const [suggestions, setSuggestions] = useState<Suggestion[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const request = useRef<AbortController>(undefined);

  function suggest(text: string) {
    clearTimeout(timer.current);
    request.current?.abort();
    const query = text.trim();
    if (query.length < minLength) setSuggestions([]);
    else if (!suggestions.some(({ value }) => value === text)) timer.current = setTimeout(() => ask(query), pause);
  }

  async function ask(query: string) {
    const controller = new AbortController();
    request.current = controller;
    try {
      const separator = endpoint.includes("?") ? "&" : "?";
      const response = await fetch(`${endpoint}${separator}q=${encodeURIComponent(query)}`, {
        signal: controller.signal,
      });
      if (!response.ok) return;
      const answer: { suggestions: Suggestion[] } = await response.json();
      setSuggestions(answer.suggestions);
    } catch {
      // Suggestions are a help: without them the field is still a field.
    }
  }

  // What was typed before this came has not been asked for yet.
  const first = useRef(() => suggest(typed));
  useEffect(() => {
    first.current();
    return () => {
      clearTimeout(timer.current);
      request.current?.abort();
    };
  }, []);

  return { suggestions, suggest };
}
