import type { Locale } from "../lib/platform/i18n/routing.ts";
import { journey } from "./support/journey.ts";
import { signInAsDemo, signInAsOfficer } from "./support/signIn.ts";
import { verificationWords } from "./support/words.ts";

for (const locale of ["en", "ur"] satisfies Locale[]) {
  journey(`every public page fits a phone: ${locale}`, async ({ comes }) => {
    const visitor = await comes(locale, { phone: true, mayBeRefused: true });
    const { t } = visitor;
    const titles = {
      "/": t("landing.title"),
      "/sign-in": t("signIn.title"),
      "/sign-in/code": t("signIn.code.title"),
      "/terms": t("terms.title"),
      "/mailbox": t("mailbox.title"),
      "/design": t("design.title"),
      "/verify": verificationWords[locale].title,
    };
    for (const [path, title] of Object.entries(titles)) {
      await visitor.goTo(path);
      await visitor.sees(title);
    }
    await visitor.isNotFound("/nowhere");
  });

  journey(`every page of somebody new fits a phone: ${locale}`, async ({ comes }) => {
    const focal = await comes(locale, { phone: true });
    const { t } = focal;
    await signInAsDemo(focal, "Demo focal person", "/home", t("home.title"));
    const titles = {
      "/institutions": t("institutions.title"),
      "/institutions/new": t("institutions.new.title"),
      "/applications": t("applications.title"),
      "/applications/new": t("applications.new.title"),
      "/seat": t("seats.mine.title"),
    };
    for (const [path, title] of Object.entries(titles)) {
      await focal.goTo(path);
      await focal.sees(title);
    }
  });

  journey(`every list of the desk fits a phone: ${locale}`, async ({ comes }) => {
    const auditor = await comes(locale, { phone: true });
    const { t } = auditor;
    await signInAsOfficer(auditor, "Demo auditor");
    const titles = {
      institutions: t("institutions.desk.title"),
      applications: t("applications.desk.title"),
      batches: t("batches.title"),
      licences: t("licences.title"),
      messenger: t("messenger.title"),
      people: t("people.title"),
      chain: t("chain.title"),
      audit: t("audit.title"),
    };
    for (const [place, title] of Object.entries(titles)) {
      await auditor.goTo(`/desk/${place}`);
      await auditor.sees(title);
    }
  });
}
