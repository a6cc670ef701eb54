import { expect } from "@playwright/test";
import type { Locale } from "../lib/platform/i18n/routing.ts";
import { confirmAsDemonstration } from "./support/decision.ts";
import { journey } from "./support/journey.ts";
import { signInAsDemo, signInHere } from "./support/signIn.ts";
import { declined, type Submitted, submitted } from "./support/submitted.ts";
import type { Visitor } from "./support/visitor.ts";

const words = {
  en: {
    reply: "A registry of soil samples, for the farmers of the district.",
    question: "May a colleague of the laboratory hold a seat, too?",
    answer: "Yes: any person of your institution may.",
    happened: "The letter of the service's owner was attached, and the reasons say that nobody was named.",
    found: "The letter was there, and no review mentions it.",
  },
  ur: {
    reply: "ضلع کے کسانوں کے لیے مٹی کے نمونوں کا رجسٹر۔",
    question: "کیا لیبارٹری کا کوئی ساتھی بھی نشست رکھ سکتا ہے؟",
    answer: "جی ہاں: آپ کے ادارے کا کوئی بھی فرد۔",
    happened: "خدمت کے ذمہ دار کا خط منسلک تھا، اور وجوہ میں لکھا ہے کہ کسی کا نام نہیں دیا گیا۔",
    found: "خط موجود تھا، اور کسی جائزے میں اس کا ذکر نہیں۔",
  },
} as const;

async function comesTo(visitor: Visitor, application: Submitted): Promise<void> {
  await visitor.goTo(`/sign-in?next=/applications/${application.id}`);
  await signInHere(visitor, application.address);
  await visitor.sees(application.institution);
}

for (const [locale, circumstances] of [
  ["en", {}],
  ["ur", { phone: true }],
] as const satisfies [Locale, object][]) {
  journey(
    `what was asked is answered, and a message is seen and answered at the desk (${locale})`,
    async ({ comes }) => {
      const application = await submitted(locale);
      const { id, receipt } = application;
      const { reply, question, answer } = words[locale];
      const owner = await comes(locale, circumstances);
      const { t } = owner;
      await comesTo(owner, application);
      await owner.writes(t("applications.request.reply"), reply);
      await owner.press(t("applications.request.send"));
      await owner.reads(t("applications.events.informationGiven"));
      await owner.writes(t("applications.messages.toDesk"), question);
      await owner.press(t("applications.messages.send"));
      await owner.reads(question);
      await owner.isInOrder();

      const administrator = await comes("en");
      const { t: said } = administrator;
      const queue = "/desk/applications?unread=1";
      await signInAsDemo(
        administrator,
        "Demo administrator 1",
        encodeURIComponent(queue),
        said("applications.desk.title"),
      );
      const row = administrator.page.getByRole("row").filter({ hasText: receipt });
      await expect(row).toContainText(said("applications.messages.new"));
      await administrator.isInOrder();
      await administrator.follow(receipt);
      await administrator.reads(reply);
      await administrator.writes(said("applications.messages.toInstitution"), answer);
      await administrator.press(said("applications.messages.send"));
      await administrator.reads(answer);
      await administrator.goTo(queue);
      await administrator.sees(said("applications.desk.title"));
      await expect(row).toHaveCount(0);

      await owner.goTo("/home");
      await owner.sees(t("home.title"));
      await owner.waitsFor(t("applications.messages.new"));
      await owner.goTo("/applications?unread=1");
      await owner.follow(receipt);
      await owner.sees(application.institution);
      await owner.waitsFor(answer);
      const marked = owner.page.waitForResponse((response) => response.request().method() === "POST");
      await owner.press(t("applications.messages.markRead"));
      await marked;
      await owner.lacks(t("applications.messages.markRead"));
      await owner.goTo(`/applications?unread=1`);
      await owner.reads(t("applications.noneUnread"));
      expect(owner.page.url()).not.toContain(id);
    },
  );

  journey(
    `a decline says why, is appealed, judged by two others, and decided on anew (${locale})`,
    async ({ comes }) => {
      const application = await declined(locale);
      const { receipt } = application;
      const { happened, found } = words[locale];
      const owner = await comes(locale, circumstances);
      const { t } = owner;
      await comesTo(owner, application);
      await owner.reads(t("batches.reasons.readinessLacking.remedy"));
      await owner.follow(t("appeals.file.link"));
      await owner.sees(t("appeals.file.title"));
      await owner.picks(t("appeals.grounds.evidenceNotConsidered"));
      await owner.writes(t("appeals.file.words"), happened);
      await owner.ticks(t("appeals.file.confirm"));
      await owner.press(t("appeals.file.submit"));
      await owner.reads(t("appeals.own.title"));

      const toAppeal = async (name: string) => {
        const official = await comes("en");
        const { t: said } = official;
        await signInAsDemo(official, name, "/desk/appeals", said("appeals.title"));
        await official.follow(receipt);
        await official.reads(happened);
        return official;
      };
      const first = await toAppeal("Demo administrator 2");
      await first.picks(first.t("appeals.one.UPHELD"));
      await first.writes(first.t("appeals.one.note"), found);
      await first.press(first.t("appeals.one.submit"));
      await first.reads(first.t("errors.sameOfficer"));
      const second = await toAppeal("Demo approver 2");
      await second.reads(found);
      await confirmAsDemonstration(second);
      await second.ticks(second.t("appeals.one.confirmTick"));
      await second.press(second.t("appeals.one.confirm"));
      await second.reads(second.t("appeals.states.UPHELD"));
      await second.lacks(second.t("appeals.one.confirm"));
      await second.isInOrder();

      await owner.waitsFor(t("applications.events.appealUpheld"));
      await owner.reads(t("appeals.own.upheld"));
      await owner.reads(found);
      await owner.isInOrder();
    },
  );
}
