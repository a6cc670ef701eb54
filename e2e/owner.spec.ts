import { expect } from "@playwright/test";
import { endOffer } from "./support/database.ts";
import { guest } from "./support/guest.ts";
import { journey } from "./support/journey.ts";
import { licensed } from "./support/licensed.ts";
import { signInAsDemo, signInHere } from "./support/signIn.ts";
import { ownNames, submitted, waitlisted } from "./support/submitted.ts";
import type { Visitor } from "./support/visitor.ts";

async function comesTo(owner: Visitor, path: string, address: string): Promise<void> {
  await owner.goTo(`/sign-in?next=${path}`);
  await signInHere(owner, address);
}

journey("what came of the licences is reported, and the public reads what may be published", async ({ comes }) => {
  const names = ownNames();
  const { institutionId, address } = await licensed("ur", 2, names);
  const today = new Date().toISOString().slice(0, 10);
  const [registry, workshop] = ["مٹی کے نمونوں کا رجسٹر", "کلاؤڈ پر کام سیکھنے کی نشست"];
  const owner = await comes("ur", { phone: true });
  const { t, main } = owner;
  await comesTo(owner, `/institutions/${institutionId}/report`, address);
  await owner.sees(t("outcomes.title"));
  await owner.follow(t("outcomes.addProject"));
  await owner.sees(t("outcomes.newPROJECT"));
  await owner.writes(t("outcomes.name"), registry);
  await owner.writes(t("outcomes.sentence"), "کسان اپنی زمین کی مٹی کا حال دیکھتے ہیں۔");
  await owner.chooses(t("outcomes.field"), t("outcomes.fields.agriculture"));
  await owner.writes(t("outcomes.link"), "http://soil.example");
  await main.getByLabel(t("outcomes.startsOn"), { exact: true }).fill(today);
  await owner.ticks(t("outcomes.publish"));
  await owner.press(t("outcomes.add"));
  await expect(main.getByRole("alert")).toBeVisible();
  await owner.isInOrder();
  await owner.writes(t("outcomes.link"), "https://soil.example");
  await owner.press(t("outcomes.add"));
  await owner.reads(t("outcomes.done.added"));

  await owner.follow(t("outcomes.addTraining"));
  await owner.sees(t("outcomes.newTRAINING"));
  await owner.writes(t("outcomes.nameTRAINING"), workshop);
  await main.getByRole("spinbutton", { name: t("outcomes.people") }).fill("12");
  await main.getByLabel(t("outcomes.firstDay"), { exact: true }).fill(today);
  await main.getByLabel(t("outcomes.lastDay"), { exact: true }).fill(today);
  await owner.press(t("outcomes.add"));
  await owner.reads(t("outcomes.done.added"));
  await owner.reads(workshop);

  const reader = await comes("en");
  await reader.goTo(`/figures/institutions?q=${encodeURIComponent(names.en)}`);
  await reader.sees(reader.t("figures.participants.title"));
  await reader.follow(names.en);
  await reader.sees(names.en);
  await reader.reads(registry);
  await expect(reader.main.getByText(workshop), "what is not to be published").toHaveCount(0);
});

journey(
  "of three on the waitlist one accepts the places that are offered, one lets them pass, one is too late",
  async ({ comes }) => {
    const [first, second] = [await waitlisted("ur", 9_900), await waitlisted("en", 9_800)];
    const third = await waitlisted("ur", 9_700);
    const administrator = await comes("en");
    const { t: said } = administrator;
    await signInAsDemo(administrator, "Demo administrator 1", "/desk/waitlist", said("waitlist.desk.title"));
    for (const { receipt } of [first, second, third]) {
      await administrator.press(said("waitlist.desk.offerTo", { seats: 3, receipt }));
      await administrator.lacks(said("waitlist.desk.offerTo", { seats: 3, receipt }));
    }
    await administrator.isInOrder();

    // The worker finds it while the others answer.
    await endOffer(third.id);

    const glad = await comes("ur", { phone: true });
    await comesTo(glad, `/applications/${first.id}`, first.address);
    await glad.sees(first.institution);
    await glad.reads(glad.t("waitlist.own.offer", { seats: 3, asked: 3 }));
    await glad.press(glad.t("waitlist.own.accept"));
    await glad.reads(glad.t("applications.events.placesAccepted", { seats: 3 }));
    await glad.isInOrder();

    const later = await comes("en");
    const { t } = later;
    await comesTo(later, `/applications/${second.id}`, second.address);
    await later.sees(second.institution);
    await later.main
      .locator("summary")
      .filter({ hasText: t("waitlist.own.decline") })
      .click();
    await later.ticks(t("waitlist.own.declineConfirm"));
    await later.press(t("waitlist.own.decline"));
    await later.reads(t("applications.events.placesDeclined"));
    await later.reads(t("waitlist.own.text"));

    const late = await comes("ur", { phone: true });
    await comesTo(late, `/applications/${third.id}`, third.address);
    await late.sees(third.institution);
    await late.waitsFor(late.t("applications.events.placesLapsed"));
    await late.lacks(late.t("waitlist.own.accept"));
    await late.reads(late.t("waitlist.own.text"));
    await late.isInOrder();

    const stranger = await comes("ur", { phone: true });
    await stranger.goTo("/waitlist");
    await stranger.sees(stranger.t("waitlist.title"));
    for (const { receipt } of [second, third]) await expect(stranger.main.getByText(receipt)).toBeVisible();
    await expect(stranger.main.getByText(first.receipt), "who accepted waits no more").toHaveCount(0);
  },
);

journey("notices are read and marked, and who asks for one mail a day gets none at once", async ({ comes }) => {
  const { id, receipt, address, institution } = await submitted("ur");
  const owner = await comes("ur", { phone: true });
  const { t } = owner;
  await comesTo(owner, `/applications/${id}`, address);
  await owner.sees(institution);
  const administrator = await comes("en");
  const { t: said } = administrator;
  await signInAsDemo(administrator, "Demo administrator 1", `/desk/applications/${id}`, "Example University");
  const tell = async (text: string) => {
    await administrator.writes(said("applications.messages.toInstitution"), text);
    await administrator.press(said("applications.messages.send"));
    await administrator.reads(text);
  };
  await tell(`The laboratory may begin. ${guest()}`);

  const list = owner.part(t("notices.list")).getByRole("listitem").filter({ hasText: receipt });
  await owner.goTo("/notices");
  await owner.sees(t("notices.title"));
  await expect(list).toHaveCount(1);
  await owner.reads(t("notices.unread", { count: 1 }));
  await list.getByRole("button", { name: t("notices.mark") }).click();
  await owner.reads(t("notices.unread", { count: 0 }));
  await owner.ticks(t("notices.topics.applications"));
  await owner.press(t("notices.save"));
  await owner.reads(t("notices.saved"));
  await owner.reads(t("notices.now", { topics: t("notices.topics.applications") }));
  await owner.page.reload();
  await expect(owner.main.getByRole("checkbox", { name: t("notices.topics.applications") })).toBeChecked();

  await tell(`And so may the library. ${guest()}`);
  await owner.page.reload();
  await expect(list).toHaveCount(2);
  await owner.reads(t("notices.unread", { count: 1 }));
  await owner.isInOrder();
  await list.getByRole("link").first().click();
  await owner.sees(institution);
  const mailbox = await owner.besides(`/mailbox?to=${encodeURIComponent(address)}`);
  await mailbox.sees(t("mailbox.title"));
  await expect(
    mailbox.page.getByRole("article").filter({ hasText: receipt }),
    "one at once, one in the digest",
  ).toHaveCount(1);
});
