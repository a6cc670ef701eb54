import { expect } from "@playwright/test";
import type { Locale } from "../lib/platform/i18n/routing.ts";
import { guest } from "./support/guest.ts";
import { journey } from "./support/journey.ts";
import { codeFor, followLetter, signInByCode } from "./support/signIn.ts";
import type { Visitor } from "./support/visitor.ts";

for (const [locale, circumstances] of [
  ["en", {}],
  ["ur", { phone: true }],
  ["en", { javaScriptEnabled: false }],
] as const satisfies [Locale, object][]) {
  const how = Object.keys(circumstances).join() || "desktop";
  journey(`a member is invited, edits, takes over, and the last owner stays: ${locale}, ${how}`, async ({ comes }) => {
    const [owner, colleague] = [await comes(locale, circumstances), await comes(locale, circumstances)];
    const { t } = owner;
    const [ownerAddress, address] = [guest(), guest()];
    await signInByCode(owner, ownerAddress);
    const members = await register(owner);
    await owner.goTo(members);
    await owner.sees(t("members.title"));
    await owner.reads(t("members.leaveLast"));
    await owner.lacks(t("members.leave"));

    await owner.writes(t("members.email"), address);
    await owner.picks(t("institutions.memberRoles.EDITOR"));
    await owner.press(t("members.send"));
    await owner.reads(t("members.done.invited"));
    await owner.sees(t("members.title"));

    await signInByCode(colleague, address);
    await followLetter(colleague, address, new RegExp(startUp));
    await colleague.sees(t("members.join.title"));
    await colleague.press(t("members.join.accept"));
    await colleague.reads(t("members.done.joined"));
    await colleague.lacks(t("members.send"));

    await colleague.goTo(members.replace("/members", "/identity"));
    await colleague.sees(t("institutions.tasks.identity"));
    await colleague.writes(t("institutions.identity.nameUr"), "بدلا ہوا مثالی نام");
    await colleague.press(t("institutions.identity.save"));
    await colleague.sees(t("institutions.tasks.particulars"));

    await owner.goTo(members);
    await owner.chooses(t("members.transferTo"), address.split("@")[0] ?? "");
    await owner.press(t("members.transferChoose"));
    await owner.press(t("people.confirm.byCode.send"));
    await owner.reads(t("people.confirm.byCode.code"));
    await owner.writes(t("people.confirm.byCode.code"), await codeFor(owner, ownerAddress, "confirmationCode"));
    await owner.press(t("people.confirm.byCode.submit"));
    await owner.press(t("members.transferSubmit"));
    await owner.reads(t("members.done.offered"));
    await colleague.goTo(members);
    await colleague.press(t("members.accept"));
    await colleague.reads(t("members.done.accepted"));
    await colleague.reads(t("members.leaveLast"));
    await colleague.sees(t("members.title"));

    await owner.goTo(members);
    await owner.press(t("members.leave"));
    await owner.sees(t("institutions.title"));
    await expect(owner.main.getByText(startUp)).toHaveCount(0);
  });
}

const startUp = "Example Looms";

/** Begins a registration and gives the path of its members' page. */
async function register(owner: Visitor): Promise<string> {
  const { t } = owner;
  await owner.goTo("/institutions/new");
  await owner.picks(t("institutions.kinds.STARTUP"));
  await owner.main.getByLabel(t("institutions.new.name")).fill(startUp);
  await owner.press(t("institutions.new.submit"));
  await owner.sees(t("institutions.tasks.identity"));
  const [path = ""] = /\/institutions\/[0-9a-f-]{36}/.exec(owner.page.url()) ?? [];
  return `${path}/members`;
}
