import { guest } from "./support/guest.ts";
import { journey } from "./support/journey.ts";
import { goToDesk, signInAsDemo, signInAsOfficer, signInByCode } from "./support/signIn.ts";
import type { Visitor } from "./support/visitor.ts";

/** Gives the visitor's browser an authenticator of its own, whose owner is there and says yes. */
async function withAuthenticator({ context, page }: Visitor): Promise<void> {
  const session = await context.newCDPSession(page);
  await session.send("WebAuthn.enable");
  await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      ...{ protocol: "ctap2", transport: "internal", hasResidentKey: true },
      ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    },
  });
}

journey("an official makes a passkey, and confirms with it what two people decide", async ({ comes }) => {
  const address = guest();
  await signInByCode(await comes("en"), address);
  const proposer = await signInAsOfficer(await comes("en"), "Demo administrator 1");
  const { t } = proposer;
  const findPerson = async (official: Visitor) => {
    await goToDesk(official, "people");
    await official.writes(t("people.search"), address);
    await official.press(t("people.searchButton"));
    await official.main.getByRole("row").filter({ hasText: address }).getByRole("link").click();
    await official.reads(official.t("people.changeRoles"));
  };
  await findPerson(proposer);
  await proposer.chooses(t("people.role"), t("people.roles.AUDITOR"));
  await proposer.writes(t("people.acts.reason"), "Reads the second phase.");
  await proposer.press(t("people.acts.submit"));
  await proposer.reads(t("people.notices.proposed"));

  const confirmer = await comes("en", { byName: true });
  await withAuthenticator(confirmer);
  await signInAsDemo(confirmer, "Demo administrator 2", "/desk/office", t("people.office.title"));
  await confirmer.isInOrder();
  await confirmer.main
    .locator("summary")
    .filter({ hasText: t("people.confirm.register") })
    .click();
  await confirmer.press(t("people.confirm.demonstration"));
  await confirmer.writes(t("people.confirm.name"), "Test computer");
  await confirmer.press(t("people.confirm.make.button"));
  await confirmer.reads(t("people.notices.passkeyAdded"));
  await confirmer.reads("Test computer");
  await confirmer.isInOrder();

  await findPerson(confirmer);
  await confirmer.lacks(t("people.changes.confirm"));
  await confirmer.press(t("people.confirm.sign.button"));
  await confirmer.ticks(t("people.changes.confirmTick"));
  await confirmer.isInOrder();
  await confirmer.press(t("people.changes.confirm"));
  await confirmer.reads(t("people.notices.confirmed"));
});

journey("an official at an address without a name is told why there is no passkey", async ({ comes }) => {
  const official = await comes("ur");
  await signInAsDemo(official, "Demo approver 2", "/desk/office", official.t("people.office.title"));
  await official.main
    .locator("summary")
    .filter({ hasText: official.t("people.confirm.register") })
    .click();
  await official.press(official.t("people.confirm.demonstration"));
  await official.reads(official.t("people.confirm.elsewhere"));
  await official.lacks(official.t("people.confirm.make.button"));
});
