import { expect } from "@playwright/test";
import { draftApplication } from "./support/application.ts";
import { expireCodes } from "./support/database.ts";
import { confirmAsDemonstration } from "./support/decision.ts";
import { guest } from "./support/guest.ts";
import { journey } from "./support/journey.ts";
import { otherUniversity, registerUniversity, verifyUniversity } from "./support/registration.ts";
import {
  askForCode,
  codeFor,
  enterCode,
  goToDesk,
  signInAsDemo,
  signInAsOfficer,
  signInByCode,
} from "./support/signIn.ts";
import type { Visitor } from "./support/visitor.ts";

journey("without JavaScript a person signs in by code and begins a registration", async ({ comes }) => {
  const focal = await comes("ur", { javaScriptEnabled: false });
  const { t } = focal;
  await signInByCode(focal, guest());
  await focal.follow(t("home.todo.register"));
  await focal.sees(t("institutions.new.title"));
  await focal.picks(t("institutions.kinds.STARTUP"));
  await focal.main.getByLabel(t("institutions.new.name")).fill("بے اسکرپٹ مثالی اسٹارٹ اپ");
  await focal.press(t("institutions.new.submit"));
  await focal.sees(t("institutions.tasks.identity"));
  await focal.main.getByLabel(t("institutions.identity.name")).fill("");
  await focal.press(t("institutions.identity.save"));
  await expect(focal.main.getByRole("alert")).toContainText(t("errors.required"));
});

journey("a wrong code and an expired one are told apart, and neither lets anybody in", async ({ comes }) => {
  const visitor = await comes("en");
  const { t } = visitor;
  const address = guest();
  await askForCode(visitor, address);
  const code = await codeFor(visitor, address);
  await enterCode(visitor, code === "123456" ? "654321" : "123456");
  await expect(visitor.main.getByRole("alert")).toContainText(t("errors.codeWrong"));
  await visitor.isInOrder();
  await expireCodes(address);
  await enterCode(visitor, code);
  await expect(visitor.main.getByRole("alert")).toContainText(t("errors.codeExpired"));
  await visitor.goTo("/home");
  await visitor.sees(t("signIn.title"));
});

journey("the desk does not exist for those who hold no office", async ({ comes }) => {
  const focal = await comes("en", { mayBeRefused: true });
  const { t } = focal;
  await signInAsDemo(focal, "Demo focal person", "/home", t("home.title"));
  for (const place of [
    "",
    "/institutions",
    "/applications",
    "/reviews",
    "/batches",
    "/licences",
    "/messenger",
    "/people",
    "/audit",
  ])
    await focal.isNotFound(`/desk${place}`);
});

journey("an office does not open the rooms of another", async ({ comes }) => {
  const reviewer = await comes("ur", { mayBeRefused: true });
  await signInAsOfficer(reviewer, "Demo reviewer 1");
  for (const place of ["/institutions", "/batches/new", "/people", "/messenger", "/audit"])
    await reviewer.isNotFound(`/desk${place}`);
});

journey("what belongs to another institution is not found", async ({ comes, request }) => {
  const university = otherUniversity;
  const focal = await comes("en");
  await signInByCode(focal, university.focal.address);
  await registerUniversity(focal, university);
  const institution = new URL(focal.page.url()).pathname;
  const document = await focal.main.getByRole("link", { name: "letter.pdf" }).getAttribute("href");
  await verifyUniversity(await signInAsOfficer(await comes("en"), "Demo administrator 1"), university);
  const application = await draftApplication(focal, university);

  const outsider = await comes("en", { mayBeRefused: true });
  await signInByCode(outsider, guest());
  for (const address of [
    institution,
    `${institution}/documents`,
    `${institution}/seats`,
    application,
    `${application}/plan`,
    `${application}/check`,
  ])
    await outsider.isNotFound(address);
  const download = await outsider.context.request.get(document ?? "");
  expect({ status: download.status(), body: await download.json() }).toEqual({
    status: 404,
    body: { error: "notFound" },
  });
  expect((await request.get(document ?? "")).status(), "to somebody who is not signed in").toBe(404);
  expect((await focal.context.request.get(document ?? "")).status(), "to its own people").toBe(200);
});

