import { expect } from "@playwright/test";
import { formatNumber } from "../lib/licences/number.ts";
import { identityNameOf } from "../lib/people/rules.ts";
import { isolatedValues } from "../lib/platform/i18n/isolate.ts";
import { approveBatch, mayNotApproveOwn, proposeDecline } from "./support/decision.ts";
import { journey } from "./support/journey.ts";
import { licencesOf, licensed } from "./support/licensed.ts";
import { decidesTogether, hasAskedForRenewal } from "./support/renewal.ts";
import { choosesIdentity, followLetter, signInAsOfficer, signInHere } from "./support/signIn.ts";
import { reviewed } from "./support/submitted.ts";

journey("a decline with its reason goes through a batch of two approvers to the applicant", async ({ comes }) => {
  const application = await reviewed("ur");
  const { id, receipt, institution, address } = application;
  const note = "درخواست میں کسی ایسے شخص کا نام نہیں جو کام شروع کر سکے۔";

  const owner = await comes("ur", { phone: true });
  const { t } = owner;
  await owner.goTo(`/sign-in?next=/applications/${id}`);
  await signInHere(owner, address);
  await owner.sees(institution);

  const proposer = await signInAsOfficer(await comes("ur"), "Demo approver 1");
  const code = await proposeDecline(proposer, receipt, { reason: "readinessLacking", fact: "readiness", note });
  await mayNotApproveOwn(proposer);
  await owner.page.reload();
  await expect(owner.main.getByText(t("batches.decision.declined")), "before it is released").toHaveCount(0);

  const approver = await signInAsOfficer(await comes("en"), "Demo approver 2");
  await approveBatch(approver, "Demo approver 2", code, 0);

  await followLetter(owner, address, t("mail.letters.applicationDeclined.subject", isolatedValues({ receipt }, "ur")));
  await owner.sees(institution);
  await owner.reads(t("batches.decision.declined"));
  for (const part of ["title", "evidence", "remedy"] as const)
    await owner.reads(t(`batches.reasons.readinessLacking.${part}`));
  await owner.reads(t("batches.facts.readiness"));
  await owner.reads(note);
  await owner.follow(t("appeals.file.link"));
  await owner.sees(t("appeals.file.title"));
});

journey(
  "an approver suspends several licences and signs all of them in one visit of Internet Identity",
  async ({ comes }) => {
    const { institutionId } = await licensed("ur", 3);
    const chosen = await licencesOf(institutionId);
    const approver = await signInAsOfficer(await comes("ur"), "Demo approver 1");
    const { t, main } = approver;
    await approver.goTo(`/desk/licences/suspend?${new URLSearchParams(chosen.map(({ id }) => ["id", id]))}`);
    await approver.sees(t("licences.suspendMany.title", { count: 3 }));
    await approver.reads(t("licences.suspendMany.signed", { count: 3 }));
    await approver.isInOrder();
    await main.getByRole("combobox").selectOption({ label: t("licences.reasons.securityIncident") });
    await approver.ticks(t("licences.suspendMany.confirm"));
    await choosesIdentity(approver, identityNameOf("Demo approver 1"), () =>
      approver.press(t("licences.suspendMany.submit", { count: 3 })),
    );
    await approver.reads(t("licences.suspendMany.doneTitle", { count: 3 }));
    await approver.isInOrder();
    // The registry has certified each signature, or it would not have been asked; it knows no licence that was put into the database alone.
    for (const { id, number } of chosen) {
      await approver.goTo(`/desk/licences/${id}`);
      await approver.sees(t("licences.one", { number: formatNumber(number) }));
      await approver.waitsFor(t("licences.changeStates.REFUSED"));
    }
  },
);

journey("two approvers sign several renewals, each in one visit of Internet Identity", async ({ comes }) => {
  const both = [await licensed("ur", 2), await licensed("ur", 1)];
  const renewals: string[] = [];
  for (const { institutionId } of both) renewals.push(await hasAskedForRenewal(institutionId));
  const proposer = await signInAsOfficer(await comes("ur"), "Demo approver 1");
  await decidesTogether(proposer, "Demo approver 1", "propose", renewals);
  const approver = await signInAsOfficer(await comes("ur"), "Demo approver 2");
  await decidesTogether(approver, "Demo approver 2", "approve", renewals);
  // The registry has certified every signature, or it would not be asked.
  for (const id of renewals) {
    await approver.goTo(`/desk/licences/renewals/${id}`);
    await approver.waitsFor(approver.t("licences.renewals.states.APPROVED"));
  }
});
