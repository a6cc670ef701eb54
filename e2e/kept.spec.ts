import { expect } from "@playwright/test";
import { journey } from "./support/journey.ts";
import { signInHere } from "./support/signIn.ts";
import { draftOfTwo, endSessionsIn } from "./support/submitted.ts";
import type { Visitor } from "./support/visitor.ts";

const words = { en: "A registry of soil samples for farmers.", ur: "کسانوں کے لیے مٹی کے نمونوں کا رجسٹر۔" } as const;

const purpose = (visitor: Visitor) =>
  visitor.main.getByRole("textbox", { name: visitor.t("applications.questions.purpose.label") });

for (const locale of ["en", "ur"] as const)
  journey(
    `without a script, words sent after the session's end come back to whoever typed them (${locale})`,
    async ({ comes }) => {
      const { id, addresses } = await draftOfTwo(locale);
      const visitor = await comes(locale, { javaScriptEnabled: false, phone: locale === "ur" });
      const { t } = visitor;
      const title = t("applications.tasks.plan");
      await visitor.goTo(`/sign-in?next=/applications/${id}/plan`);
      await signInHere(visitor, addresses[0]);
      await visitor.sees(title);
      await purpose(visitor).fill(words[locale]);
      await endSessionsIn(addresses[0], 0);
      await visitor.press(t("applications.edit.goOn"));
      await visitor.sees(t("signIn.title"));

      // Somebody else at the same computer, even of the same institution, finds nothing.
      const back = visitor.page.url();
      await signInHere(visitor, addresses[1]);
      await visitor.sees(title);
      await expect(purpose(visitor)).toHaveValue("");
      await endSessionsIn(addresses[1], 0);

      await visitor.page.goto(back);
      await signInHere(visitor, addresses[0]);
      await visitor.sees(title);
      await visitor.reads(t("states.session.restored"));
      await expect(purpose(visitor)).toHaveValue(words[locale]);
      await visitor.press(t("applications.edit.goOn"));
      await visitor.sees(t("applications.tasks.people"));
      await visitor.goTo(`/applications/${id}/check`);
      await visitor.reads(words[locale]);
    },
  );