journey("a form that was overtaken says so, and keeps what was typed", async ({ comes }) => {
  const founder = await comes("en");
  const { t } = founder;
  await signInByCode(founder, guest());
  await founder.follow(t("home.todo.register"));
  await founder.picks(t("institutions.kinds.STARTUP"));
  await founder.main.getByLabel(t("institutions.new.name")).fill("Example Startup");
  await founder.press(t("institutions.new.submit"));
  await founder.sees(t("institutions.tasks.identity"));

  const stale = await founder.besides(new URL(founder.page.url()).pathname);
  await stale.sees(t("institutions.tasks.identity"));
  await founder.writes(t("institutions.identity.name"), "Example Startup (Private) Limited");
  await founder.press(t("institutions.identity.save"));
  await founder.sees(t("institutions.tasks.particulars"));

  const name = stale.main.getByLabel(t("institutions.identity.name"));
  await name.fill("Another name");
  await stale.press(t("institutions.identity.save"));
  await expect(stale.main.getByRole("alert")).toContainText(t("errors.changedMeanwhile"));
  await expect(name).toHaveValue("Another name");
  await stale.isInOrder();
  await stale.page.reload();
  await expect(name).toHaveValue("Example Startup (Private) Limited");
});

journey("a server action without a session does nothing but say so", async ({ comes }) => {
  const founder = await comes("en");
  const { t } = founder;
  await signInByCode(founder, guest());
  await founder.goTo("/institutions/new");
  await founder.sees(t("institutions.new.title"));
  await founder.picks(t("institutions.kinds.STARTUP"));
  const name = founder.main.getByLabel(t("institutions.new.name"));
  await name.fill("Example Startup");
  const session = await founder.context.cookies();
  await founder.context.clearCookies({ name: /session-token$/ });
  await founder.press(t("institutions.new.submit"));
  await expect(founder.main.getByRole("alert")).toContainText(t("errors.signInFirst"));
  await expect(name).toHaveValue("Example Startup");
  await founder.context.addCookies(session);
  await founder.goTo("/institutions");
  await founder.sees(t("institutions.title"));
  await founder.reads(t("institutions.none"));
});

journey("a role takes two administrators and a while; a suspension counts on the next click", async ({ comes }) => {
  const address = guest();
  const auditor = await comes("en", { mayBeRefused: true });
  await signInByCode(auditor, address);
  const proposer = await signInAsOfficer(await comes("en"), "Demo administrator 2");
  const { t, main } = proposer;
  await findPerson(proposer, address);
  await proposer.reads(t("people.noneHeld"));
  await main.getByRole("combobox", { name: t("people.role") }).selectOption({ label: t("people.roles.AUDITOR") });
  await proposer.writes(t("people.acts.reason"), "Reads the first phase.");
  await proposer.press(t("people.acts.submit"));
  await proposer.reads(t("people.notices.proposed"));
  await proposer.lacks(t("people.changes.confirm"));
  await proposer.isInOrder();
  await auditor.isNotFound("/desk");

  const confirmer = await signInAsOfficer(await comes("en"), "Demo administrator 1");
  await findPerson(confirmer, address);
  await confirmAsDemonstration(confirmer);
  await confirmer.ticks(t("people.changes.confirmTick"));
  await confirmer.press(t("people.changes.confirm"));
  await confirmer.reads(t("people.notices.confirmed"));
  await confirmer.isInOrder();
  await confirmer.waitsFor(t("people.changes.states.APPLIED"));

  await auditor.goTo("/desk");
  await auditor.sees(t("desk.title"));
  await confirmer.main.getByText(t("people.acts.suspend"), { exact: true }).click();
  const urgent = confirmer.main.getByRole("group").filter({ hasText: t("people.acts.suspendText") });
  await urgent.getByRole("textbox", { name: t("people.acts.reason") }).fill("A lost phone.");
  await urgent.getByRole("checkbox", { name: t("people.acts.suspendTick") }).check();
  await urgent.getByRole("button", { name: t("people.acts.suspendSubmit") }).click();
  await confirmer.reads(t("people.notices.suspended"));
  await auditor.isNotFound("/desk");
});

/** Opens the page of whoever has the address. */
async function findPerson(administrator: Visitor, address: string): Promise<void> {
  const { t, main } = administrator;
  await goToDesk(administrator, "people");
  await administrator.writes(t("people.search"), address);
  await administrator.press(t("people.searchButton"));
  await main.getByRole("row").filter({ hasText: address }).getByRole("link").click();
  await administrator.reads(t("people.changeRoles"));
}
