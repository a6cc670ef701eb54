import { expect, type Page, test } from "@playwright/test";
import { browserOf, openVisit, settle } from "./support/openVisit.ts";
import { prepareVisits } from "./support/prepareVisits.ts";
import { nameOf } from "./support/routes.ts";

// Where the reader's system chooses the colours, grounds and shadows are gone: edges and outlines are what is left.
test.use({ trace: "off" });

const pages = [
  "/",
  "/verify",
  "/design",
  "/sign-in (sent empty)",
  "/figures",
  "/home (at work)",
  "/institutions/[id]/contact (sent empty)",
  "/applications/[id] (draft)",
  "/applications/[id]/[section] (plan)",
  "/desk/applications",
  "/desk/reviews/[id] (to be scored)",
];

test("in the reader's own colours, controls, states and the focus can be seen", async ({ browser }) => {
  test.setTimeout(240_000);
  const { visits, origin } = await prepareVisits();
  const wanted = visits.filter((visit) => pages.includes(nameOf(visit)));
  expect(wanted).toHaveLength(pages.length);
  for (const visit of wanted) {
    const viewport = { width: 1280, height: 900 };
    const context = await browser.newContext({ ...browserOf(visit, origin, "en"), viewport, forcedColors: "active" });
    const page = await context.newPage();
    await openVisit(page, visit, "en");
    await page.evaluate(settle);
    expect.soft(await page.evaluate(withoutEdge), `${nameOf(visit)}: nothing shows where it ends`).toEqual([]);
    expect.soft(await withoutFocus(page), `${nameOf(visit)}: nothing shows that it has the focus`).toEqual([]);
    await context.close();
  }
});

/** Runs in the page: fields, buttons, what looks like a button, and tags of states, that no line sets off from what is around them. */
function withoutEdge(): string[] {
  const isDrawn = (width: string, style: string) =>
    Number.parseFloat(width) >= 1 && !["none", "hidden"].includes(style);
  const fields = "input:not([type=hidden], [type=file], [type=range], [type=checkbox], [type=radio]), select, textarea";
  return [...document.querySelectorAll(`main :is(${fields}, .forced-edge)`)]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }))
    .filter((element) => {
      const { borderBottomWidth, borderBottomStyle, outlineWidth, outlineStyle } = getComputedStyle(element);
      return !isDrawn(borderBottomWidth, borderBottomStyle) && !isDrawn(outlineWidth, outlineStyle);
    })
    .map((element) => element.outerHTML.slice(0, 160));
}

/** Goes through the first stops of the keyboard: those at which neither the stop nor what stands for it has an outline. */
async function withoutFocus(page: Page): Promise<string[]> {
  const lost = new Set<string>();
  for (let stop = 0; stop < 25; stop++) {
    await page.keyboard.press("Tab");
    const without = await page.evaluate(() => {
      const stopped = document.activeElement;
      if (!stopped || stopped === document.body) return undefined;
      // A box that is drawn beside its field, or the row that a link fills, shows the focus in its place.
      const around = [stopped.parentElement, stopped.closest("tr, li, label")];
      const standing = [stopped, stopped.nextElementSibling, ...around, ...stopped.children];
      const isShown = standing.some((element) => {
        if (!element) return false;
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
      });
      return isShown ? undefined : stopped.outerHTML.slice(0, 160);
    });
    if (without) lost.add(without);
  }
  return [...lost];
}
