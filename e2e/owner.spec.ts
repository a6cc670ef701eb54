import { expect } from "@playwright/test";
import { journey } from "./support/journey.ts";
import { licensed } from "./support/licensed.ts";
import { signInHere } from "./support/signIn.ts";
import { ownNames } from "./support/submitted.ts";
import type { Visitor } from "./support/visitor.ts";

async function comesTo(owner: Visitor, path: string, address: string): Promise<void> {
  await owner.goTo(`/sign-in?next=${path}`);
  await signInHere(owner, address);
}

journey("what came of the licences is reported, and the public reads what may be published", async ({ comes }) => {
  const names = ownNames();
  const { institutionId, address } = await licensed("ur", 2, names);
  const today = new Date().toISOString().slice(0, 10);
  const [registry, workshop] = ["مٹی کے نمونوں کا رجسٹر", "کلاؤڈ پر کام سیکھنے کی نشست"];
  const owner = await comes("ur", { phone: true });
  const { t, main } = owner;
  await comesTo(owner, `/institutions/${institutionId}/report`, address);
  await owner.sees(t("outcomes.title"));
  await owner.follow(t("outcomes.addProject"));
  await owner.sees(t("outcomes.newPROJECT"));
  await owner.writes(t("outcomes.name"), registry);
  await owner.writes(t("outcomes.sentence"), "کسان اپنی زمین کی مٹی کا حال دیکھتے ہیں۔");
  await owner.chooses(t("outcomes.field"), t("outcomes.fields.agriculture"));
  await owner.writes(t("outcomes.link"), "http://soil.example");
  await main.getByLabel(t("outcomes.startsOn"), { exact: true }).fill(today);
  await owner.ticks(t("outcomes.publish"));
  await owner.press(t("outcomes.add"));
  await expect(main.getByRole("alert")).toBeVisible();
  await owner.isInOrder();
  await owner.writes(t("outcomes.link"), "https://soil.example");
  await owner.press(t("outcomes.add"));
  await owner.reads(t("outcomes.done.added"));

  await owner.follow(t("outcomes.addTraining"));
  await owner.sees(t("outcomes.newTRAINING"));
  await owner.writes(t("outcomes.nameTRAINING"), workshop);
  await main.getByRole("spinbutton", { name: t("outcomes.people") }).fill("12");
  await main.getByLabel(t("outcomes.firstDay"), { exact: true }).fill(today);
  await main.getByLabel(t("outcomes.lastDay"), { exact: true }).fill(today);
  await owner.press(t("outcomes.add"));
  await owner.reads(t("outcomes.done.added"));
  await owner.reads(workshop);

  const reader = await comes("en");
  await reader.goTo(`/figures/institutions?q=${encodeURIComponent(names.en)}`);
  await reader.sees(reader.t("figures.participants.title"));
  await reader.follow(names.en);
  await reader.sees(names.en);
  await reader.reads(registry);
  await expect(reader.main.getByText(workshop), "what is not to be published").toHaveCount(0);
});
