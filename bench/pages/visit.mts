import type { Browser, BrowserContextOptions, Page } from "@playwright/test";
import { type Slow, screen, slowDown } from "./slowPhone.mts";
import { noteTimings, readTimings, type Timings } from "./timings.mts";
import { type Transfer, watchTransfers } from "./transfers.mts";

/** What one visit of a page cost. */
export type Visit = Timings & { transfers: Transfer[] };

/** How a page is visited: on the slow phone, on its line alone or as fast as it goes, by whom, and what is done once it is there. */
export type Visiting = { slow?: Slow; by?: BrowserContextOptions; use?: (page: Page) => Promise<void> };

/** Opens a page in a browser that has nothing of it yet, and waits until it has fetched all that it fetches by itself. */
export async function visit(browser: Browser, url: string, { slow, by, use }: Visiting = {}): Promise<Visit> {
  const context = await browser.newContext({ ...by, ...screen });
  try {
    const page = await context.newPage();
    await noteTimings(page);
    const watched = watchTransfers(page);
    if (slow) await slowDown(await context.newCDPSession(page), slow);
    await page.goto(url, { waitUntil: "networkidle" });
    const transfers = await watched.read();
    const { largestPaint, shift } = await readTimings(page);
    await use?.(page);
    return { ...(await readTimings(page)), largestPaint, shift, transfers };
  } finally {
    await context.close();
  }
}

/** Types into every field in which one can write and presses what opens or ticks, none of which leaves the page. */
export async function touchEverything(page: Page): Promise<void> {
  const fields = page.locator("main :is(input:not([type]), input[type=text], input[type=email], textarea):visible");
  for (const field of (await fields.all()).slice(0, 3)) {
    await field.tap();
    await field.pressSequentially("nust 12", { delay: 60 });
  }
  const buttons = page.locator("main :is(summary, input[type=checkbox], input[type=radio]):visible");
  for (const button of (await buttons.all()).slice(0, 3)) await button.tap();
  await page.locator("h1:visible").first().tap();
  // The last event is told with the frame that follows it.
  await page.waitForTimeout(300);
}
