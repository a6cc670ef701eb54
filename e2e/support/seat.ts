import { expect } from "@playwright/test";
import { activationAddress } from "../setup/activation.ts";
import { shownName, type University } from "./registration.ts";
import { followLetter, signInWithIdentity } from "./signIn.ts";
import type { Visitor } from "./visitor.ts";
import { withBlank } from "./words.ts";

/** Someone who will hold a seat. */
export type Holder = { name: string; address: string; identity: string };

/** The focal person follows the letter about the licences and offers one of the seats. */
export async function offerSeat(focal: Visitor, university: University, holder: Holder, seats: number): Promise<void> {
  const { t } = focal;
  await followLetter(focal, university.focal.address, t("mail.letters.licencesActive.subject", { licences: seats }));
  await focal.sees(t("seats.title", { institution: shownName(university, focal.locale) }));
  const offer = focal.part(t("seats.offerOne"));
  await offer.getByRole("textbox", { name: t("seats.name") }).fill(holder.name);
  await offer.getByRole("textbox", { name: t("seats.email") }).fill(holder.address);
  await focal.press(t("seats.offerSubmit"));
  await focal.reads(t("seats.offeredNotice", { count: 1 }));
  await expect(focal.main.getByRole("row").filter({ hasText: holder.address })).toContainText(
    t("seats.seatStates.OFFERED"),
  );
  await focal.isInOrder();
}

/** The holder follows the letter, signs in with Internet Identity and takes the seat; gives the licence's number. */
export async function claimSeat(holder: Visitor, { address, identity, name }: Holder): Promise<string> {
  const { t, page } = holder;
  const subject = withBlank(t("mail.letters.seatOffered.subject", { institution: "#" }), "#", ".+");
  await followLetter(holder, address, subject);
  await holder.sees(t("seats.claim.title"));
  await holder.reads(name);
  await signInWithIdentity(holder, identity);
  await expect(holder.button(t("seats.claim.take"))).toBeVisible();
  await holder.isInOrder();
  await holder.press(t("seats.claim.take"));
  await holder.sees(t("seats.mine.title"));
  await holder.waitsFor(t("seats.mine.startStates.ready"));
  await holder.sees(t("seats.mine.title"));
  return (
    (await page
      .getByText(/^SND-\w{5}-\w{5}-\w$/)
      .first()
      .textContent()) ?? ""
  );
}

/** The holder's page ends in the link that starts building. */
export async function mayStartBuilding(holder: Visitor): Promise<void> {
  const { t } = holder;
  const start = holder.part(t("seats.mine.startTitle")).getByRole("link", { name: t("seats.mine.start") });
  await expect(start).toHaveAttribute("href", activationAddress);
}
