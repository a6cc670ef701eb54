import { expect } from "@playwright/test";
import { score } from "./support/application.ts";
import { journey } from "./support/journey.ts";
import { signInAsOfficer } from "./support/signIn.ts";
import { blindFor, ownNames } from "./support/submitted.ts";

journey("a blind review is scored without learning who applies", async ({ comes }) => {
  const names = ownNames();
  const { id, institutionId, receipt, address } = await blindFor("Demo reviewer 2", names);
  const reviewer = await comes("ur", { mayBeRefused: true });
  const { t, page } = reviewer;
  const tellsNothing = async () => {
    const html = await page.content();
    for (const told of [names.en, names.ur, address, "Zara Example"]) expect(html).not.toContain(told);
  };
  await signInAsOfficer(reviewer, "Demo reviewer 2");
  await reviewer.goTo("/desk/reviews");
  await reviewer.sees(t("reviews.title"));
  await expect(page.getByRole("row").filter({ hasText: receipt })).toContainText(t("reviews.blind.short"));
  await tellsNothing();
  await reviewer.follow(receipt);
  await reviewer.reads(t("reviews.blind.title"));
  await reviewer.reads(t("reviews.blind.lead"));
  await tellsNothing();
  await score(reviewer, receipt, 4);
  await tellsNothing();

  // Neither by the application's address, nor by the institution's, nor by its name.
  await reviewer.isNotFound(`/desk/institutions/${institutionId}`);
  await reviewer.isNotFound(`/institutions/${institutionId}`);
  for (const path of [`/desk/applications/${id}`, `/applications/${id}`]) {
    await reviewer.goTo(path);
    await tellsNothing();
  }
});
