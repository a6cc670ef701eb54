import path from "node:path";
import type { Browser, Page } from "@playwright/test";
import { cutOff } from "../../e2e/support/cutOff.ts";
import { browserOf, complaintsOf, openVisit, settle } from "../../e2e/support/openVisit.ts";
import { nameOf } from "../../e2e/support/routes.ts";
import type { Visit } from "../../e2e/support/routeTable.ts";
import type { Locale } from "../../lib/platform/i18n/routing.ts";
import type { Theme, Width } from "./options.mts";
import type { PreparedVisit } from "./prepared.mts";

/** One picture: of what, in which circumstances. */
export type Shot = { visit: Visit; locale: Locale; theme: Theme; width: Width };

export type Sitting = {
  browser: Browser;
  origin: string;
  folder: string;
  visit: PreparedVisit;
  locale: Locale;
  themes: readonly Theme[];
  widths: readonly Width[];
  /** Told after each picture. */
  onShot(): void;
};

/** A page is opened once in a language, and turned to every theme and width. Gives what is wrong with it. */
export async function takePictures(sitting: Sitting): Promise<string[]> {
  const { browser, origin, folder, visit, locale, themes, widths, onShot } = sitting;
  const wrong: string[] = [];
  const context = await browser.newContext({ ...browserOf(visit, origin, locale), viewport: size(widths[0] ?? 360) });
  const page = await context.newPage();
  const complaints = complaintsOf(page, visit);
  try {
    const response = await openVisit(page, visit, locale);
    const status = response?.status();
    if (status !== (visit.status ?? 200)) wrong.push(`${locale}: answers ${status}`);
    for (const width of widths) {
      await page.setViewportSize(size(width));
      for (const theme of themes) {
        await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
        await page.evaluate(settle);
        await page.screenshot({ path: path.join(folder, fileOf({ visit, locale, theme, width })), fullPage: true });
        onShot();
      }
      wrong.push(...(await beyond(page)).map((what) => `${locale}, ${width} px: sticks out: ${what}`));
    }
  } catch (error) {
    wrong.push(`${locale}: ${error instanceof Error ? error.message.split("\n")[0] : error}`);
  } finally {
    await context.close();
  }
  wrong.push(...[...new Set(complaints)].map((complaint) => `${locale}: console: ${complaint.slice(0, 200)}`));
  return wrong.map((what) => `${nameOf(visit)}, ${what}`);
}

/** The name of a picture's file. */
export function fileOf({ visit, locale, theme, width }: Shot): string {
  const name = nameOf(visit)
    .replace(/[^A-Za-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  return `${name || "landing"}.${locale}.${theme}.${width}.png`;
}

/** What sticks out of the screen, and whether the page can be moved sideways because of it. */
async function beyond(page: Page): Promise<string[]> {
  const isWide = await page.evaluate(
    () => document.scrollingElement !== null && document.scrollingElement.scrollWidth > innerWidth,
  );
  return [...(await page.evaluate(cutOff)), ...(isWide ? ["the page itself"] : [])];
}

function size(width: Width): { width: number; height: number } {
  return { width, height: width === 360 ? 740 : 900 };
}
