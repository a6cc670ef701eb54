import { expect } from "@playwright/test";
import type { Locale } from "../lib/platform/i18n/routing.ts";
import { journey } from "./support/journey.ts";
import { signInHere } from "./support/signIn.ts";
import { draftOfTwo } from "./support/submitted.ts";
import type { Visitor } from "./support/visitor.ts";
import { withBlank } from "./support/words.ts";

const words = {
  en: {
    first: "A registry of soil samples for farmers.",
    second: "A booking service for the clinic.",
    third: "Two teachers.",
  },
  ur: { first: "کسانوں کے لیے مٹی کے نمونوں کا رجسٹر۔", second: "شفاخانے میں باری لینے کی خدمت۔", third: "دو استاد۔" },
} as const;

async function comesIn(visitor: Visitor, address: string, id: string): Promise<void> {
  await visitor.goTo(`/sign-in?next=/applications/${id}/plan`);
  await signInHere(visitor, address);
  await expect(visitor.button(visitor.t("applications.edit.goOn"))).toBeVisible();
}

const answer = (visitor: Visitor, label: "purpose" | "projects") =>
  visitor.main.getByRole("textbox", { name: visitor.t(`applications.questions.${label}.label`) });

for (const [locale, circumstances] of [
  ["en", {}],
  ["ur", { phone: true }],
] as const satisfies [Locale, object][])
  journey(
    `two people write one application at once, and no words of either are lost (${locale})`,
    async ({ comes }) => {
      const { id, addresses } = await draftOfTwo(locale);
      const [one, other] = [await comes(locale, circumstances), await comes(locale, circumstances)];
      await comesIn(one, addresses[0], id);
      await comesIn(other, addresses[1], id);
      const { t } = one;
      const { first, second, third } = words[locale];
      const saved = withBlank(t("applications.edit.savedAt", { time: "#" }), "#", ".+");

      await answer(one, "purpose").fill(first);
      await expect(one.main.getByRole("status").filter({ hasText: saved })).toBeVisible();
      await answer(other, "projects").fill(third);
      await expect(answer(other, "purpose")).toHaveValue(first);
      await other.reads(t("applications.edit.together.arrived"));

      await answer(other, "purpose").fill(second);
      await expect(other.main.getByRole("status").filter({ hasText: saved })).toBeVisible();
      await answer(one, "purpose").fill(`${first} ${third}`);
      await one.reads(t("applications.edit.conflictTitle"));
      await one.reads(second);
      await expect(answer(one, "purpose")).toHaveValue(`${first} ${third}`);
      await expect(answer(one, "projects")).toHaveValue(third);
      await one.isInOrder();
      await one.press(t("applications.edit.goOn"));
      await one.reads(t("applications.edit.together.title"));

      await one.picks(t("applications.edit.together.takeBoth"));
      await expect(answer(one, "purpose")).toHaveValue(`${second}\n\n${first} ${third}`);
      await expect(one.main.getByText(t("applications.edit.together.title"))).toHaveCount(0);
      await one.press(t("applications.edit.goOn"));
      await one.sees(t("applications.tasks.people"));
      await one.goTo(`/applications/${id}/check`);
      await one.reads(second);
      await one.reads(third);
    },
  );

journey("without a script, too, both texts come back and one is chosen", async ({ comes }) => {
  const { id, addresses } = await draftOfTwo("en");
  const plain = { javaScriptEnabled: false };
  const [one, other] = [await comes("en", plain), await comes("en", plain)];
  await comesIn(one, addresses[0], id);
  await comesIn(other, addresses[1], id);
  const { t } = one;
  const { first, second, third } = words.en;

  await answer(one, "purpose").fill(first);
  await one.press(t("applications.edit.save"));
  await one.reads(t("applications.edit.savedNow"));
  await answer(other, "purpose").fill(second);
  await answer(other, "projects").fill(third);
  await other.press(t("applications.edit.goOn"));
  await other.reads(t("errors.writtenTogether"));
  await other.reads(first);
  await expect(answer(other, "purpose")).toHaveValue(second);
  // Nothing is decided for whoever does not choose.
  await other.press(t("applications.edit.goOn"));
  await other.reads(t("applications.edit.together.title"));
  await other.picks(t("applications.edit.together.takeMine"));
  await other.press(t("applications.edit.goOn"));
  await other.sees(t("applications.tasks.people"));
  await other.goTo(`/applications/${id}/check`);
  await other.reads(second);
  await other.reads(third);
});
