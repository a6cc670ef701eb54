"use client";
import { usePathname } from "next/navigation";
import { createContext, type ReactNode, useContext } from "react";
import { pathWithoutLocale } from "@/lib/platform/i18n/routing";

type Kept = { path: string; values: Record<string, string> };

const KeptContext = createContext<Kept | null>(null);

/** Words of a form that came after its session had run out, for the forms of the page that they were typed on. */
export function KeptWords({ kept, children }: { kept: Kept | null; children: ReactNode }) {
  return <KeptContext value={kept}>{children}</KeptContext>;
}

/**
 * What had been typed into this form, told from the page's others by its hidden fields: the same ones, with the same ids. With it
 * comes what else went along unseen, as the version that was looked at.
 */
export function useKept(hidden: Record<string, string | number> = {}): Record<string, string> | undefined {
  const kept = useContext(KeptContext);
  const path = pathWithoutLocale(usePathname() ?? "/");
  if (kept?.path !== path) return undefined;
  const isThis = Object.entries(hidden).every(
    ([name, value]) => name in kept.values && (!/id$/i.test(name) || kept.values[name] === String(value)),
  );
  return isThis ? kept.values : undefined;
}
