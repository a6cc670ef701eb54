import fs from "node:fs";
import { expect } from "@playwright/test";
import { journey } from "./support/journey.ts";
import { prepareVisits } from "./support/prepareVisits.ts";
import { signInAsDemo, signInAsOfficer } from "./support/signIn.ts";
import { withBlank } from "./support/words.ts";

journey("a report that was written by itself is downloaded at the desk, and by nobody else", async ({ comes }) => {
  journey.setTimeout(300_000);
  await prepareVisits();
  const administrator = await comes("ur");
  const { t, page, main } = administrator;
  await signInAsDemo(administrator, "Demo administrator 1", "/desk/reports", t("reports.title"));
  const between = (of: "period" | "file") => withBlank(t(`reports.${of}`, { from: "#", to: "#" }), "#", ".+");
  await main
    .getByRole("link", { name: between("period") })
    .first()
    .click();
  await administrator.sees(between("file"));
  const link = main.getByRole("link", { name: t("reports.csv") });
  const coming = page.waitForEvent("download");
  await link.click();
  const download = await coming;
  expect(download.suggestedFilename()).toMatch(/\.csv$/);
  const lines = fs
    .readFileSync(await download.path(), "utf8")
    .trim()
    .split("\n");
  expect(lines.length).toBeGreaterThan(10);

  const reviewer = await comes("en", { mayBeRefused: true });
  await signInAsOfficer(reviewer, "Demo reviewer 1");
  await reviewer.isNotFound(new URL(page.url()).pathname.replace(/^\/ur/, ""));
  const file = await link.getAttribute("href");
  expect((await reviewer.context.request.get(file ?? "")).status()).toBe(404);
});
