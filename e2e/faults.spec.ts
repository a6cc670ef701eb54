// Nothing fails on purpose; here the database lacks a table for as long as it takes to look at the pages that say so.
import { expect, test } from "@playwright/test";
import { faultWords } from "../components/session/faultWords.ts";
import { direction, type Locale } from "../lib/platform/i18n/routing.ts";
import { violationsOn } from "../scripts/testing/axe.mts";
import { amid } from "./support/amid.ts";
import { cutOff } from "./support/cutOff.ts";
import { browserOf, openVisit, settle } from "./support/openVisit.ts";
import { portal } from "./support/portal.ts";
import { prepareVisits } from "./support/prepareVisits.ts";
import { nameOf } from "./support/routes.ts";
import { troubled } from "./support/routeTable.ts";

const sizes = [
  { width: 360, height: 740 },
  { width: 1280, height: 900 },
];

for (const [index, visit] of troubled.entries().filter(([, { status }]) => status === 500))
  for (const locale of ["en", "ur"] as const satisfies Locale[])
    test(`${nameOf(visit)} says so, and leads on (${locale})`, async ({ browser }) => {
      const { visits: prepared, origin } = await prepareVisits();
      const found = prepared.at(index - troubled.length);
      if (!found || nameOf(found) !== nameOf(visit)) throw new Error(`${nameOf(visit)} was not prepared`);
      const context = await browser.newContext({ ...browserOf(found, origin, locale), viewport: sizes[0] });
      const page = await context.newPage();
      const words = faultWords[locale];
      await amid(visit.amid, portal(), async () => {
        expect((await openVisit(page, found, locale))?.status()).toBe(visit.status);
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
          expect.soft(await page.evaluate(cutOff), `beyond the edge: ${size.width}`).toEqual([]);
          expect.soft(await violationsOn(page), `axe: ${size.width}, ${colorScheme}`).toEqual([]);
        }
      // The table is back: trying again leads on.
      await page.getByRole("button", { name: words.again }).click();
      await expect(page.getByRole("heading", { level: 1, name: words.title })).toHaveCount(0);
      await context.close();
    });
