import { type APIRequestContext, expect } from "@playwright/test";
import { identityNameOf } from "../../lib/people/rules.ts";
import { localePath } from "../../lib/platform/i18n/routing.ts";
import { choosesIdentity, goToDesk } from "./signIn.ts";
import type { Visitor } from "./visitor.ts";
import { verificationWords } from "./words.ts";

/** Anybody opens a licence's page, and their browser proves the answer. */
export async function licenceIsProved(
  stranger: Visitor,
  number: string,
  answer: "valid" | "suspended" | "revoked" | "absent",
): Promise<void> {
  const words = verificationWords[stranger.locale];
  await stranger.goTo(`/verify/${number}`);
  const result = stranger.main.getByRole("article", { name: words.answers[answer].title });
  await expect(result).toBeVisible();
  await expect(result.getByText(number)).toBeVisible();
  await expect(result.locator(".check--failed, .check--skipped")).toHaveCount(0);
  await expect(result.getByText(words.evidence.subnet)).toBeVisible();
  await stranger.isInOrder();
}

/** The holder takes the PDF of the certificate; a stranger lets it fall on the verification page, which proves it without asking anybody. */
export async function pdfIsProved(holder: Visitor, stranger: Visitor, number: string): Promise<void> {
  const response = await holder.page.request.get(`/api/certificates/${number}?locale=${holder.locale}`);
  expect(response.headers()["content-type"]).toBe("application/pdf");
  const pdf = await response.body();
  // It names the registry's own page, which needs no portal.
  const site = new RegExp(`/URI \\(https?://[\\w.:-]+${localePath(`/verify/${number}`, holder.locale)}\\)`, "g");
  const named = new Set(pdf.toString("latin1").match(site));
  expect(named.size, [...named].join(" ")).toBe(2);
  await stranger.goTo("/verify");
  const carried = await stranger.page.evaluateHandle(
    ([name = "", bytes = ""]) => {
      const transfer = new DataTransfer();
      const content = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
      transfer.items.add(new File([content], name, { type: "application/pdf" }));
      return transfer;
    },
    [`${number}.pdf`, pdf.toString("base64")],
  );
  await stranger.page.dispatchEvent("body", "drop", { dataTransfer: carried });
  const words = verificationWords[stranger.locale];
  const result = stranger.main.getByRole("article", { name: words.paper.answers.valid.title });
  await expect(result.getByText(number)).toBeVisible();
  await expect(result.locator(".check--failed, .check--skipped")).toHaveCount(0);
  await stranger.isInOrder();
}

/** The answer says since when, and why. */
export async function suspensionIsExplained(
  stranger: Visitor,
  reason: "underInvestigation" | "termsBreach",
): Promise<void> {
  const words = verificationWords[stranger.locale];
  const [before = ""] = words.answers.suspended.text.split("{date}");
  await expect(stranger.main.getByText(words.reasons[reason] ?? "")).toBeVisible();
  const since = stranger.main.getByRole("article").getByText(before.trim() || words.answers.suspended.text);
  await expect(since.locator("bdi").first()).toHaveText(/\d{4}/);
}

/** Types a number into the form of the verification page. */
export async function asksAbout(stranger: Visitor, typed: string): Promise<void> {
  const words = verificationWords[stranger.locale];
  await stranger.goTo("/verify");
  await stranger.sees(words.title);
  await stranger.writes(words.label, typed);
  await stranger.press(words.submit);
}

/** An official looks a licence up at the desk. */
export async function opensLicence(official: Visitor, number: string): Promise<void> {
  const { t } = official;
  await goToDesk(official, "licences");
  await official.writes(t("licences.search"), number);
  await official.press(t("licences.find"));
  await official.follow(number);
  await official.sees(t("licences.one", { number }));
}

/** An approver, known by name, suspends a licence with their own identity, and waits until that is recorded. */
export async function suspendLicence(
  approver: Visitor,
  name: string,
  number: string,
  reason: "underInvestigation" | "termsBreach",
): Promise<void> {
  const { t } = approver;
  await opensLicence(approver, number);
  const form = approver.main.locator("form").filter({ hasText: t("licences.acts.suspend.confirm") });
  await form.getByRole("combobox").selectOption({ label: t(`licences.reasons.${reason}`) });
  await form.getByRole("checkbox").check();
  await choosesIdentity(approver, identityNameOf(name), () => approver.press(t("licences.acts.suspend.submit")));
  await approver.page.waitForURL(/asked=1/);
  await approver.waitsFor(t("licences.acts.reinstate.submit"));
  await approver.sees(t("licences.one", { number }));
  await expect(approver.part(t("licences.facts"))).toContainText(t("licences.states.SUSPENDED"));
}

/** What the API says of a number. */
export async function answerOfApi(request: APIRequestContext, number: string) {
  const response = await request.get(`/api/v1/licences/${number}`);
  return { status: response.status(), body: await response.json() };
}
