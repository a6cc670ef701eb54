// Nothing fails on purpose; here the database lacks a table for as long as it takes to look at the pages that say so.
import { expect, test } from "@playwright/test";
import { faultWords } from "../components/session/faultWords.ts";
import { direction, type Locale, localePath } from "../lib/platform/i18n/routing.ts";
import { violationsOn } from "../scripts/testing/axe.mts";
import { cutOff } from "./support/cutOff.ts";
import { withoutTable } from "./support/database.ts";
import { browserOf, settle } from "./support/openVisit.ts";
import { prepareVisits } from "./support/prepareVisits.ts";

/** What fails, where, and who looks: the page within its frame, or the frame itself, which needs to know who is there. */
const faults = [
  { what: "a page", table: "StatusLink", path: `/status/${"0".repeat(43)}`, who: "stranger" },
  { what: "the frame of every page", table: "Session", path: "/home", who: "owner" },
] as const;

const sizes = [
  { width: 360, height: 740 },
  { width: 1280, height: 900 },
];

for (const { what, table, path, who } of faults)
  for (const locale of ["en", "ur"] as const satisfies Locale[])
    test(`${what} that fails says so, and leads on (${locale})`, async ({ browser }, testInfo) => {
      const { visits, origin } = await prepareVisits();
      const visitor = visits.find((visit) => visit.who === who && visit.path !== undefined);
      if (!visitor) throw new Error(`nobody is ${who}`);
      const context = await browser.newContext({ ...browserOf(visitor, origin, locale), viewport: sizes[0] });
      const page = await context.newPage();
      const words = faultWords[locale];
      await withoutTable(table, async () => {
        const response = await page.goto(localePath(path, locale));
        expect(response?.status()).toBe(500);
        await expect(page.getByRole("heading", { level: 1, name: words.title })).toBeVisible();
      });
      await expect(page.locator("html")).toHaveAttribute("lang", locale);
      await expect(page.locator("html")).toHaveAttribute("dir", direction(locale));
      await expect(page.getByText(words.reference)).toBeVisible();
      for (const colorScheme of ["light", "dark"] as const)
        for (const size of sizes) {
          await page.emulateMedia({ colorScheme });
          await page.setViewportSize(size);
          await page.evaluate(settle);
          await page.screenshot({ path: testInfo.outputPath(`${locale}.${colorScheme}.${size.width}.png`) });
          expect.soft(await page.evaluate(cutOff), `beyond the edge: ${size.width}`).toEqual([]);
          expect.soft(await violationsOn(page), `axe: ${size.width}, ${colorScheme}`).toEqual([]);
        }
      // The table is back: trying again leads on.
      await page.getByRole("button", { name: words.again }).click();
      await expect(page.getByRole("heading", { level: 1, name: words.title })).toHaveCount(0);
      await context.close();
    });
