import type { Browser } from "@playwright/test";
import { median } from "../shared/median.mts";
import { firstTextAt } from "./firstText.mts";
import type { Transfer } from "./transfers.mts";
import { touchEverything, type Visit, visit } from "./visit.mts";

/** Milliseconds on the slow phone; the times are medians. */
export type PublicPage = {
  /** When the line has brought what the first text waits for, by bytes and order alone. */
  firstText: number;
  largestPaint: number;
  longestInteraction: number;
  /** Cumulative Layout Shift, the worst of the visits. */
  shift: number;
  transfers: Transfer[];
};

/**
 * Visits a page once at full speed, which warms the portal, and then so many times on the slow phone, touching what can be
 * touched.
 */
export async function measurePublicPage(browser: Browser, url: string, times = 3): Promise<PublicPage> {
  const { transfers } = await visit(browser, url);
  const slow: Visit[] = [];
  for (let i = 0; i < times; i++) slow.push(await visit(browser, url, { slow: "phone", use: touchEverything }));
  return {
    firstText: firstTextOf(transfers),
    largestPaint: median(slow.map(({ largestPaint }) => largestPaint)),
    longestInteraction: median(slow.map(({ longestInteraction }) => longestInteraction)),
    shift: Math.max(...slow.map(({ shift }) => shift)),
    transfers,
  };
}

/** Milliseconds, by bytes and order alone: see {@link firstTextAt}. Fonts and what scripts ask for come after the first text. */
export function firstTextOf(transfers: readonly Transfer[]): number {
  const document = transfers.find(({ type }) => type === "document");
  if (!document) throw new Error("there is no document");
  const named = transfers.filter(({ type, isBlocking }) => isBlocking || type === "script" || type === "other");
  return Math.round(firstTextAt(document.bytes, named));
}
