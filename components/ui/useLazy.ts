"use client";
import { useCallback, useEffect, useState } from "react";

/**
 * Code that is fetched when it is first wanted, by nearing (`fetchIt`) or by needing it (`needed`), and kept. Undefined until
 * it is there; a fetch that failed is tried again the next time. `load` must be the same function at every call.
 */
export function useLazy<T>(load: () => Promise<T>, needed = false): [T | undefined, () => void] {
  const [loaded, setLoaded] = useState<{ part: T }>();
  const fetchIt = useCallback(() => {
    load().then(
      (part) => setLoaded((known) => known ?? { part }),
      // Off the line: what is there without it stays usable.
      () => {},
    );
  }, [load]);
  useEffect(() => {
    if (needed && !loaded) fetchIt();
  }, [needed, loaded, fetchIt]);
  return [loaded?.part, fetchIt];
}
