"use client";
import { useSearchParams } from "next/navigation";

/** The address of the list as it is, with something in it changed; left out where undefined. Relative to the page. */
export function useListAddress(): (changes: Record<string, string | undefined>) => string {
  const params = useSearchParams();
  return (changes) => {
    const query = new URLSearchParams(params);
    for (const [name, value] of Object.entries(changes)) {
      if (value === undefined) query.delete(name);
      else query.set(name, value);
    }
    return `?${query}`;
  };
}
