import { expect } from "@playwright/test";
import { isolatedValues } from "../lib/platform/i18n/isolate.ts";
import { confirmAsDemonstration } from "./support/decision.ts";
import { journey } from "./support/journey.ts";
import { licensed } from "./support/licensed.ts";
import { followLetter, signInAsDemo, signInHere } from "./support/signIn.ts";
import { applicant, ownNames, submitted } from "./support/submitted.ts";

journey("two registrations of one institution become one, and its people find everything there", async ({ comes }) => {
  const [fromNames, intoNames] = [ownNames(), ownNames()];
  const from = await licensed("ur", 2, fromNames);
  const into = await applicant("ur", intoNames);
  const page = `/desk/institutions/${from.institutionId}/merge`;
  const reason = "One charter and one registrar; the second registration was made by mistake.";

  const first = await comes("en");
  await signInAsDemo(first, "Demo administrator 1", page, first.t("institutions.merge.title"));
  await first.writes(first.t("institutions.merge.search"), intoNames.en);
  await first.press(first.t("institutions.merge.show"));
  await first.picks(intoNames.en);
  await first.writes(first.t("institutions.merge.reason"), reason);
  await first.press(first.t("institutions.merge.propose"));
  await first.reads(first.t("institutions.merge.waits"));
  await expect(first.button(first.t("institutions.merge.confirm"))).toHaveCount(0);
  await first.isInOrder();

  const second = await comes("ur");
  const { t } = second;
  await signInAsDemo(second, "Demo administrator 2", page, t("institutions.merge.title"));
  await second.reads(reason);
  await confirmAsDemonstration(second);
  await second.ticks(t("institutions.merge.confirmTick"));
  await second.press(t("institutions.merge.confirm"));
  await second.sees(intoNames.ur);
  await second.goTo(`/desk/institutions/${from.institutionId}`);
  await second.sees(fromNames.ur);
  await second.reads(t("institutions.merge.mergedTitle"));
  await second.follow(t("institutions.merge.mergedLink"));
  await second.sees(intoNames.ur);

  const owner = await comes("ur", { phone: true });
  await owner.goTo(`/sign-in?next=/institutions/${from.institutionId}`);
  await signInHere(owner, from.address);
  await owner.sees(intoNames.ur);
  const names = isolatedValues({ from: fromNames.ur, into: intoNames.ur }, "ur");
  await followLetter(owner, from.address, owner.t("mail.letters.institutionMerged.subject", names));
  await owner.sees(intoNames.ur);
  await owner.goTo(`/institutions/${into.institutionId}/seats`);
  await owner.sees(owner.t("seats.title", { institution: intoNames.ur }));
  await expect(owner.main.getByText(owner.t("seats.freeState"), { exact: true }).filter({ visible: true })).toHaveCount(
    2,
  );
});

journey("a view of the queue is kept, found again, renamed and removed, by its owner alone", async ({ comes }) => {
  const { receipt } = await submitted("ur");
  const administrator = await comes("ur");
  const { t, page } = administrator;
  await signInAsDemo(administrator, "Demo administrator 1", "/desk/applications", t("applications.desk.title"));
  const asked = t("applications.deskStates.INFORMATION_REQUESTED");
  await administrator.writes(t("applications.desk.search"), receipt);
  await administrator.chooses(t("applications.stateLabel"), asked);
  await administrator.press(t("applications.desk.filter"));
  await page.waitForURL(/state=INFORMATION_REQUESTED/);
  await page
    .locator("summary")
    .filter({ hasText: t("desk.views.save") })
    .click();
  await administrator.writes(t("desk.views.name"), `سوال ${receipt}`);
  await administrator.press(t("desk.views.submit"));

  const views = page.getByRole("navigation", { name: t("desk.views.label") });
  await administrator.goTo("/desk/applications");
  await views.getByRole("link", { name: `سوال ${receipt}` }).click();
  await expect(views.getByRole("link", { name: `سوال ${receipt}` })).toHaveAttribute("aria-current", "page");
  await expect(page.getByRole("row").filter({ hasText: receipt })).toContainText(asked);
  await administrator.isInOrder();
  await administrator.goTo("/desk/views");
  await administrator.sees(t("desk.views.title"));
  const own = administrator.main.getByRole("listitem").filter({ hasText: `سوال ${receipt}` });
  await own.getByRole("textbox").fill(`جواب ${receipt}`);
  await own.getByRole("button", { name: t("desk.views.rename") }).click();
  await administrator.main.getByRole("link", { name: `جواب ${receipt}` }).waitFor();

  const colleague = await comes("en");
  await signInAsDemo(colleague, "Demo administrator 2", "/desk/views", colleague.t("desk.views.title"));
  await expect(colleague.main.getByText(receipt)).toHaveCount(0);
  const renamed = administrator.main.getByRole("listitem").filter({ hasText: `جواب ${receipt}` });
  await renamed.getByRole("button", { name: t("desk.views.remove") }).click();
  await expect(renamed).toHaveCount(0);
});
