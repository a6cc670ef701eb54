import { expect, test } from "@playwright/test";
import { browserOf, openVisit } from "./support/openVisit.ts";
import { prepareVisits } from "./support/prepareVisits.ts";

test("a row of a long list opens at a press that follows the wheel at once", async ({ browser }) => {
  test.setTimeout(180_000);
  const { visits, origin } = await prepareVisits();
  const visit = visits.find(({ pattern, state }) => pattern === "/desk/institutions" && state === undefined);
  if (!visit) throw new Error("nobody looks at the list");
  const context = await browser.newContext({
    ...browserOf(visit, origin, "en"),
    viewport: { width: 1280, height: 720 },
  });
  const page = await context.newPage();
  for (let time = 0; time < 5; time++) {
    await openVisit(page, visit, "en");
    const grid = page.getByRole("grid");
    await expect(grid).toBeVisible();
    await grid.evaluate((element) => element.scrollIntoView({ block: "end" }));
    const { x, y, width, height } = (await grid.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await page.mouse.move(x + width / 2, y + height / 2);
    // The browser has not yet told the page of the scroll when the press comes.
    await grid.evaluate((element) => element.scrollBy(0, 100));
    await page.mouse.down();
    await page.mouse.up();
    await expect(page, `time ${time}`).toHaveURL(/\/desk\/institutions\/[0-9a-f-]+$/);
  }
  await context.close();
});
