import type { BrowserContextOptions, Page, Response } from "@playwright/test";
import { type Locale, localePath } from "../../lib/platform/i18n/routing.ts";
import type { PreparedVisit } from "../../scripts/screens/prepared.mts";

/** The browser of whoever makes the visit: their language, their session, and nothing that moves. */
export function browserOf(visit: PreparedVisit, origin: string, locale: Locale): BrowserContextOptions {
  return { ...readerOf(origin, locale), storageState: { origins: [], cookies: sessionOf(visit, origin) } };
}

/** The browser of somebody who reads in a language, of whom the portal knows nothing yet; nothing moves in it. */
export function readerOf(origin: string, locale: Locale): BrowserContextOptions {
  return { baseURL: origin, locale: locale === "ur" ? "ur-PK" : "en-PK", reducedMotion: "reduce" };
}

function sessionOf(visit: PreparedVisit, origin: string) {
  const own = { domain: new URL(origin).hostname, path: "/", expires: -1, httpOnly: true, secure: false };
  const named = Object.entries(visit.cookies ?? {});
  return named.map(([name, value]) => ({ ...own, name, value, sameSite: "Lax" as const }));
}

/**
 * Hands a browser's one page to whoever makes the next visit. What the portal left in it goes; what was fetched and compiled stays,
 * so that scripts and fonts are read once for all visits.
 */
export async function handOver(page: Page, visit: PreparedVisit, origin: string): Promise<void> {
  for (const event of ["console", "pageerror", "response"] as const) await page.removeAllListeners(event);
  // A page of the portal without scripts: the one before says no more, and the process that shows both stays.
  await page.goto("/robots.txt");
  await page.evaluate(() => sessionStorage.clear());
  await page.mouse.move(-1, -1);
  const context = page.context();
  const session = await context.newCDPSession(page);
  await session.send("Storage.clearDataForOrigin", {
    origin,
    storageTypes: "cookies,local_storage,indexeddb,service_workers,cache_storage",
  });
  await session.detach();
  await context.clearCookies();
  await context.addCookies(sessionOf(visit, origin));
}

/**
 * Opens the page of a visit and waits until it is what the visitor sees: scripts have run, fonts have come, nothing is on
 * its way. Gives the answer to the first request.
 */
export async function openVisit(page: Page, visit: PreparedVisit, locale: Locale): Promise<Response | null> {
  if (visit.path === undefined) throw new Error(visit.missing ?? "the visit has no address");
  const response = await page.goto(localePath(visit.path, locale), { waitUntil: "load" });
  if (visit.until) await page.locator(visit.until).first().waitFor();
  if (visit.sent) await sendAsItIs(page, visit.sent);
  await page.waitForFunction(() => document.querySelector('main [aria-busy="true"]') === null);
  await page.evaluate(drawAll);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  return response;
}

/**
 * Runs in the page: draws what is otherwise left undrawn until it is scrolled to, and has no place until then. Colours change at
 * once: on their way they would be passed on from part to part, and the whole page styled anew for each.
 */
function drawAll(): void {
  const drawn = new CSSStyleSheet();
  drawn.replaceSync("*, ::before, ::after { content-visibility: visible !important; transition: none !important; }");
  document.adoptedStyleSheets.push(drawn);
}

/**
 * Runs in the page: waits until it is laid out for what was just changed, and takes what moves or changes colour to its end;
 * a change that a part takes over from the part around it begins only when that one has ended.
 */
export async function settle(): Promise<void> {
  const hasEnd = (animation: Animation) =>
    animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY && animation.playState !== "finished";
  for (let round = 0; round < 10; round++) {
    for (let frame = 0; frame < 2; frame++) await new Promise((done) => requestAnimationFrame(done));
    // What goes on for ever has no end to be taken to.
    const changing = document.getAnimations().filter(hasEnd);
    if (changing.length === 0) return;
    for (const animation of changing) animation.finish();
  }
}

/** Sends a form without filling it in but for the tick that confirms it, once its script is there, and waits for the summary of errors. */
async function sendAsItIs(page: Page, form: string): Promise<void> {
  // Before that the browser itself would hold it back.
  await page.locator(`${form}[novalidate]`).first().waitFor({ state: "attached" });
  await page.locator(form).first().evaluate(unfold);
  for (const box of await page.locator(`${form} [data-confirm]`).all()) await box.check();
  await page.locator(`${form} button:not([type=button])`).last().click();
  await page.locator(`${form} [role=alert]`).first().waitFor();
}

/** Runs in the page: opens whatever an element is folded away in. */
function unfold(element: Element): void {
  for (let fold = element.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null)
    fold.open = true;
}

/**
 * Collects what goes wrong on a page without being seen: errors of its console, of its scripts, and answers that only a
 * fault of the server gives. The answer that the visit expects is no complaint.
 */
export function complaintsOf(page: Page, { status }: PreparedVisit): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => {
    // A page that fails says so of itself, by its number.
    const expected = status === 500 ? [`status of ${status}`, "React error #441"] : [`status of ${status}`];
    const isExpected = status !== undefined && expected.some((text) => message.text().includes(text));
    if (message.type() === "error" && !isExpected) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("response", (response) => {
    if (response.status() >= 500 && response.status() !== status)
      complaints.push(`${response.status()} from ${new URL(response.url()).pathname}`);
  });
  return complaints;
}
