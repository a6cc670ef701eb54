// Bytes and their order decide: they are the same on every machine. Times are measured by `npm run bench -- pages`.
import { type Browser, expect, type Page, test } from "@playwright/test";
import { firstTextOf } from "../bench/pages/publicPage.mts";
import { publicPages } from "../bench/pages/publicPages.mts";
import { bytesOf } from "../bench/pages/transfers.mts";
import { visit } from "../bench/pages/visit.mts";
import { localePath } from "../lib/platform/i18n/routing.ts";
import { BUDGETS } from "../verify/page/manifest.ts";
import { portal } from "./support/portal.ts";
import { absentNumber } from "./support/routeTable.ts";

// Recording costs the browser time that the page would be charged with.
test.use({ trace: "off", screenshot: "off" });

/** Milliseconds on the slow phone's line. */
const firstTextLimit = 2_500;
/** Elements of a page, which a slow processor must lay out: the page of figures has most, 1,549 with all its pictures. */
const elementsLimit = 1_700;
/** Cumulative Layout Shift until everything has come, the fonts included. */
const shiftLimit = 0.05;

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} KB`;
const origin = () => portal().origin;

for (const [language, path] of Object.entries({ en: "/verify", ur: "/ur/verify" } as const)) {
  test(`the verification page and one check stay within their bytes: ${language}`, async ({ browser }) => {
    const { transfers } = await visit(browser, `${origin()}${path}/${absentNumber}`);
    const bytes = bytesOf(transfers);
    console.log(`${path} with a check: ${kilobytes(bytes)} in ${transfers.length} files`);
    expect(bytes).toBeLessThanOrEqual(BUDGETS[language as keyof typeof BUDGETS]);
  });
}

for (const page of publicPages.filter((path) => !path.startsWith("/ur"))) {
  test(`the slow line brings the first text in time, and nothing moves by itself: ${page}`, async ({ browser }) => {
    // Both languages wait for their lines at once.
    const paths = [page, localePath(page, "ur")];
    await Promise.all(paths.map((path) => comesSlowly(browser, path)));
  });
}

async function comesSlowly(browser: Browser, path: string): Promise<void> {
  let elements = 0;
  const count = async (page: Page) => {
    elements = await page.locator("*").count();
  };
  const { transfers, shift } = await visit(browser, `${origin()}${path}`, { slow: "line", use: count });
  const firstText = firstTextOf(transfers);
  console.log(`${path}: first text after ${firstText} ms, ${elements} elements, moved by ${shift.toFixed(3)}`);
  expect.soft(firstText, `${path}: by bytes and order`).toBeLessThanOrEqual(firstTextLimit);
  expect.soft(elements, `${path}: what is to be laid out`).toBeLessThanOrEqual(elementsLimit);
  expect.soft(shift, `${path}: what moved by itself`).toBeLessThanOrEqual(shiftLimit);
}

test("the check leaves the page's own thread free", async ({ browser }) => {
  const address = `${origin()}/verify/${absentNumber}`;
  const workers: string[] = [];
  const { longestTask } = await visit(browser, address, {
    slow: "phone",
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
