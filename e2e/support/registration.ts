import { expect } from "@playwright/test";
import { pdf } from "../../lib/documents/testing/samples.ts";
import type { Locale } from "../../lib/platform/i18n/routing.ts";
import { goToDesk } from "./signIn.ts";
import type { Visitor } from "./visitor.ts";

/** A real university of the directory, with a focal person at its domain who does not exist. */
export type University = {
  name: string;
  nameUr: string;
  /** What the focal person types to find it. */
  typed: string;
  province: string;
  district: string;
  focal: { name: string; title: string; address: string };
};

/** One for each language's journey, since a university registers once. */
export const universities: Record<Locale, University> = {
  en: {
    name: "National University of Science and Technology",
    nameUr: "قومی جامعہ برائے سائنس و ٹیکنالوجی",
    typed: "nust",
    province: "Islamabad Capital Territory",
    district: "Islamabad",
    focal: { name: "Ayesha Example", title: "Director of Research", address: "ayesha.example@nust.edu.pk" },
  },
  ur: {
    name: "University of the Punjab",
    nameUr: "جامعہ پنجاب",
    typed: "punjab",
    province: "پنجاب",
    district: "لاہور",
    focal: { name: "بلال مثالی", title: "ناظم تحقیق", address: "bilal.example@pu.edu.pk" },
  },
};

/** One more, for those who look at what is not theirs. */
export const otherUniversity: University = {
  name: "University of Karachi",
  nameUr: "جامعہ کراچی",
  typed: "university of karachi",
  province: "Sindh",
  district: "South Karachi",
  focal: { name: "Sara Example", title: "Registrar", address: "sara.example@uok.edu.pk" },
};

/** The university's name as readers of the language see it. */
export function shownName(university: University, locale: Locale): string {
  return locale === "ur" ? university.nameUr : university.name;
}

/** The focal person registers the university, part by part, and hands the registration in. */
export async function registerUniversity(focal: Visitor, university: University): Promise<void> {
  const { t, page } = focal;
  await focal.follow(t("home.todo.register"));
  await focal.sees(t("institutions.new.title"));
  await focal.picks(t("institutions.kinds.UNIVERSITY"));
  await findInDirectory(focal, university);
  await focal.press(t("institutions.new.submit"));

  await focal.sees(t("institutions.tasks.identity"));
  await expect(page.getByRole("radio", { checked: true })).toHaveAccessibleName(new RegExp(`^${university.name}`));
  await focal.writes(t("institutions.identity.nameUr"), university.nameUr);
  await focal.press(t("institutions.identity.save"));

  // How a university of the Higher Education Commission's list is registered, the directory knows.
  await focal.sees(t("institutions.tasks.contact"));
  await focal.chooses(t("institutions.contact.province"), university.province);
  await focal.chooses(t("institutions.contact.district"), university.district);
  await focal.writes(t("institutions.contact.focalName"), university.focal.name);
  await focal.writes(t("institutions.contact.focalTitle"), university.focal.title);
  await focal.writes(t("institutions.contact.focalPhone"), "051 1234567");
  await focal.press(t("institutions.identity.save"));

  await focal.sees(t("documents.title"));
  await attachLetter(focal);
  await focal.follow(t("documents.continue"));

  await focal.sees(t("institutions.tasks.terms"));
  await focal.ticks(t("institutions.terms.accept", { institution: university.name }));
  await focal.press(t("institutions.terms.submit"));
  await focal.sees(shownName(university, focal.locale));
  await focal.reads(t("institutions.status.submittedTitle"));
}

/** Types until the directory suggests the university, then takes the suggestion. */
async function findInDirectory(focal: Visitor, { name, typed }: University): Promise<void> {
  const field = focal.main.getByLabel(focal.t("institutions.new.name"));
  const suggestion = focal.page.getByRole("option", { name, exact: true });
  // The list closes when the page scrolls under it, and a click may have to scroll: then it is typed again.
  await expect(async () => {
    await field.fill("");
    await field.pressSequentially(typed);
    await suggestion.click({ timeout: 3_000 });
    await expect(field).toHaveValue(name, { timeout: 3_000 });
  }).toPass({ timeout: 60_000 });
}

async function attachLetter(focal: Visitor): Promise<void> {
  const { t } = focal;
  const purpose = t("documents.purposes.authorisation");
  const letter = focal.part(purpose);
  await letter.getByLabel(t("documents.file", { purpose })).setInputFiles({
    name: "letter.pdf",
    mimeType: "application/pdf",
    buffer: Buffer.from(pdf("Letter of authorisation")),
  });
  await letter.getByRole("button", { name: t("documents.upload") }).click();
  await focal.reads(t("documents.stored"));
  await expect(letter.getByRole("link", { name: "letter.pdf" })).toBeVisible();
}

/** An administrator finds the registration in the queue and vouches for it. */
export async function verifyUniversity(administrator: Visitor, university: University): Promise<void> {
  const { t } = administrator;
  await goToDesk(administrator, "institutions");
  const name = shownName(university, administrator.locale);
  await administrator.follow(name);
  await administrator.sees(name);
  await administrator.reads(t("institutions.desk.match.MATCH"));
  await administrator.ticks(t("institutions.desk.verifyConfirm"));
  await administrator.press(t("institutions.desk.verify"));
  await administrator.reads(t("institutions.states.VERIFIED"));
  await administrator.lacks(t("institutions.desk.verify"));
}
