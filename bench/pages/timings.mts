import type { Page } from "@playwright/test";

/** What a browser noted of a page, in milliseconds. */
export type Timings = {
  /** Largest Contentful Paint. */
  largestPaint: number;
  /** The longest that anything typed or tapped took until the screen showed it. */
  longestInteraction: number;
  /** The longest that the page's own thread was busy without a pause. */
  longestTask: number;
  /** Cumulative Layout Shift, without unit: what moved by itself. */
  shift: number;
};

type Shift = PerformanceEntry & { value: number; hadRecentInput: boolean };

declare global {
  var sanadTimings: Timings | undefined;
}

/** Before a page opens: has it note its own times. */
export async function noteTimings(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const noted = { largestPaint: 0, longestInteraction: 0, longestTask: 0, shift: 0 };
    globalThis.sanadTimings = noted;
    const observe = (type: string, note: (entry: PerformanceEntry) => void, more = {}) =>
      new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true, ...more });
    observe("largest-contentful-paint", ({ startTime }) => {
      noted.largestPaint = startTime;
    });
    observe("longtask", ({ duration }) => {
      noted.longestTask = Math.max(noted.longestTask, duration);
    });
    observe("layout-shift", (entry) => {
      const { value, hadRecentInput } = entry as Shift;
      if (!hadRecentInput) noted.shift += value;
    });
    const interaction = (entry: PerformanceEntry) => {
      if ((entry as PerformanceEventTiming).interactionId)
        noted.longestInteraction = Math.max(noted.longestInteraction, entry.duration);
    };
    observe("event", interaction, { durationThreshold: 16 });
  });
}

/** What the page has noted so far. */
export async function readTimings(page: Page): Promise<Timings> {
  return page.evaluate(() => {
    if (!globalThis.sanadTimings) throw new Error("the page notes no times");
    return globalThis.sanadTimings;
  });
}
