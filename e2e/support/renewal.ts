import { expect } from "@playwright/test";
import { formatNumber } from "../../lib/licences/number.ts";
import { identityNameOf } from "../../lib/people/rules.ts";
import { confirmAsDemonstration } from "./decision.ts";
import { choosesIdentity, goToDesk } from "./signIn.ts";
import { lowId, onDatabase } from "./submitted.ts";
import type { Visitor } from "./visitor.ts";

/** The last weeks of an institution's licence that nobody has begin, in the portal alone. */
export async function endsSoon(institution: string): Promise<{ number: string; institutionId: string }> {
  const found: { number: string; institutionId: string }[] = [];
  await onDatabase(async (client) => {
    const { rows } = await client.query<{ number: string; institutionId: string }>(
      `UPDATE "Licence" SET "validUntil" = now() + interval '20 days' WHERE id IN
         (SELECT l.id FROM "Licence" l JOIN "Institution" i ON i.id = l."institutionId"
          WHERE i.name = $1 AND l.state = 'ACTIVE' AND NOT EXISTS (SELECT 1 FROM "Seat" s WHERE s."licenceId" = l.id) LIMIT 1)
       RETURNING number, "institutionId"`,
      [institution],
    );
    found.push(...rows);
  });
  const [licence] = found;
  if (!licence) throw new Error(`${institution} has no licence that nobody has`);
  return { ...licence, number: formatNumber(licence.number) };
}

/** The owner of an institution has asked that all of its licences go on, in the portal's database alone. Gives the renewal's id. */
export async function hasAskedForRenewal(institutionId: string): Promise<string> {
  const id = lowId();
  await onDatabase(async (client) => {
    await client.query(
      `INSERT INTO "Renewal" (id, "institutionId", "askedById")
       SELECT $1, $2, "userId" FROM "Membership" WHERE "institutionId" = $2 LIMIT 1`,
      [id, institutionId],
    );
    await client.query(
      `INSERT INTO "RenewalItem" (id, "renewalId", "licenceId")
       SELECT gen_random_uuid(), $1, id FROM "Licence" WHERE "institutionId" = $2`,
      [id, institutionId],
    );
  });
  return id;
}

/** An approver, known by name, chooses these renewals, and proposes or approves all of them in one visit. */
export async function decidesTogether(
  approver: Visitor,
  name: string,
  act: "propose" | "approve",
  renewals: readonly string[],
): Promise<void> {
  const { t, main } = approver;
  const count = renewals.length;
  await approver.goTo("/desk/licences/renewals");
  await approver.isInOrder();
  for (const renewal of renewals) await main.locator(`input[type="checkbox"][value="${renewal}"]`).check();
  await main
    .locator("form", { has: approver.page.locator("input:checked") })
    .getByRole("button", { name: t("licences.renewals.chosen.open") })
    .click();
  await approver.sees(t("licences.renewals.chosen.title", { count }));
  if (act === "approve") await confirmAsDemonstration(approver);
  await approver.reads(t("licences.renewals.chosen.signed", { count }));
  await approver.isInOrder();
  await approver.ticks(t("licences.renewals.chosen.confirm"));
  await choosesIdentity(approver, identityNameOf(name), () =>
    approver.press(t(`licences.renewals.chosen.${act}`, { count })),
  );
  await approver.reads(t("licences.renewals.chosen.doneTitle", { count }));
  await approver.isInOrder();
}

/** The owner asks that what ends soon goes on. */
export async function asksForRenewal(owner: Visitor, institution: string, institutionId: string): Promise<void> {
  const { t } = owner;
  await owner.goTo(`/institutions/${institutionId}/seats`);
  await owner.sees(t("seats.title", { institution }));
  await owner.press(t("seats.renewal.ask", { count: 1 }));
  await owner.reads(t("seats.renewal.waiting"));
}

/** An approver, known by name, looks at a renewal, proposes exactly its licences with their new ends, and signs that. */
export async function proposeRenewal(approver: Visitor, name: string, institution: string): Promise<void> {
  const { t } = approver;
  await opensRenewal(approver, institution);
  await approver.ticks(t("licences.renewals.confirm"));
  await choosesIdentity(approver, identityNameOf(name), () => approver.press(t("licences.renewals.propose")));
  await approver.reads(t("licences.renewals.mine"));
  await expect(approver.part(t("signing.signatures"))).toContainText(name);
  await approver.lacks(t("licences.renewals.approve"));
  await approver.isInOrder();
}

/** Another approver, known by name, approves it as it was proposed and signs that too; it is handed to the registry then. */
export async function approveRenewal(approver: Visitor, name: string, institution: string): Promise<void> {
  const { t } = approver;
  await opensRenewal(approver, institution);
  await confirmAsDemonstration(approver);
  await approver.ticks(t("licences.renewals.confirm"));
  await choosesIdentity(approver, identityNameOf(name), () => approver.press(t("licences.renewals.approve")));
  await approver.lacks(t("licences.renewals.approve"));
  await approver.waitsFor(t("licences.renewals.states.APPROVED"));
  await approver.isInOrder();
}

async function opensRenewal(approver: Visitor, institution: string): Promise<void> {
  const { t } = approver;
  await goToDesk(approver, "licences");
  await approver.main.locator('a[href$="/desk/licences/renewals"]').click();
  await approver.sees(t("licences.renewals.title"));
  await approver.isInOrder();
  await approver.follow(institution);
  await approver.reads(t("licences.renewals.licences", { count: 1 }));
}
