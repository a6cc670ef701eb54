import { expect } from "@playwright/test";
import { isolatedValues } from "../../lib/platform/i18n/isolate.ts";
import type { Locale } from "../../lib/platform/i18n/routing.ts";
import { percent } from "../../lib/reviews/rules.ts";
import { shownName, type University } from "./registration.ts";
import { followLetter, goToDesk } from "./signIn.ts";
import type { Visitor } from "./visitor.ts";
import { withBlank } from "./words.ts";

type Texts = { purpose: string; builders: string; projects: string; readiness: string; supportName: string };

/** What a focal person answers, in each language. */
export const applicationTexts: Record<Locale, Texts> = {
  en: {
    purpose: "Researchers build services for patients and farmers, and students maintain them with their teachers.",
    builders: "Two researchers and a teacher, chosen by the office of research.",
    projects: "A registry of soil samples.\nA booking service for the university's clinic.",
    readiness: "The course in software engineering uses the seats, under two supervisors.",
    supportName: "Hamza Example, system administrator",
  },
  ur: {
    purpose: "محققین مریضوں اور کسانوں کے لیے خدمات بنائیں گے اور طلبہ اپنے اساتذہ کے ساتھ انہیں چلائیں گے۔",
    builders: "دو محقق اور ایک استاد، جنہیں دفترِ تحقیق منتخب کرے گا۔",
    projects: "مٹی کے نمونوں کا رجسٹر۔\nجامعہ کے شفاخانے میں باری لینے کی خدمت۔",
    readiness: "سافٹ ویئر انجینئرنگ کے نصاب میں یہ نشستیں دو نگرانوں کے تحت استعمال ہوں گی۔",
    supportName: "حمزہ مثالی، منتظم نظام",
  },
};

/** The focal person applies for seats and submits; gives the receipt number. */
export async function applyForSeats(focal: Visitor, university: University, seats: number): Promise<string> {
  const { t, page, locale } = focal;
  const name = shownName(university, locale);
  await draftApplication(focal, university);
  await fillIn(focal, university, seats);
  await focal.ticks(t("applications.check.confirm"));
  await focal.press(t("applications.check.submit"));
  await focal.sees(name);
  await focal.reads(t("applications.receipt"));
  await focal.reads(t("applications.events.submitted"));
  await focal.reads(t("applications.timeline.await"));
  return (
    (await page
      .getByText(/^APP-\w{5}-\w$/)
      .first()
      .textContent()) ?? ""
  );
}

/** The focal person follows the letter that tells of the verification, and starts an application; gives its address. */
export async function draftApplication(focal: Visitor, university: University): Promise<string> {
  const { t, page, locale } = focal;
  const institution = shownName(university, locale);
  await followLetter(focal, university.focal.address, t("mail.letters.institutionVerified.subject", { institution }));
  await focal.sees(institution);
  await focal.reads(t("institutions.status.verifiedTitle"));
  await focal.follow(t("institutions.status.apply"));
  await focal.sees(t("applications.new.title"));
  await focal.press(t("applications.new.submit"));
  await focal.sees(t("applications.eligible.title"));
  for (const yes of await focal.main.getByRole("radio", { name: t("applications.eligible.yes"), exact: true }).all())
    await yes.check();
  await focal.press(t("applications.eligible.see"));
  await focal.reads(t("applications.eligible.can"));
  await focal.isInOrder();
  await focal.press(t("applications.eligible.start"));
  await focal.sees(institution);
  await focal.reads(t("applications.tasks.title"));
  return new URL(page.url()).pathname;
}

