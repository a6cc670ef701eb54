import type { Page, Request } from "@playwright/test";

/** A reply that a page fetched by itself. */
export type Transfer = {
  url: string;
  /** `document`, `script`, `stylesheet`, `font`, `fetch` and so on. */
  type: string;
  /** Over the wire, its head included. */
  bytes: number;
  /** The browser draws nothing before it is there. */
  isBlocking: boolean;
};

/** Notes what a page and its workers fetch from now on; `read` gives what has come, in the order of asking. */
export function watchTransfers(page: Page): { read(): Promise<Transfer[]> } {
  const asked: Request[] = [];
  const finished = new Set<Request>();
  page.on("request", (request) => asked.push(request));
  page.on("requestfinished", (request) => finished.add(request));
  return {
    async read() {
      const timings = await page.evaluate(() =>
        (performance.getEntriesByType("resource") as PerformanceResourceTiming[]).map((entry) => ({
          url: entry.name,
          bytes: entry.transferSize,
          isBlocking: "renderBlockingStatus" in entry && entry.renderBlockingStatus === "blocking",
        })),
      );
      // One at a time: whoever fetched an address first comes first in both lists.
      const transfers: Transfer[] = [];
      for (const request of asked.filter((one) => finished.has(one))) {
        const at = timings.findIndex(({ url }) => url === request.url());
        const [timing] = at < 0 ? [] : timings.splice(at, 1);
        const { responseBodySize, responseHeadersSize } = await request.sizes();
        transfers.push({
          url: request.url(),
          type: request.resourceType(),
          // Of a worker's own script, the browser tells only the page how big it was.
          bytes: Math.max(responseBodySize + responseHeadersSize, timing?.bytes ?? 0),
          isBlocking: timing?.isBlocking ?? false,
        });
      }
      return transfers;
    },
  };
}

/** Bytes of all, or of those of one type. */
export function bytesOf(transfers: readonly Transfer[], type?: string): number {
  return transfers.reduce((sum, transfer) => sum + (!type || transfer.type === type ? transfer.bytes : 0), 0);
}
