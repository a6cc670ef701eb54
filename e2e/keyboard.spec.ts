import { expect } from "@playwright/test";
import { pdf } from "../lib/documents/testing/samples.ts";
import { percent } from "../lib/reviews/rules.ts";
import { applicationTexts, assignReviewers, draftApplication, score } from "./support/application.ts";
import { guest } from "./support/guest.ts";
import { journey } from "./support/journey.ts";
import { Keyboard } from "./support/keyboard.ts";
import { shownName, type University } from "./support/registration.ts";
import { offerSeat } from "./support/seat.ts";
import { codeFor, followLetter, goToDesk, signInAsOfficer } from "./support/signIn.ts";
import { verificationWords, withBlank } from "./support/words.ts";

/** An institute that no other journey registers. */
const university: University = {
  name: "Barani Institute of Information Technology",
  nameUr: "بارانی انسٹی ٹیوٹ آف انفارمیشن ٹیکنالوجی",
  typed: "barani",
  province: "پنجاب",
  district: "راولپنڈی",
  focal: { name: "نادیہ مثالی", title: "ناظمِ تحقیق", address: "nadia.example@biit.edu.pk" },
};

journey(
  "the way from registration to a seat and a messenger account is walked by keyboard alone",
  async ({ comes }) => {
    journey.setTimeout(600_000);
    const { step } = journey;
    const focal = new Keyboard(await comes("ur"));
    const { t } = focal.visitor;
    const institution = shownName(university, "ur");

    await step("the first stop leads past the navigation", async () => {
      await focal.visitor.goTo("/");
      await focal.visitor.sees(t("landing.title"));
      await focal.acts("Tab");
      const skip = focal.page.getByRole("link", { name: t("common.skip") });
      await expect(skip).toBeFocused();
      await expect(skip).toBeInViewport();
      await focal.seesWhereItIs();
      await focal.acts("Enter");
      await expect(focal.main).toBeFocused();
      await focal.acts("Tab");
      expect(await focal.main.evaluate((main) => main.contains(document.activeElement))).toBe(true);
    });

    await step("signing in with a code", async () => {
      await focal.follows(t("landing.apply"));
      await focal.arrives(t("signIn.title"));
      await focal.isScripted();
      await focal.writes(t("signIn.email.label"), "nobody");
      await focal.presses(t("signIn.email.button"));
      await focal.isToldWhatIsWrong(focal.main.getByRole("textbox", { name: t("signIn.email.label") }));
      await focal.writes(t("signIn.email.label"), university.focal.address);
      await focal.acts("Enter");
      await focal.arrives(t("signIn.code.title"));
      await focal.writes(t("signIn.code.label"), await codeFor(focal.visitor, university.focal.address));
      await focal.acts("Enter");
      await focal.arrives(t("home.title"));
    });

    await step("registering the institute, part by part", async () => {
      await focal.follows(t("home.todo.register"));
      await focal.arrives(t("institutions.new.title"));
      await focal.picks(t("institutions.kinds.UNIVERSITY"));
      const name = focal.main.getByLabel(t("institutions.new.name"));
      await focal.isScripted();
      await focal.presses(t("institutions.new.submit"));
      await focal.isToldWhatIsWrong(name);
      await expect(async () => {
        await focal.acts("ControlOrMeta+A");
        await focal.page.keyboard.type(university.typed, { delay: 40 });
        await expect(focal.page.getByRole("option", { name: university.name })).toBeVisible({ timeout: 3_000 });
      }).toPass({ timeout: 60_000 });
      await focal.takesSuggestion(university.name);
      await expect(name).toHaveValue(university.name);
      await expect(name).toBeFocused();
      await focal.presses(t("institutions.new.submit"));
      await focal.arrives(t("institutions.tasks.identity"));
      await focal.writes(t("institutions.identity.nameUr"), university.nameUr);
      await focal.presses(t("institutions.identity.save"));
      await focal.arrives(t("institutions.tasks.particulars"));
      await focal.picks(t("institutions.particulars.values.yes"));
      await focal.writes(t("institutions.particulars.fields.charterLaw"), "Universities Act 1973");
      await focal.presses(t("institutions.identity.save"));
      await focal.arrives(t("institutions.tasks.contact"));
      await focal.chooses(t("institutions.contact.province"), university.province);
      await focal.chooses(t("institutions.contact.district"), university.district);
      await focal.writes(t("institutions.contact.focalName"), university.focal.name);
      await focal.writes(t("institutions.contact.focalTitle"), university.focal.title);
      await focal.writes(t("institutions.contact.focalPhone"), "053 1234567");
      await focal.presses(t("institutions.identity.save"));
      await focal.arrives(t("documents.title"));
      for (const kind of ["authorisation", "charter"] as const) {
        const purpose = t(`documents.purposes.${kind}`);
        const document = focal.visitor.part(purpose);
        await focal.attaches(document.getByLabel(t("documents.file", { purpose })), {
          name: `${kind}.pdf`,
          mimeType: "application/pdf",
          buffer: Buffer.from(pdf(kind)),
        });
        await focal.reaches(document.getByRole("button", { name: t("documents.upload") }));
        await focal.acts("Space");
        await focal.visitor.reads(t("documents.stored"));
        await expect(document.getByRole("link", { name: `${kind}.pdf` })).toBeVisible();
        await focal.keepsItsPlace();
      }
      await focal.follows(t("documents.continue"));
      await focal.arrives(t("institutions.tasks.terms"));
      await focal.ticks(t("institutions.terms.accept", { institution: university.name }));
      await focal.presses(t("institutions.terms.submit"));
      await focal.arrives(institution);
      await focal.visitor.reads(t("institutions.status.submittedTitle"));
    });

    const administrator = new Keyboard(await signInAsOfficer(await comes("en"), "Demo administrator 1"));
    await step("an administrator verifies it", async () => {
      const words = administrator.visitor.t;
      await goToDesk(administrator.visitor, "institutions");
      await administrator.opensRow(university.name);
      await administrator.arrives(university.name);
      await administrator.ticks(words("institutions.desk.verifyConfirm"));
      await administrator.presses(words("institutions.desk.verify"));
      await administrator.visitor.reads(words("institutions.states.VERIFIED"));
      await administrator.keepsItsPlace();
    });
    await draftApplication(focal.visitor, university);

    const receipt = await step("applying: what is missing is told, then filled in and submitted", async () => {
      const texts = applicationTexts.ur;
      const purpose = focal.main.getByRole("textbox", { name: t("applications.questions.purpose.label") });
      const goesOn = async (to: "people" | "readiness.EDUCATION" | "data" | "support") => {
        await focal.presses(t("applications.edit.goOn"));
        await focal.arrives(t(`applications.tasks.${to}`));
      };
      await focal.follows(t("applications.tasks.plan"));
      await focal.arrives(t("applications.tasks.plan"));
      await focal.writes(purpose, texts.purpose);
      await focal.writes(t("applications.questions.projects.label"), texts.projects);
      await goesOn("people");
      await focal.writes(focal.main.getByRole("spinbutton", { name: t("applications.seats.label") }), "2");
      await focal.writes(t("applications.questions.builders.label"), texts.builders);
      await goesOn("readiness.EDUCATION");
      await focal.writes(t("applications.readiness.EDUCATION.label"), texts.readiness);
      await goesOn("data");
      await focal.picks(t("applications.dataSensitivity.options.INTERNAL"));
      await goesOn("support");
      await focal.writes(t("applications.support.name"), texts.supportName);
      await focal.writes(t("applications.support.email"), university.focal.address);
      await focal.presses(t("applications.edit.check"));
      await focal.arrives(t("applications.check.title"));
      // Not ticked: the box itself takes the focus, and says that it is wanted.
      await focal.presses(t("applications.check.submit"));
      await expect(focal.main.getByRole("checkbox", { name: t("applications.check.confirm") })).toBeFocused();
      await focal.ticks(t("applications.check.confirm"));
      await focal.presses(t("applications.check.submit"));
      await focal.arrives(institution);
      await focal.visitor.reads(t("applications.events.submitted"));
      const shown = focal.page.getByText(/^APP-\w{5}-\w$/).first();
      return (await shown.textContent()) ?? "";
    });

    await step("an administrator finds the case by its receipt, from wherever they are", async () => {
      await administrator.page.keyboard.press("Control+K");
      // Its code is fetched when it is first wanted; what is typed before goes nowhere.
      await expect(administrator.page.getByRole("dialog").getByRole("searchbox")).toBeFocused();
      await administrator.page.keyboard.type(receipt, { delay: 20 });
      await expect(administrator.page.getByRole("menuitem", { name: receipt })).toBeVisible();
      await administrator.acts("ArrowDown");
      await administrator.acts("Enter");
      await administrator.arrives(university.name);
      await expect(administrator.page).toHaveURL(/\/desk\/applications\//);
    });

    await assignReviewers(administrator.visitor, university, receipt, ["Demo reviewer 1", "Demo reviewer 2"]);
    await score(await signInAsOfficer(await comes("en"), "Demo reviewer 2"), receipt, 4);

    const reviewer = new Keyboard(await signInAsOfficer(await comes("en"), "Demo reviewer 1"));
    await step("a reviewer scores", async () => {
      const words = reviewer.visitor.t;
      await goToDesk(reviewer.visitor, "reviews");
      await reviewer.opensRow(receipt);
      await reviewer.arrives(words.markup("reviews.reviewOf", { receipt: () => receipt }));
      for (const criterion of await reviewer.visitor.part(words("reviews.rubric")).getByRole("spinbutton").all())
        await reviewer.writes(criterion, "4");
      await reviewer.writes(words("reviews.comment"), applicationTexts.en.readiness);
      await reviewer.ticks(words("reviews.submitConfirm"));
      await reviewer.presses(words("reviews.submit"));
      await reviewer.visitor.reads(words("reviews.submittedText", { points: percent(8_000) }));
      await reviewer.keepsItsPlace();
    });

    const proposer = new Keyboard(await signInAsOfficer(await comes("en"), "Demo approver 1"));
    const batch = await step("an approver proposes a batch", async () => {
      const words = proposer.visitor.t;
      await goToDesk(proposer.visitor, "batches");
      await proposer.follows(words("batches.new"));
      await proposer.arrives(words("batches.new"));
      await proposer.presses(words("batches.create"));
      const title = withBlank(words("batches.batch", { code: "#" }), "#", ".+");
      await proposer.arrives(title);
      const heading = proposer.page.getByRole("heading", { level: 1 });
      const [, code = ""] = title.exec((await heading.textContent()) ?? "") ?? [];
      await proposer.choosesRow(proposer.visitor.part(words("batches.candidates")).getByRole("grid"), receipt);
      await proposer.presses(words("batches.addSelected"));
      await proposer.visitor.reads(words("batches.summary", { awards: 1, seats: 2, waiting: 0, declines: 0 }));
      await proposer.keepsItsPlace();
      await proposer.ticks(words("batches.proposeConfirm"));
      await proposer.presses(words("batches.propose"));
      await proposer.visitor.reads(words("batches.withdrawText"));
      await proposer.keepsItsPlace();
      await proposer.looksAtList();
      await proposer.choosesIdentity("approver-1", words("signing.sign"));
      await expect(proposer.visitor.part(words("signing.signatures"))).toContainText("Demo approver 1");
      await proposer.keepsItsPlace();
      return code;
    });

    const approver = new Keyboard(await signInAsOfficer(await comes("en"), "Demo approver 2"));
    await step("an approver approves", async () => {
      const words = approver.visitor.t;
      await goToDesk(approver.visitor, "batches");
      await approver.opensRow(batch);
      await approver.arrives(words("batches.batch", { code: batch }));
      await approver.follows(words("batches.read"));
      await approver.arrives(words.markup("batches.readTitle", { code: () => batch }));
      await approver.presses(words("batches.readNext", { count: 1 }));
      await approver.visitor.reads(words("batches.readDone"));
      await approver.follows(words("batches.readBack"));
      await approver.arrives(words("batches.batch", { code: batch }));
      await approver.presses(words("people.confirm.demonstration"));
      await approver.visitor.lacks(words("people.confirm.demonstration"));
      await approver.keepsItsPlace();
      await approver.looksAtList();
      await approver.ticks(words("batches.approveConfirm"));
      await approver.choosesIdentity("approver-2", words("batches.approve"));
      await approver.visitor.reads(words("batches.approved", { name: "Demo approver 2" }));
      await approver.keepsItsPlace();
      await approver.visitor.waitsFor(words("batches.progressDone", { licences: 2 }));
    });

    const person = { name: "حمزہ مثالی", address: guest(), identity: "keyboard student" };
    await offerSeat(focal.visitor, university, person, 2);
    const holder = new Keyboard(await comes("ur"));
    const words = holder.visitor.t;
    await step("somebody claims the seat that was offered to them", async () => {
      const subject = withBlank(words("mail.letters.seatOffered.subject", { institution: "#" }), "#", ".+");
      await followLetter(holder.visitor, person.address, subject);
      await holder.arrives(words("seats.claim.title"));
      await holder.signsInWithIdentity(person.identity);
      await expect(holder.visitor.button(words("seats.claim.take"))).toBeVisible();
      await holder.keepsItsPlace();
      await holder.presses(words("seats.claim.take"));
      await holder.arrives(words("seats.mine.title"));
      await holder.visitor.waitsFor(words("seats.mine.startStates.ready"));
      await holder.reaches(
        holder.visitor.part(words("seats.mine.startTitle")).getByRole("link", { name: words("seats.mine.start") }),
      );
    });

    await step("and asks for a messenger account", async () => {
      await holder.isScripted();
      await holder.writes(words("messenger.offer.handle"), "support");
      await holder.ticks(words("messenger.offer.consent"));
      await holder.presses(words("messenger.offer.submit"));
      await holder.isToldWhatIsWrong(holder.main.getByRole("textbox", { name: words("messenger.offer.handle") }));
      await holder.writes(words("messenger.offer.handle"), "keyboard.student");
      await holder.presses(words("messenger.offer.submit"));
      await holder.visitor.reads(words("messenger.offer.waiting", { handle: "keyboard.student" }));
      await holder.keepsItsPlace();
    });
  },
);

for (const locale of ["en", "ur"] as const) {
  journey(`a licence is checked by keyboard alone: ${locale}`, async ({ comes }) => {
    const stranger = new Keyboard(await comes(locale));
    const words = verificationWords[locale];
    await stranger.visitor.goTo("/verify");
    await stranger.visitor.sees(words.title);
    await stranger.acts("Tab");
    await expect(stranger.page.getByRole("link", { name: words.skip })).toBeFocused();
    await stranger.seesWhereItIs();
    await stranger.writes(words.label, "SND-00000-00000-1");
    await stranger.acts("Enter");
    await stranger.visitor.reads(words.wrongCheck);
    await expect(stranger.main.getByRole("textbox", { name: words.label })).toBeFocused();
    await stranger.writes(words.label, "SND-00000-00000-0");
    await stranger.acts("Enter");
    await expect(stranger.main.getByRole("article", { name: words.answers.absent.title })).toBeVisible();
    await stranger.keepsItsPlace();
    await stranger.reaches(stranger.main.getByRole("link").or(stranger.main.getByRole("button")).last());
  });
}
