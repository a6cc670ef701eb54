import { expect } from "@playwright/test";
import type { Locale } from "../lib/platform/i18n/routing.ts";
import { guest } from "./support/guest.ts";
import { journey } from "./support/journey.ts";
import { licensed, offersAge } from "./support/licensed.ts";
import { signInByCode } from "./support/signIn.ts";

for (const [locale, circumstances] of [
  ["en", {}],
  ["ur", { phone: true }],
] as const satisfies [Locale, object][]) {
  journey(
    `an owner hands out seats by a list, reminds, takes back and asks for a renewal: ${locale}`,
    async ({ comes }) => {
      const owner = await comes(locale, circumstances);
      const { t, main } = owner;
      const { institutionId, institution, address } = await licensed(locale, 4);
      const [first, second, third] = [guest(), guest(), guest()];
      const seats = `/institutions/${institutionId}/seats`;
      await signInByCode(owner, address);

      await owner.goTo(`${seats}/import`);
      await owner.sees(t("seats.import.title"));
      const list = [
        "Name,E-mail",
        `Ayesha Example,${first}`,
        "Bilal Example,bilal.example",
        `حنا مثالی,${second}`,
        `Omar Example,${third}`,
      ];
      await owner.writes(t("seats.import.text"), list.join("\n"));
      await owner.press(t("seats.import.submit"));
      await owner.sees(t("seats.import.previewTitle"));
      const wrong = main.getByRole("row").filter({ hasText: t("seats.import.problems.emailInvalid") });
      await expect(wrong).toContainText("3");
      await expect(wrong).toContainText("Bilal Example");
      await owner.press(t("seats.import.confirm", { count: 3 }));
      await owner.sees(t("seats.title", { institution }));
      await owner.reads(t("seats.offeredNotice", { count: 3 }));

      await owner.follow(t("seats.remind.open", { count: 3 }));
      await owner.sees(t("seats.remind.title"));
      await main.getByRole("checkbox", { name: "Omar Example" }).uncheck();
      await owner.press(t("seats.remind.submit"));
      await owner.reads(t("seats.remindedNotice", { count: 2 }));

      // Omar was never reminded, the others were: three weeks later they may lose what they have not taken.
      await offersAge(institutionId, 21);
      await owner.goTo(seats);
      await owner.follow(t("seats.idle.open", { count: 3 }));
      await owner.sees(t("seats.idle.title"));
      await expect(owner.part(t("seats.idle.remind.title", { count: 1 }))).toContainText("Omar Example");
      await main.getByRole("checkbox", { name: "حنا مثالی" }).uncheck();
      await owner.press(t("seats.idle.reclaim.submit"));
      await owner.sees(t("seats.reclaim.title", { count: 1 }));
      await owner.reads(t("seats.reclaim.effects.offer"));
      await owner.ticks(t("seats.reclaim.confirm"));
      await owner.press(t("seats.reclaim.submit", { count: 1 }));
      await owner.reads(t("seats.reclaim.doneTitle", { count: 1 }));
      await owner.reads(t("seats.reclaim.effects.released"));

      // The way back.
      await owner.follow("Ayesha Example");
      await owner.sees("Ayesha Example");
      await owner.press(t("seats.again.submit"));
      await owner.sees(t("seats.title", { institution }));
      await owner.reads(t("seats.offeredNotice", { count: 1 }));
      const row = main.getByRole("row").filter({ hasText: third });
      await row.getByRole("button", { name: t("seats.withdraw"), exact: true }).click();
      await owner.reads(t("seats.withdrawnNotice"));

      await owner.press(t("seats.renewal.ask", { count: 4 }));
      await owner.reads(t("seats.renewal.waiting"));
      await owner.sees(t("seats.title", { institution }));
    },
  );
}
