// Bytes decide: they are the same on every machine. Times are printed, and decide only beside a bare page's in the same run.
import { expect, test } from "@playwright/test";
import { bareServer, quiet } from "../bench/pages/bare.mts";
import { measurePublicPage } from "../bench/pages/publicPage.mts";
import { publicPages } from "../bench/pages/publicPages.mts";
import { bytesOf } from "../bench/pages/transfers.mts";
import { visit } from "../bench/pages/visit.mts";
import { BUDGETS } from "../verify/page/manifest.ts";
import { absentNumber } from "./support/routeTable.ts";

// Recording costs the browser time that the page would be charged with.
test.use({ trace: "off", screenshot: "off" });

/** Milliseconds on the slow phone. */
const paintLimit = 2_500;
const interactionLimit = 200;
/** Cumulative Layout Shift until everything has come, the fonts included. */
const shiftLimit = 0.05;

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} KB`;
const origin = () => process.env.SANAD_ORIGIN ?? "";

for (const [language, path] of Object.entries({ en: "/verify", ur: "/ur/verify" } as const)) {
  test(`the verification page and one check stay within their bytes: ${language}`, async ({ browser }) => {
    const { transfers } = await visit(browser, `${origin()}${path}/${absentNumber}`);
    const bytes = bytesOf(transfers);
    console.log(`${path} with a check: ${kilobytes(bytes)} in ${transfers.length} files`);
    expect(bytes).toBeLessThanOrEqual(BUDGETS[language as keyof typeof BUDGETS]);
  });
}

test("public pages are drawn and answer in time on a slow phone", async ({ browser }) => {
  test.setTimeout(480_000);
  const bare = await bareServer();
  try {
    const floor = await measurePublicPage(browser, bare.url);
    // Where even a page of nothing is late, so may be ours, by as much.
    const slowness = (time: number, usual: number) => Math.max(1, time / usual);
    const paint = paintLimit * slowness(floor.largestPaint, quiet.largestPaint);
    const interaction = interactionLimit * slowness(floor.longestInteraction, quiet.longestInteraction);
    console.log(`a bare page: drawn after ${floor.largestPaint} ms, answers in ${floor.longestInteraction} ms`);
    for (const path of publicPages) {
      let page = await measurePublicPage(browser, `${origin()}${path}`, 1);
      const isLate = () => page.largestPaint > paint;
      // One late visit says more of the machine than of the page.
      if (isLate() || page.longestInteraction > interaction)
        page = await measurePublicPage(browser, `${origin()}${path}`);
      const { firstText, largestPaint, longestInteraction } = page;
      console.log(
        `${path}: drawn after ${largestPaint} ms (the line ${firstText}), answers in ${longestInteraction} ms, moved by ${page.shift.toFixed(3)}`,
      );
      expect.soft(firstText, `${path}: by bytes and order`).toBeLessThanOrEqual(paintLimit);
      expect.soft(isLate(), `${path}: Largest Contentful Paint after ${largestPaint} of ${paint} ms`).toBe(false);
      expect.soft(longestInteraction, `${path}: interaction`).toBeLessThanOrEqual(interaction);
      expect.soft(page.shift, `${path}: what moved by itself`).toBeLessThanOrEqual(shiftLimit);
    }
  } finally {
    bare.close();
  }
});

test("the check leaves the page's own thread free", async ({ browser }) => {
  const address = `${origin()}/verify/${absentNumber}`;
  const workers: string[] = [];
  const { longestTask } = await visit(browser, address, {
    slow: true,
    use: async (page) => {
      await page.locator(".result--absent").waitFor();
      workers.push(...page.workers().map((worker) => worker.url()));
    },
  });
  console.log(`longest task of the page's own thread while it checks: ${longestTask} ms`);
  expect(workers).toEqual([expect.stringContaining("/worker-")]);
});

test("proofs go out packed", async ({ request }) => {
  for (const path of [`/api/v1/licences/${absentNumber}`, "/api/v1/network", "/api/directory?q=university"]) {
    const headers = (await request.get(path)).headers();
    expect(headers["content-encoding"], path).toBe("gzip");
    expect(headers["content-type"], path).toBe("application/json; charset=utf-8");
  }
});
