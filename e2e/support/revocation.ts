import { expect } from "@playwright/test";
import { identityNameOf } from "../../lib/people/rules.ts";
import { confirmAsDemonstration } from "./decision.ts";
import { choosesIdentity, goToDesk } from "./signIn.ts";
import { opensLicence } from "./verification.ts";
import type { Visitor } from "./visitor.ts";

/** An approver, known by name, proposes that a licence is revoked and signs that; they find no way to approve it themselves. */
export async function proposeRevocation(
  approver: Visitor,
  name: string,
  number: string,
  reason: "termsBreach" | "securityIncident",
): Promise<void> {
  const { t, main } = approver;
  await opensLicence(approver, number);
  const form = main.locator("form").filter({ hasText: t("licences.acts.revoke.confirm") });
  await form.getByRole("combobox").selectOption({ label: t(`licences.reasons.${reason}`) });
  await form.getByRole("checkbox").check();
  await choosesIdentity(approver, identityNameOf(name), () => approver.press(t("licences.acts.revoke.submit")));
  await approver.sees(t("licences.decisions.one.revoke", { number }));
  await expect(approver.part(t("signing.signatures"))).toContainText(name);
  await expect(approver.button(t("licences.decisions.withdraw"))).toBeVisible();
  await approver.lacks(t("licences.decisions.approve"));
  await approver.isInOrder();
}

/**
 * Another approver, known by name, finds the revocation among what waits, and approves it with their own identity, and with no other; it
 * is handed to the registry once both signatures are there.
 */
export async function approveRevocation(approver: Visitor, name: string, number: string): Promise<void> {
  const { t } = approver;
  await goToDesk(approver, "licences");
  await approver.main.locator('a[href$="/desk/licences/decisions"]').click();
  await approver.sees(t("licences.decisions.title"));
  await approver.isInOrder();
  await approver.follow(t("licences.decisions.one.revoke", { number }));
  await approver.sees(t("licences.decisions.one.revoke", { number }));
  await confirmAsDemonstration(approver);
  await approver.ticks(t("licences.decisions.approveConfirm.revoke"));
  await choosesIdentity(approver, "somebody else", () => approver.press(t("licences.decisions.approve")));
  await approver.reads(t("signing.wrongTitle"));
  await approver.isInOrder();
  await choosesIdentity(approver, identityNameOf(name), () => approver.press(t("licences.decisions.approve")));
  // Whoever loads the page again before the answer is there has sent nothing.
  await approver.lacks(t("licences.decisions.approve"));
  await approver.waitsFor(t("licences.decisions.states.SENT"));
  await approver.isInOrder();
}
