import { expect } from "@playwright/test";
import type { Fact } from "../../lib/batches/reasons.ts";
import type { reasonCodes } from "../../lib/batches/rules.ts";
import { identityNameOf } from "../../lib/people/rules.ts";
import { choosesIdentity, goToDesk } from "./signIn.ts";
import type { Visitor } from "./visitor.ts";
import { withBlank } from "./words.ts";

type DeclineReason = (typeof reasonCodes.decline)[number];

/**
 * An approver, known by name, drafts a batch that awards fewer seats than were asked for, sees what it does to the places, proposes it
 * and signs for it.
 */
export async function proposeBatch(
  approver: Visitor,
  name: string,
  receipt: string,
  { seats, note }: { seats: number; note: string },
): Promise<string> {
  const { t, main } = approver;
  const code = await draftDecision(approver, receipt);
  await main.getByRole("spinbutton", { name: t("batches.seatsField") }).fill(String(seats));
  await approver.press(t("batches.save"));
  await expect(main.getByRole("alert")).toContainText(t("errors.reasonRequired"));
  await approver.isInOrder();
  await approver.chooses(t("batches.reasonField"), t("batches.reasons.placesLimited.title"));
  await approver.writes(t("batches.note"), note);
  await approver.press(t("batches.save"));

  await approver.sees(t("batches.batch", { code }));
  await approver.reads(t("batches.summary", { awards: 1, seats, waiting: 0, declines: 0 }));
  await expect(approver.part(t("batches.quotas"))).toContainText(`${t("common.quotaAdding")} ${seats}`);
  await propose(approver);
  await signs(approver, identityNameOf(name), t("signing.sign"));
  await expect(approver.part(t("signing.signatures"))).toContainText(name);
  await approver.isInOrder();
  return code;
}

/** An approver drafts a batch that declines an application, which takes a reason and what it rests on, and proposes it. */
export async function proposeDecline(
  approver: Visitor,
  receipt: string,
  { reason, fact, note }: { reason: DeclineReason; fact: Fact; note: string },
): Promise<string> {
  const { t, main } = approver;
  const code = await draftDecision(approver, receipt);
  await approver.picks(t("batches.decline"));
  await approver.writes(t("batches.note"), note);
  await approver.press(t("batches.save"));
  await expect(main.getByRole("alert")).toContainText(t("errors.reasonRequired"));
  await approver.chooses(t("batches.reasonField"), t(`batches.reasons.${reason}.title`));
  await approver.press(t("batches.save"));
  await expect(main.getByRole("alert")).toContainText(t("errors.evidenceRequired"));
  await approver.isInOrder();
  await approver.ticks(t(`batches.facts.${fact}`));
  await approver.press(t("batches.save"));

  await approver.sees(t("batches.batch", { code }));
  await approver.reads(t("batches.summary", { awards: 0, seats: 0, waiting: 0, declines: 1 }));
  await propose(approver);
  return code;
}

/** Opens a draft and in it the decision on an application; gives the batch's code. */
async function draftDecision(approver: Visitor, receipt: string): Promise<string> {
  const { t, page } = approver;
  await goToDesk(approver, "batches");
  await approver.follow(t("batches.new"));
  await approver.sees(t("batches.new"));
  await approver.press(t("batches.create"));
  const title = withBlank(t("batches.batch", { code: "#" }), "#", ".+");
  await approver.sees(title);
  const [, code = ""] = title.exec((await page.getByRole("heading", { level: 1 }).textContent()) ?? "") ?? [];
  await approver.follow(`${t("batches.decide")}: ${receipt}`);
  await approver.sees(t.markup("batches.decideTitle", { receipt: () => receipt }));
  return code;
}

async function propose(approver: Visitor): Promise<void> {
  const { t } = approver;
  await approver.ticks(t("batches.proposeConfirm"));
  await approver.press(t("batches.propose"));
  await approver.reads(t("batches.withdrawText"));
  await approver.isInOrder();
}

/** Has the browser show what is signed, and signs it with an identity of the local identity provider. */
async function signs(approver: Visitor, identity: string, submit: string): Promise<void> {
  await looksAtList(approver);
  await choosesIdentity(approver, identity, () => approver.press(submit));
}

/** Has the browser show what is signed. */
async function looksAtList(approver: Visitor): Promise<void> {
  const { t } = approver;
  await approver.press(t("signing.check"));
  await approver.reads(t("signing.checked"));
  await approver.isInOrder();
}

/** Whoever proposed a batch finds no way to approve it. */
export async function mayNotApproveOwn(approver: Visitor): Promise<void> {
  const { t } = approver;
  await expect(approver.button(t("batches.withdraw"))).toBeVisible();
  await approver.lacks(t("batches.approve"));
}

/** Whoever is about to decide confirms that it is they, as the people of the demonstration may: then the form is there. */
export async function confirmAsDemonstration(official: Visitor): Promise<void> {
  await official.press(official.t("people.confirm.demonstration"));
  await official.lacks(official.t("people.confirm.demonstration"));
}

/**
 * Another approver, known by name, reads the plan, which awards so many seats to one applicant or declines one, and approves exactly that,
 * with their own identity where anything is awarded, and with no other; the batch is released by itself when the undo time is over.
 */
export async function approveBatch(approver: Visitor, name: string, code: string, seats: number): Promise<void> {
  const { t } = approver;
  await goToDesk(approver, "batches");
  await approver.follow(code);
  await approver.sees(t("batches.batch", { code }));
  const counted = seats > 0 ? { awards: 1, declines: 0 } : { awards: 0, declines: 1 };
  await approver.reads(t("batches.summary", { ...counted, seats, waiting: 0 }));
  await expect(approver.part(t("batches.hash"))).toBeVisible();
  await approver.follow(t("batches.read"));
  await approver.sees(t.markup("batches.readTitle", { code: () => code }));
  await approver.press(t("batches.readNext", { count: 1 }));
  await approver.reads(t("batches.readDone"));
  await approver.isInOrder();
  await approver.follow(t("batches.readBack"));
  await approver.sees(t("batches.batch", { code }));
  await confirmAsDemonstration(approver);
  if (seats > 0) await looksAtList(approver);
  await approver.ticks(t("batches.approveConfirm"));
  if (seats > 0) {
    await choosesIdentity(approver, "somebody else", () => approver.press(t("batches.approve")));
    await approver.reads(t("signing.wrongTitle"));
    await approver.isInOrder();
    await choosesIdentity(approver, identityNameOf(name), () => approver.press(t("batches.approve")));
  } else await approver.press(t("batches.approve"));
  await approver.reads(t("batches.approved", { name }));
  await approver.waitsFor(t("batches.progressDone", { licences: seats }));
  await approver.sees(t("batches.batch", { code }));
}
