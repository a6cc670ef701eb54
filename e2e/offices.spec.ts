import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import fs from "node:fs";
import { promisify } from "node:util";
import { expect, test } from "@playwright/test";
import { giveUpLetters } from "./support/database.ts";
import { journey } from "./support/journey.ts";
import { portal } from "./support/portal.ts";
import { askForCode, codeFor, enterCode, signInAsDemo } from "./support/signIn.ts";

const run = promisify(execFile);
const stranger = () => `stranger-${randomUUID().slice(0, 8)}@letters.example`;

for (const locale of ["en", "ur"] as const) {
  const circumstances = { phone: locale === "ur" };

  journey(`an auditor finds what was refused, and takes the trail along to check it (${locale})`, async ({ comes }) => {
    const refused = await comes(locale, circumstances);
    await askForCode(refused, stranger());
    await enterCode(refused, "000000");
    await refused.reads(refused.t("errors.codeWrong"));

    const auditor = await comes(locale, circumstances);
    const { t, page, main } = auditor;
    await signInAsDemo(auditor, "Demo auditor", "/desk/audit", t("audit.title"));
    await main.getByLabel(t("audit.filterOutcome")).selectOption("REFUSED");
    await auditor.press(t("audit.filter"));
    await expect(page).toHaveURL(/outcome=REFUSED/);
    const rows = main.getByRole("row");
    await expect(rows.filter({ hasText: t("audit.refused") }).first()).toBeVisible();
    await expect(rows.filter({ hasText: t("audit.done") })).toHaveCount(0);
    await auditor.isInOrder();

    await auditor.goTo("/desk/audit");
    let file = "";
    // What waits for its seal is taken along, too, but nothing shows yet that it was changed.
    await expect(async () => {
      const coming = page.waitForEvent("download");
      await auditor.follow(t("audit.exportJsonl"));
      file = await (await coming).path();
      expect(fs.readFileSync(file, "utf8")).toMatch(/^\{"sequence":"\d+".*"outcome":"REFUSED"/m);
    }).toPass({ timeout: 60_000 });
    expect(await check(file)).toMatch(/^The chain holds: [1-9]/);
    const forged = test.info().outputPath("forged.jsonl");
    fs.writeFileSync(forged, fs.readFileSync(file, "utf8").replace('"outcome":"REFUSED"', '"outcome":"DONE"'));
    await expect(check(forged)).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining("was changed") });
  });

  journey(`an operator sends a letter again that could not be delivered (${locale})`, async ({ comes }) => {
    const address = stranger();
    const reader = await comes(locale, circumstances);
    await askForCode(reader, address);
    await codeFor(reader, address);
    await giveUpLetters(address);

    const operator = await comes(locale, circumstances);
    const { t } = operator;
    await signInAsDemo(operator, "Demo operator", "/desk/mail", t("desk.mail.title"));
    const given = operator.part(t("desk.mail.failed")).getByRole("row").filter({ hasText: address });
    await expect(given).toContainText("ETIMEDOUT 421");
    await operator.isInOrder();
    await given.getByRole("button", { name: t("desk.mail.resend") }).click();
    await expect(given).toHaveCount(0);
    await operator.goTo("/desk/mail?state=sent");
    await operator.waitsFor(address);
  });
}

/** What the check of an export says; rejects when it does not hold. */
async function check(file: string): Promise<string> {
  const { networkFile } = portal();
  const { stdout } = await run(process.execPath, ["scripts/audit-verify.mts", file, "--network", networkFile]);
  return stdout;
}
