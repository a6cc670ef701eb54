import { expect } from "@playwright/test";
import { isolatedValues } from "../lib/platform/i18n/isolate.ts";
import { confirmAsDemonstration } from "./support/decision.ts";
import { guest } from "./support/guest.ts";
import { journey } from "./support/journey.ts";
import { licensed } from "./support/licensed.ts";
import { followLetter, signInAsDemo, signInHere } from "./support/signIn.ts";
import { applicant, ownNames, submitted } from "./support/submitted.ts";
import type { Visitor } from "./support/visitor.ts";

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
  await first.lacks(first.t("institutions.merge.confirm"));
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

journey("a suspended institution offers no seat, and what it has stays as it is", async ({ comes }) => {
  const names = ownNames();
  const { institutionId, address } = await licensed("ur", 3, names);
  const reason = "زیرِ تفتیش: ادارے کا سربراہ تبدیل ہو گیا ہے۔";
  const settled = "نئے سربراہ کا خط موصول ہو گیا ہے۔";

  const administrator = await comes("en");
  const { t: said } = administrator;
  await signInAsDemo(administrator, "Demo administrator 1", `/desk/institutions/${institutionId}`, names.en);
  await administrator.follow(said("institutions.suspend.look"));
  await administrator.sees(said("institutions.suspend.title"));
  await administrator.reads(said("institutions.suspend.licencesStay", { count: 3 }));
  await administrator.writes(said("institutions.suspend.reason"), reason);
  await administrator.ticks(said("institutions.suspend.confirm"));
  await administrator.press(said("institutions.suspend.submit"));
  await administrator.sees(names.en);
  await administrator.reads(reason);

  const owner = await comes("ur", { phone: true });
  const { t } = owner;
  await owner.goTo(`/sign-in?next=/institutions/${institutionId}`);
  await signInHere(owner, address);
  await owner.sees(names.ur);
  await followLetter(
    owner,
    address,
    t("mail.letters.institutionSuspended.subject", isolatedValues({ institution: names.ur }, "ur")),
  );
  await owner.reads(t("institutions.status.suspendedTitle"));
  await owner.reads(reason);
  await owner.isInOrder();
  await owner.goTo(`/institutions/${institutionId}/seats`);
  await owner.sees(t("seats.title", { institution: names.ur }));
  await expect(owner.main.getByText(t("seats.freeState"), { exact: true }).filter({ visible: true })).toHaveCount(3);
  await owner.lacks(t("seats.offerSubmit"));

  await administrator.writes(said("institutions.suspend.reason"), settled);
  await administrator.press(said("institutions.suspend.lift"));
  await administrator.reads(said("institutions.states.VERIFIED"));
  await owner.page.reload();
  await owner.writes(t("seats.name"), "حنا مثالی");
  await owner.writes(t("seats.email"), guest());
  await owner.press(t("seats.offerSubmit"));
  await owner.reads(t("seats.offeredNotice", { count: 1 }));
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

  const view = page
    .getByRole("navigation", { name: t("desk.views.label") })
    .getByRole("link", { name: `سوال ${receipt}` });
  // It is kept before the page is left.
  await view.waitFor();
  await administrator.goTo("/desk/applications");
  await view.click();
  await expect(view).toHaveAttribute("aria-current", "page");
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

journey("a phase and what it asks before applying take two administrators each", async ({ comes }) => {
  const year = new Date().getFullYear();
  const first = await toProgramme(await comes("en"), "Demo administrator 1");
  const { t } = first;
  await unfolded(first, t("programmes.kinds.NEW_PHASE"));
  const phase = first.main.locator("#new-phase");
  await phase.getByRole("textbox", { name: t("programmes.phaseCode") }).fill("P9");
  await phase.getByRole("textbox", { name: t("programmes.phaseNameEn") }).fill("Phase 9: companies");
  await phase.getByRole("textbox", { name: t("programmes.phaseNameUr") }).fill("نواں مرحلہ: کمپنیاں");
  await phase.getByRole("checkbox", { name: t("common.sectors.PRIVATE") }).check();
  await phase.getByLabel(t("programmes.opens")).fill(`${year + 1}-01-01`);
  await phase.getByLabel(t("programmes.closes")).fill(`${year + 2}-06-30`);
  const longer = "Companies asked for a time of their own.";
  await phase.getByRole("textbox", { name: t("programmes.reason") }).fill(longer);
  await phase.getByRole("button", { name: t("programmes.submit") }).click();
  await first.reads(t("programmes.notices.proposed"));
  await expect(proposal(first, longer).getByRole("button", { name: t("programmes.confirm") })).toHaveCount(0);
  await first.isInOrder();

  const second = await toProgramme(await comes("ur"), "Demo administrator 2");
  const { t: said } = second;
  await confirms(second, longer);
  await second.reads("نواں مرحلہ: کمپنیاں");

  await unfolded(second, said("programmes.kinds.ELIGIBILITY"));
  const questions = second.main.locator("#questions-P9");
  const asks = (label: string, text: string) => questions.getByRole("textbox", { name: label }).fill(text);
  await asks(said("programmes.questionEn"), "Does the company pay taxes in Pakistan?");
  await asks(said("programmes.questionUr"), "کیا کمپنی پاکستان میں ٹیکس ادا کرتی ہے؟");
  await asks(said("programmes.doEn"), "Register with the tax authority first.");
  await asks(said("programmes.doUr"), "پہلے محکمۂ ٹیکس میں اندراج کرائیں۔");
  const why = "صرف وہ کمپنیاں آئیں جو یہاں کام کرتی ہیں۔";
  await asks(said("programmes.reason"), why);
  await questions.getByRole("button", { name: said("programmes.submit") }).click();
  await second.reads(said("programmes.notices.proposed"));
  await second.isInOrder();
  await first.page.reload();
  await confirms(first, why);
  await unfolded(first, t("programmes.kinds.ELIGIBILITY"));
  await expect(first.main.locator("#questions-P9").getByText("Does the company pay taxes in Pakistan?")).toBeVisible();
});

/** An administrator signs in and opens the programme. */
async function toProgramme(administrator: Visitor, name: string): Promise<Visitor> {
  const { t, page, main } = administrator;
  await signInAsDemo(administrator, name, "/desk/programmes", t("programmes.title"));
  await main.getByRole("row").getByRole("link").first().click();
  await page.waitForURL(/\/desk\/programmes\/[0-9a-f-]+$/);
  return administrator;
}

/** Opens one of the forms in which a change is proposed. */
async function unfolded({ main }: Visitor, title: string): Promise<void> {
  await main.locator("summary").filter({ hasText: title }).click();
}

/** The change that is proposed for this reason. */
function proposal(administrator: Visitor, reason: string) {
  return administrator.part(administrator.t("programmes.waiting")).getByRole("listitem").filter({ hasText: reason });
}

/** Confirms the change that was proposed for this reason. */
async function confirms(administrator: Visitor, reason: string): Promise<void> {
  const { t } = administrator;
  const change = proposal(administrator, reason);
  await change.getByRole("button", { name: t("people.confirm.demonstration") }).click();
  await change.getByRole("checkbox", { name: t("programmes.confirmTick") }).check();
  await change.getByRole("button", { name: t("programmes.confirm"), exact: true }).click();
  await administrator.reads(t("programmes.notices.confirmed"));
}
