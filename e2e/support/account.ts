import { expect } from "@playwright/test";
import { confirmAsDemonstration } from "./decision.ts";
import { goToDesk } from "./signIn.ts";
import type { Visitor } from "./visitor.ts";
import { withBlank } from "./words.ts";

/** The holder asks for a messenger account under a handle; a reserved one is refused first. */
export async function askForAccount(holder: Visitor, handle: string): Promise<void> {
  const { t, main } = holder;
  await holder.goTo("/seat");
  await holder.sees(t("seats.mine.title"));
  await holder.writes(t("messenger.offer.handle"), "support");
  await holder.ticks(t("messenger.offer.consent"));
  await holder.press(t("messenger.offer.submit"));
  await expect(main.getByRole("alert")).toContainText(t("errors.handleReserved"));
  await holder.writes(t("messenger.offer.handle"), handle);
  await holder.ticks(t("messenger.offer.consent"));
  await holder.press(t("messenger.offer.submit"));
  await holder.reads(t("messenger.offer.waiting", { handle }));
  await holder.isInOrder();
}

/** One administrator puts the requests that wait into a batch, and may not approve it; gives the batch's code. */
export async function proposeAccounts(administrator: Visitor, handle: string): Promise<string> {
  const { t, page } = administrator;
  await goToDesk(administrator, "messenger");
  await expect(administrator.main.getByRole("checkbox", { name: handle })).toBeChecked();
  await administrator.press(t("messenger.propose"));
  const title = withBlank(t("messenger.batch", { code: "#" }), "#", ".+");
  await administrator.sees(title);
  await administrator.reads(t("messenger.ownProposal"));
  await administrator.lacks(t("messenger.approveSubmit", { count: 1 }));
  const [, code = ""] = title.exec((await page.getByRole("heading", { level: 1 }).textContent()) ?? "") ?? [];
  return code;
}

/** Another administrator approves the batch; its accounts are opened. */
export async function approveAccounts(administrator: Visitor, code: string): Promise<void> {
  const { t } = administrator;
  await goToDesk(administrator, "messenger");
  await administrator.follow(code);
  await administrator.sees(t("messenger.batch", { code }));
  await confirmAsDemonstration(administrator);
  await administrator.press(t("messenger.approveSubmit", { count: 1 }));
  await administrator.reads(t("messenger.notices.approved"));
  await administrator.waitsFor(t("messenger.batchStates.COMPLETED"));
  await administrator.sees(t("messenger.batch", { code }));
}

/** The holder finds the account in this state. */
export async function accountIs(holder: Visitor, handle: string, state: "ACTIVE" | "SUSPENDED"): Promise<void> {
  const { t } = holder;
  await holder.goTo("/seat");
  await holder.waitsFor(t(`messenger.offer.states.${state}`));
  await holder.sees(t("seats.mine.title"));
  await expect(holder.part(t("messenger.offer.title"))).toContainText(`@${handle}`);
}