/** Part by part, from the list of parts to the check of all answers. */
async function fillIn(focal: Visitor, university: University, seats: number): Promise<void> {
  const { t, main, locale } = focal;
  const { purpose, builders, projects, readiness, supportName } = applicationTexts[locale];
  const goOn = () => focal.press(t("applications.edit.goOn"));
  await focal.follow(t("applications.tasks.plan"));
  await focal.sees(t("applications.tasks.plan"));
  await focal.writes(t("applications.questions.purpose.label"), purpose);
  await focal.writes(t("applications.questions.projects.label"), projects);
  await goOn();
  await focal.sees(t("applications.tasks.people"));
  await main.getByRole("spinbutton", { name: t("applications.seats.label") }).fill(String(seats));
  await focal.writes(t("applications.questions.builders.label"), builders);
  await goOn();
  await focal.sees(t("applications.tasks.readiness.EDUCATION"));
  await focal.writes(t("applications.readiness.EDUCATION.label"), readiness);
  await goOn();
  await focal.sees(t("applications.tasks.data"));
  await focal.picks(t("applications.dataSensitivity.options.INTERNAL"));
  await goOn();
  await focal.sees(t("applications.tasks.support"));
  await focal.writes(t("applications.support.name"), supportName);
  await focal.writes(t("applications.support.email"), university.focal.address);
  await isSavedAsTyped(focal);
  await focal.press(t("applications.edit.check"));
  await focal.sees(t("applications.check.title"));
}

/** Nothing was sent by hand, and yet it is there when the page is loaded again. */
async function isSavedAsTyped(focal: Visitor): Promise<void> {
  const { t, main, page, locale } = focal;
  const saved = withBlank(t("applications.edit.savedAt", { time: "#" }), "#", ".+");
  await expect(main.getByRole("status").filter({ hasText: saved })).toBeVisible();
  await page.reload();
  await expect(main.getByLabel(t("applications.support.name"))).toHaveValue(applicationTexts[locale].supportName);
}

/** An administrator asks two reviewers to score the application. */
export async function assignReviewers(
  administrator: Visitor,
  university: University,
  receipt: string,
  reviewers: readonly [string, string],
): Promise<void> {
  const { t } = administrator;
  await goToDesk(administrator, "applications");
  await administrator.follow(receipt);
  await administrator.sees(shownName(university, administrator.locale));
  await administrator.chooses(t("reviews.assign.first"), reviewers[0]);
  await administrator.chooses(t("reviews.assign.second"), reviewers[1]);
  await administrator.press(t("reviews.assign.submit"));
  for (const reviewer of reviewers)
    await expect(administrator.main.getByRole("link", { name: reviewer, exact: true })).toBeVisible();
  await administrator.isInOrder();
}

async function openReview(reviewer: Visitor, receipt: string): Promise<void> {
  await goToDesk(reviewer, "reviews");
  await reviewer.follow(receipt);
  await reviewer.sees(reviewOf(reviewer, receipt));
}

function reviewOf({ t }: Visitor, receipt: string): string {
  return t.markup("reviews.reviewOf", { receipt: () => receipt });
}

/** A reviewer asks for more information; until the reply the review rests. */
export async function askForInformation(reviewer: Visitor, receipt: string, question: string): Promise<void> {
  const { t } = reviewer;
  await openReview(reviewer, receipt);
  await reviewer.writes(t("reviews.question"), question);
  await reviewer.press(t("reviews.askSubmit"));
  await reviewer.reads(t("reviews.pausedText"));
  await reviewer.isInOrder();
}

/** The focal person follows the letter that asks, and replies. */
export async function replyToQuestion(
  focal: Visitor,
  university: University,
  receipt: string,
  { question, reply }: { question: string; reply: string },
): Promise<void> {
  const { t } = focal;
  await followLetter(
    focal,
    university.focal.address,
    t("mail.letters.informationRequested.subject", isolatedValues({ receipt }, focal.locale)),
  );
  await focal.sees(shownName(university, focal.locale));
  await focal.reads(question);
  await focal.writes(t("applications.request.reply"), reply);
  await focal.press(t("applications.request.send"));
  await focal.reads(t("applications.events.informationGiven"));
  await focal.isInOrder();
}

/** A reviewer gives every criterion of the rubric the same score. */
export async function score(reviewer: Visitor, receipt: string, points: number): Promise<void> {
  const { t } = reviewer;
  await openReview(reviewer, receipt);
  const criteria = await reviewer.part(t("reviews.rubric")).getByRole("spinbutton").all();
  for (const criterion of criteria) await criterion.fill(String(points));
  await reviewer.writes(t("reviews.comment"), applicationTexts[reviewer.locale].readiness);
  await reviewer.ticks(t("reviews.submitConfirm"));
  await reviewer.press(t("reviews.submit"));
  const total = percent((points / 5) * 10_000);
  await reviewer.reads(t("reviews.submittedText", { points: total }));
  await reviewer.isInOrder();
}
