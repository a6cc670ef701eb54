import { expect } from "@playwright/test";
import type { Locale } from "../lib/platform/i18n/routing.ts";
import { notesForgedHead, opensKeys, signsAsGovernor } from "./support/governing.ts";
import { journey } from "./support/journey.ts";
import { signInAsOfficer } from "./support/signIn.ts";
import type { Visitor } from "./support/visitor.ts";

const [one, two] = ["Demo administrator 1", "Demo administrator 2"] as const;

for (const locale of ["en", "ur"] satisfies Locale[]) {
  // Of the two languages, one is read on phones.
  const circumstances = { phone: locale === "ur" };

  journey(`a rule of the register is changed by two governors, and one can stop it: ${locale}`, async ({ comes }) => {
    const mover = await signInAsOfficer(await comes(locale, circumstances), one);
    const other = await signInAsOfficer(await comes(locale, circumstances), two);
    const { t } = mover;

    await movesRule(mover, one, 720);
    await mover.waitsFor(t("governance.agreed", { count: 1, needed: 2 }));
    await opensKeys(other);
    await other.reads(t("governance.acts.policy", { approvals: 2, governors: 2, hours: 720 }));
    await other.writes(t("governance.reason"), "Too long.");
    await other.writes(t("governance.decision"), "Minute 2/2026");
    await signsAsGovernor(other, two, t("governance.cancel"));
    await other.waitsFor(t("governance.noMotions"));

    await movesRule(mover, one, 0);
    await mover.waitsFor(t("governance.agreed", { count: 1, needed: 2 }));
    await opensKeys(other);
    await other.reads("Minute 1/2026");
    await other.ticks(t("governance.agreeConfirm"));
    await signsAsGovernor(other, two, t("governance.agree"));
    await other.waitsFor(t("governance.enact"));
    await signsAsGovernor(other, two, t("governance.enact"));
    await other.waitsFor(t("governance.noMotions"));
    await expect(other.part(t("governance.policy"))).toContainText(t("governance.delayText", { seconds: 0, hours: 0 }));
  });

  journey(`a head that a stolen key noted is disowned by two governors: ${locale}`, async ({ comes }) => {
    const first = await signInAsOfficer(await comes(locale, circumstances), one);
    const second = await signInAsOfficer(await comes(locale, circumstances), two);
    const { t } = first;
    const sequence = 2n ** 64n - 1n;
    const title = t("governance.heads.card", { sequence: sequence.toString() });
    await notesForgedHead(sequence);

    await first.goTo("/desk/audit");
    await first.reads(t("audit.guard.contradicted"));
    await first.isInOrder();
    await first.follow(t("governance.title"));
    await first.sees(t("governance.title"));
    await first.reads(title);
    await first.chooses(t("governance.heads.reason"), t("governance.heads.reasons.keyStolen"));
    await first.ticks(t("governance.heads.signConfirm"));
    await first.writes(t("governance.decision"), "منٹ");
    await first.press(t("governance.heads.sign"));
    await first.reads(t("signing.undecided"));
    await first.writes(t("governance.decision"), "Minute 12/2026");
    await signsAsGovernor(first, one, t("governance.heads.sign"));
    await first.waitsFor(t("governance.heads.said", { count: 1, needed: 2 }));
    await first.lacks(t("governance.heads.sign"));

    await opensKeys(second);
    await second.reads("Minute 12/2026");
    await second.chooses(t("governance.heads.reason"), t("governance.heads.reasons.keyStolen"));
    await second.writes(t("governance.decision"), "Minute 13/2026");
    await second.ticks(t("governance.heads.signConfirm"));
    await signsAsGovernor(second, two, t("governance.heads.sign"));
    await second.waitsFor(t("governance.heads.past"));
    await expect(second.main.getByText(title)).toHaveCount(0);

    await first.goTo("/desk/audit");
    await expect(first.main.getByText(t("audit.guard.contradicted"))).toHaveCount(0);
    await first.reads(t.markup("audit.guard.disownedText", { governance: (words) => words }));
    await first.isInOrder();
  });
}

/** A governor writes the register's rule as it is with another delay, sees it in words, and moves it. */
async function movesRule(governor: Visitor, name: string, hours: number): Promise<void> {
  const { t, main } = governor;
  await opensKeys(governor);
  const form = main.locator("form").filter({ hasText: t("governance.newPolicy") });
  for (const [field, value] of [
    ["approvals", 2],
    ["governors", 2],
    ["hours", hours],
  ] as const)
    await form.getByRole("textbox", { name: t(`governance.policyFields.${field}`) }).fill(String(value));
  await form.getByRole("button").click();
  await governor.reads(t("governance.acts.policy", { approvals: 2, governors: 2, hours }));
  await governor.isInOrder();
  await governor.writes(t("governance.decision"), "Minute 1/2026");
  await governor.ticks(t("governance.moveConfirm"));
  await signsAsGovernor(governor, name, t("governance.moveSubmit"));
}
