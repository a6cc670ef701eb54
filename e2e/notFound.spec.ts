import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { direction, localePath } from "../lib/platform/i18n/routing.ts";
import { inParallel } from "../scripts/scenario/bar.mts";
import { browserOf } from "./support/openVisit.ts";
import { prepareVisits } from "./support/prepareVisits.ts";
import { say } from "./support/words.ts";

for (const locale of ["en", "ur"] as const)
  test(`nothing of that name: every page says so without a script, and answers 404 (${locale})`, async ({
    browser,
  }) => {
    const { visits, origin } = await prepareVisits();
    const title = say(locale)("common.notFound.title");
    // Links with a token say more than that they are unknown; the verification page is another's.
    const named = visits.filter(({ pattern }) => /\[(?!token|\.\.\.)/.test(pattern) && !/^\/verify\//.test(pattern));
    const one = new Map(named.map((visit) => [visit.pattern, visit]));
    expect(one.size).toBeGreaterThan(10);
    await inParallel([...one], 4, async ([pattern, visit]) => {
      const context = await browser.newContext({ ...browserOf(visit, origin, locale), javaScriptEnabled: false });
      const page = await context.newPage();
      const path = pattern.replace(/\[\w+\]/g, () => randomUUID());
      const response = await page.goto(localePath(path, locale));
      expect.soft(response?.status(), pattern).toBe(404);
      await expect.soft(page.locator("html"), pattern).toHaveAttribute("dir", direction(locale));
      await expect.soft(page.getByRole("heading", { level: 1, name: title }), pattern).toBeVisible();
      await expect.soft(page, pattern).toHaveTitle(/\S/);
      await context.close();
    });
  });
