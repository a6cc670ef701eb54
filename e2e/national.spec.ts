import { expect } from "@playwright/test";
import { formatNumber, newNumber } from "../lib/licences/number.ts";
import type { Locale } from "../lib/platform/i18n/routing.ts";
import { accountIs, approveAccounts, askForAccount, proposeAccounts } from "./support/account.ts";
import { applyForSeats, askForInformation, assignReviewers, replyToQuestion, score } from "./support/application.ts";
import { approveBatch, mayNotApproveOwn, proposeBatch } from "./support/decision.ts";
import { journey } from "./support/journey.ts";
import { registerUniversity, shownName, universities, verifyUniversity } from "./support/registration.ts";
import { approveRenewal, asksForRenewal, endsSoon, proposeRenewal } from "./support/renewal.ts";
import { approveRevocation, proposeRevocation } from "./support/revocation.ts";
import { claimSeat, mayStartBuilding, offerSeat } from "./support/seat.ts";
import { signInAsOfficer, signInByCode } from "./support/signIn.ts";
import {
  answerOfApi,
  asksAbout,
  licenceIsProved,
  pdfIsProved,
  suspendLicence,
  suspensionIsExplained,
} from "./support/verification.ts";
import { verificationWords } from "./support/words.ts";

const people = {
  en: {
    holder: { name: "Sana Example", address: "sana.example@nust.edu.pk", identity: "Sana", handle: "sana.builds" },
    question: "Who looks after the seats when the researchers travel?",
    reply: "The head of the laboratory does, with one deputy.",
    note: "Two of the three people are named.",
  },
  ur: {
    holder: { name: "زینب مثالی", address: "zainab.example@pu.edu.pk", identity: "زینب", handle: "zainab_lahore" },
    question: "محققین کے سفر کے دوران نشستوں کی دیکھ بھال کون کرے گا؟",
    reply: "تجربہ گاہ کے سربراہ، اپنے ایک نائب کے ساتھ۔",
    note: "تین میں سے دو افراد کے نام دیے گئے ہیں۔",
  },
} as const;

for (const locale of ["en", "ur"] satisfies Locale[]) {
  journey(`from the first letter to a licence that a stranger verifies: ${locale}`, async ({ comes, request }) => {
    journey.setTimeout(480_000);
    const university = universities[locale];
    const { holder: person, question, reply, note } = people[locale];
    const { step } = journey;
    const officer = async (name: string) => signInAsOfficer(await comes(locale), name);
    // Of the two journeys, one is made on phones by all who sit at no desk.
    const phone = locale === "ur";
    const focal = await comes(locale, { phone });

    await step("the focal person signs in and registers the university", async () => {
      await signInByCode(focal, university.focal.address);
      await registerUniversity(focal, university);
    });

    const administrator = await officer("Demo administrator 1");
    await step("an administrator verifies it", () => verifyUniversity(administrator, university));
    const receipt = await step("the focal person applies for three seats", () => applyForSeats(focal, university, 3));

    const reviewer1 = await officer("Demo reviewer 1");
    const reviewer2 = await officer("Demo reviewer 2");
    await step("two reviewers score it, after a question and its reply", async () => {
      await assignReviewers(administrator, university, receipt, ["Demo reviewer 1", "Demo reviewer 2"]);
      await askForInformation(reviewer1, receipt, question);
      await replyToQuestion(focal, university, receipt, { question, reply });
      await score(reviewer1, receipt, 4);
      await score(reviewer2, receipt, 5);
    });

    const approver1 = await officer("Demo approver 1");
    const approver2 = await officer("Demo approver 2");
    await step("one approver proposes two of three seats, another approves the plan", async () => {
      const batch = await proposeBatch(approver1, "Demo approver 1", receipt, { seats: 2, note });
      await mayNotApproveOwn(approver1);
      await approveBatch(approver2, "Demo approver 2", batch, 2);
    });

    const holder = await comes(locale, { phone });
    const number = await step("a seat goes to a person, who claims it and may start building", async () => {
      await offerSeat(focal, university, person, 2);
      const claimed = await claimSeat(holder, person);
      await mayStartBuilding(holder);
      return claimed;
    });

    await step("the holder gets a messenger account from two administrators", async () => {
      await askForAccount(holder, person.handle);
      const batch = await proposeAccounts(administrator, person.handle);
      await approveAccounts(await officer("Demo administrator 2"), batch);
      await accountIs(holder, person.handle, "ACTIVE");
    });

    const stranger = await comes(locale, { phone });
    const words = verificationWords[locale];
    const absent = formatNumber(newNumber());
    const wrong = withWrongCheck(number);
    await step("a stranger's browser proves the licence valid, and another number absent", async () => {
      await licenceIsProved(stranger, number, "valid");
      await expect(stranger.main.getByText(university.name)).toBeVisible();
      await asksAbout(stranger, absent.toLowerCase().replaceAll("-", " "));
      await licenceIsProved(stranger, absent, "absent");
      await asksAbout(stranger, wrong);
      await stranger.reads(words.wrongCheck);
      await stranger.isInOrder();
    });

    await step("the certificate's PDF, dropped on the page, proves itself", () =>
      pdfIsProved(holder, stranger, number),
    );

    await step("the API gives the same answers to machines", async () => {
      expect(await answerOfApi(request, number)).toMatchObject({
        status: 200,
        body: { number, answer: "valid", demonstration: true, record: { institutionName: university.name } },
      });
      expect(await answerOfApi(request, absent)).toMatchObject({
        status: 404,
        body: { answer: "absent", record: null },
      });
      expect(await answerOfApi(request, wrong)).toMatchObject({ status: 400, body: { wrong: "check" } });
    });

    await step("an approver suspends the licence, and the account follows", async () => {
      await suspendLicence(approver1, "Demo approver 1", number, "underInvestigation");
      await licenceIsProved(stranger, number, "suspended");
      await suspensionIsExplained(stranger, "underInvestigation");
      await accountIs(holder, person.handle, "SUSPENDED");
    });

    // What two approvers sign looks the same whatever it is: a renewal in one language, a revocation in the other.
    if (locale === "ur")
      await step("the other licence ends soon: the owner asks, two approvers sign, and it goes on", async () => {
        const other = await endsSoon(university.name);
        await asksForRenewal(focal, shownName(university, locale), other.institutionId);
        await proposeRenewal(approver1, "Demo approver 1", shownName(university, locale));
        await approveRenewal(approver2, "Demo approver 2", shownName(university, locale));
        await expect(async () => {
          const { body } = await answerOfApi(request, other.number);
          expect(Date.parse(body.record.validUntil) - Date.now()).toBeGreaterThan(370 * 86_400_000);
        }).toPass({ timeout: 60_000 });
        await licenceIsProved(stranger, other.number, "valid");
      });
    else
      await step(
        "one approver proposes to revoke it, another signs too, and a stranger's browser proves it",
        async () => {
          await proposeRevocation(approver1, "Demo approver 1", number, "termsBreach");
          await licenceIsProved(stranger, number, "suspended");
          await approveRevocation(approver2, "Demo approver 2", number);
          await expect
            .poll(async () => (await answerOfApi(request, number)).body.answer, { timeout: 60_000 })
            .toBe("revoked");
          await licenceIsProved(stranger, number, "revoked");
        },
      );
  });
}

/** The number with another check character than its own. */
function withWrongCheck(number: string): string {
  return number.slice(0, -1) + (number.endsWith("0") ? "1" : "0");
}
