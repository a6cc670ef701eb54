import { type Browser, expect, type Page, test } from "@playwright/test";
import { direction, type Locale } from "../lib/platform/i18n/routing.ts";
import type { Prepared, PreparedVisit } from "../scripts/screens/prepared.mts";
import { violationsOn } from "../scripts/testing/axe.mts";
import { cutOff } from "./support/cutOff.ts";
import { latinPatterns, latinWords } from "./support/latinInUrdu.ts";
import { leftovers } from "./support/leftovers.ts";
import { complaintsOf, handOver, openVisit, readerOf, settle } from "./support/openVisit.ts";
import { prepareVisits } from "./support/prepareVisits.ts";
import { gaps, nameOf } from "./support/routes.ts";
import { visits } from "./support/routeTable.ts";
import { unfold } from "./support/unfold.ts";

// What is found is said with its place on the page; a film of every page costs a quarter of the time.
test.use({ trace: "off" });

const phone = { width: 360, height: 740 };
const tablet = { width: 768, height: 1024 };
const desktop = { width: 1280, height: 900 };
/** A4 less its margins. */
const paper = { width: 718, height: 1047 };
/** JavaScript until the first interaction, over the wire: of a page of applicants and holders, its forms above all. */
const scriptLimit = 185_000;
/** Axe's rules of what else a language or a size can break. */
const layoutRules = ["target-size"];
/** Axe's rules of what colours can break, the same in every language. */
const colourRules = ["color-contrast"];
const whites = /^(rgb\(255, 255, 255\)|rgba\(0, 0, 0, 0\))$/;

let prepared: Prepared;
const readers = new Map<Locale, Page>();

test.beforeAll("the portal has something to show on every page", async () => {
  prepared = await prepareVisits();
});

test("no page is left out", () => {
  expect(gaps()).toEqual({ unvisited: [], unknown: [] });
});

for (const [index, visit] of visits.entries()) {
  test(`every language, size and theme: ${nameOf(visit)}`, async ({ browser }) => {
    const found = prepared.visits[index];
    expect(found, "a visit of the table").toMatchObject({ pattern: visit.pattern });
    if (!found) return;
    expect(found.missing).toBeUndefined();
    // Where a page is first seen, in both languages and with its colours measured; in its other states in Urdu, which is the
    // higher, the longer and the more easily forgotten.
    const isFirst = visits.findIndex(({ pattern }) => pattern === visit.pattern) === index;
    const locales: readonly Locale[] = isFirst ? ["en", "ur"] : ["ur"];
    await Promise.all(locales.map((locale) => walk(browser, found, locale, visit.prints)));
  });
}

/** The page of a browser for all who read in one language, one after the other. */
async function readingIn(locale: Locale, browser: Browser): Promise<Page> {
  const page = readers.get(locale) ?? (await browser.newPage(readerOf(prepared.origin, locale)));
  readers.set(locale, page);
  return page;
}

/**
 * One visit in one language, on a phone by day, on a tablet, and at a desk by night. All of axe's rules are asked on the
 * English phone and at the Urdu desk: both languages, sizes and themes; elsewhere what hangs on layout or colour alone.
 */
async function walk(browser: Browser, visit: PreparedVisit, locale: Locale, prints = false): Promise<void> {
  const page = await readingIn(locale, browser);
  await handOver(page, visit, prepared.origin);
  await page.setViewportSize(phone);
  await page.emulateMedia({ media: null, colorScheme: "light" });
  const complaints = complaintsOf(page, visit);
  const response = await openVisit(page, visit, locale);
  expect.soft(response?.status(), `answer in ${locale}`).toBe(visit.status ?? 200);

  const html = page.locator("html");
  await expect.soft(html).toHaveAttribute("lang", locale);
  await expect.soft(html).toHaveAttribute("dir", direction(locale));
  await expect.soft(page).toHaveTitle(/\S/);
  await expect.soft(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
  if (locale === "ur") {
    const allowed = { words: latinWords, patterns: latinPatterns, names: prepared.names };
    expect.soft(await page.evaluate(leftovers, allowed), "English left over in Urdu").toEqual([]);
  }
  await isWell(page, `${locale}, phone, light`, locale === "en" ? undefined : layoutRules);
  // The same in both languages, whatever the words.
  if (locale === "en" && !/^\/(desk|design)(\/|$)/.test(visit.pattern) && !visit.sent)
    expect.soft(await page.evaluate(scriptBytes), "JavaScript").toBeLessThanOrEqual(scriptLimit);
  if (await page.evaluate(unfold, true)) {
    await page.evaluate(settle);
    expect.soft(await page.evaluate(cutOff), `beyond the edge: ${locale}, phone, unfolded`).toEqual([]);
    await page.evaluate(unfold, false);
  }
  if (locale === "en") {
    // More contrast is other colours, whatever the words, and nothing else.
    await page.emulateMedia({ colorScheme: "light", contrast: "more" });
    await isWell(page, `${locale}, phone, more contrast`, colourRules);
  }
  await page.setViewportSize(tablet);
  await page.evaluate(settle);
  expect.soft(await page.evaluate(cutOff), `beyond the edge: ${locale}, tablet`).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark", contrast: null });
  await page.setViewportSize(desktop);
  await isWell(page, `${locale}, desk, dark`, locale === "ur" ? undefined : layoutRules);
  if (prints) await isPrinted(page, locale);
  expect.soft(complaints, `what the console says in ${locale}`).toEqual([]);
}

/** Runs in the page: what its scripts weigh over the wire, fetched for it or before. */
function scriptBytes(): number {
  const fetched = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
  const scripts = fetched.filter(({ name }) => new URL(name).pathname.endsWith(".js"));
  return scripts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
}

/** On paper: all of it, dark on white, and nothing that can only be pressed. */
async function isPrinted(page: Page, locale: Locale): Promise<void> {
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await page.setViewportSize(paper);
  await page.evaluate(settle);
  expect.soft(await page.evaluate(cutOff), `beyond the edge: ${locale}, paper`).toEqual([]);
  await expect.soft(page.getByRole("main").getByRole("heading").filter({ visible: true }).first()).toBeVisible();
  for (const pressed of ["button", "navigation", "contentinfo"] as const)
    await expect.soft(page.getByRole(pressed).filter({ visible: true }), `${pressed}: ${locale}, paper`).toHaveCount(0);
  expect.soft(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), "paper").toMatch(whites);
}

/** Everything fits, and axe finds nothing against the rules: all of them, or those that are named. */
async function isWell(page: Page, circumstances: string, rules?: string[]): Promise<void> {
  await page.evaluate(settle);
  expect.soft(await page.evaluate(cutOff), `beyond the edge: ${circumstances}`).toEqual([]);
  expect.soft(await violationsOn(page, rules), `axe: ${circumstances}`).toEqual([]);
}
