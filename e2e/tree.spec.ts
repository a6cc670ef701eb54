import { expect } from "@playwright/test";
import type { Locale } from "../lib/platform/i18n/routing.ts";
import { journey } from "./support/journey.ts";
import { signInAsDemo, signInByCode } from "./support/signIn.ts";
import { askForStatus, followStatusLetter } from "./support/status.ts";
import { draftOfTwo, submitted } from "./support/submitted.ts";
import { isReadAs } from "./support/tree.ts";
import type { Visitor } from "./support/visitor.ts";
import { verificationWords } from "./support/words.ts";

for (const locale of ["en", "ur"] satisfies Locale[]) {
  journey(`what is read out of the public pages: ${locale}`, async ({ comes }) => {
    const visitor = await comes(locale);
    const { t, page, main } = visitor;
    const { step } = journey;

    await step("the landing page", async () => {
      await visitor.goTo("/");
      await visitor.sees(t("landing.title"));
      await isReadAs(page.locator("body"), [
        ["link", t("common.skip")],
        [
          "banner",
          undefined,
          undefined,
          [
            ["link", t("common.name")],
            ["navigation", t("nav.main")],
          ],
        ],
        ["main", undefined, undefined, [["heading", t("landing.title"), "level=1"]]],
        ["contentinfo", undefined, undefined, [["navigation", t("nav.footer"), undefined, [["list"]]]]],
      ]);
      await isReadAs(main, [
        ["heading", t("landing.title"), "level=1"],
        ["paragraph", undefined, undefined, [["link", t("landing.apply")]]],
        [
          "search",
          undefined,
          undefined,
          [
            ["heading", t("landing.check.title"), "level=2"],
            ["textbox", t("landing.check.label")],
            ["button", t("landing.check.button")],
          ],
        ],
        ["region", t("landing.figures.title"), undefined, [["heading", t("landing.figures.title"), "level=2"]]],
      ]);
      await hasOneTopHeading(visitor);
    });

    await step("signing in, with what is wrong said first", async () => {
      await visitor.goTo("/sign-in");
      await visitor.sees(t("signIn.title"));
      await expect(main.locator("form[novalidate]").first()).toBeAttached();
      await visitor.writes(t("signIn.email.label"), "nobody");
      await visitor.press(t("signIn.email.button"));
      const wrong = `${t("signIn.email.label")}: ${t("errors.emailInvalid")}`;
      await isReadAs(main, [
        ["heading", t("signIn.title"), "level=1"],
        ["region", t("signIn.identity.title"), undefined, [["button", t("signIn.identity.button")]]],
        [
          "region",
          t("signIn.email.title"),
          undefined,
          [
            [
              "alert",
              t("common.problem"),
              undefined,
              [
                ["heading", t("common.problem"), "level=2"],
                ["list", undefined, undefined, [["listitem", undefined, undefined, [["link", wrong]]]]],
              ],
            ],
            ["textbox", t("signIn.email.label"), "invalid"],
            ["button", t("signIn.email.button")],
          ],
        ],
      ]);
      const field = main.getByRole("textbox", { name: t("signIn.email.label") });
      await expect(field).toHaveAccessibleDescription(`${t("signIn.email.hint")} ${t("errors.emailInvalid")}`);
    });

    await step("asking where an application stands", async () => {
      await visitor.goTo("/status");
      await visitor.sees(t("status.title"));
      await isReadAs(main, [
        ["heading", t("status.title"), "level=1"],
        [
          "region",
          t("status.form"),
          undefined,
          [
            ["textbox", t("status.receipt")],
            ["textbox", t("status.email")],
            ["button", t("status.submit")],
          ],
        ],
      ]);
    });

    await step("the answer to a number", async () => {
      const words = verificationWords[locale];
      await visitor.goTo("/verify/SND-00000-00000-0");
      const { title } = words.answers.absent;
      await expect(main.getByRole("article", { name: title })).toBeVisible();
      await isReadAs(main, [
        ["heading", words.title, "level=1"],
        ["textbox", words.label],
        ["button", words.submit],
        ["article", title, undefined, [["heading", title, "level=2"]]],
      ]);
      await hasOneTopHeading(visitor);
    });
  });

  journey(`what is read out of a form of the portal: ${locale}`, async ({ comes }) => {
    const focal = await comes(locale);
    const { t, main, page } = focal;
    await signInAsDemo(focal, "Demo focal person", "/institutions/new", t("institutions.new.title"));
    await expect(main.locator("form[novalidate]").first()).toBeAttached();
    await focal.press(t("institutions.new.submit"));
    await isReadAs(main, [
      ["heading", t("institutions.new.title"), "level=1"],
      ["alert", t("common.problem"), undefined, [["list"]]],
      [
        "group",
        t("institutions.new.kind"),
        undefined,
        [["radio", `${t("institutions.kinds.UNIVERSITY")} ${t("institutions.kindHints.UNIVERSITY")}`]],
      ],
      ["button", t("institutions.new.submit")],
    ]);
    await expect(main.getByRole("alert")).toBeFocused();
    await isReadAs(page.getByRole("banner"), [
      [
        "navigation",
        t("nav.main"),
        undefined,
        [["list", undefined, undefined, [["listitem", undefined, undefined, [["link", t("nav.start")]]]]]],
      ],
      ["button", t("nav.signOut")],
    ]);
    await hasOneTopHeading(focal);
  });

  journey(`what is read out of an application that is being written: ${locale}`, async ({ comes }) => {
    const draft = await draftOfTwo(locale);
    const institution = locale === "ur" ? "جامعہ مثال" : "Example University";
    const focal = await comes(locale);
    const { t, main } = focal;
    await signInByCode(focal, draft.addresses[0]);
    await focal.goTo(`/applications/${draft.id}`);
    await focal.sees(institution);
    await isReadAs(main, [
      ["heading", institution, "level=1"],
      [
        "region",
        t("applications.tasks.title"),
        undefined,
        [
          ["heading", t("applications.tasks.title"), "level=2"],
          [
            "list",
            undefined,
            undefined,
            [["listitem", undefined, undefined, [["link", t("applications.tasks.plan")]]]],
          ],
        ],
      ],
    ]);
    const title = t("applications.tasks.data");
    await focal.goTo(`/applications/${draft.id}/data`);
    await focal.sees(title);
    await isReadAs(main, [
      ["heading", title, "level=1"],
      ["group", t("applications.dataSensitivity.label"), undefined, [["radio"]]],
      ["button", t("applications.edit.goOn")],
    ]);
    await focal.follow(t("applications.tasks.title"));
    await focal.follow(t("applications.tasks.plan"));
    await focal.sees(t("applications.tasks.plan"));
    await isReadAs(main, [
      ["heading", t("applications.tasks.plan"), "level=1"],
      ["textbox", t("applications.questions.purpose.label")],
      ["textbox", t("applications.questions.projects.label")],
      ["button", t("applications.edit.goOn")],
    ]);
    await expect(
      main.getByRole("textbox", { name: t("applications.questions.purpose.label") }),
    ).toHaveAccessibleDescription(/\S/);
    await hasOneTopHeading(focal);
  });

  journey(`what is read out of the page that a link from a letter opens: ${locale}`, async ({ comes }) => {
    const application = await submitted(locale);
    const visitor = await comes(locale);
    const { t, main } = visitor;
    const page = (key: "way" | "more" | "receipt" | "moreSignIn") => t(`status.page.${key}`);
    await askForStatus(visitor, application);
    await followStatusLetter(visitor, application);
    await visitor.press(t("status.open.submit"));
    await visitor.sees(application.institution);
    await isReadAs(main, [
      ["heading", application.institution, "level=1"],
      ["term"],
      ["definition"],
      ["region", page("way"), undefined, [["heading", page("way"), "level=2"], ["list"]]],
      ["region", page("more"), undefined, [["link", page("moreSignIn")]]],
    ]);
    await expect(main.getByRole("definition").first()).toHaveText(application.receipt);
    await hasOneTopHeading(visitor);
  });
}

/** One heading says what the page is, and no level is left out below it. */
async function hasOneTopHeading({ page }: Visitor): Promise<void> {
  const levels = await page
    .getByRole("heading")
    .evaluateAll((headings) => headings.map((heading) => Number(heading.tagName.slice(1))));
  expect(levels.filter((level) => level === 1)).toHaveLength(1);
  const skipped = levels.filter((level, at) => level > (levels[at - 1] ?? 1) + 1);
  expect(skipped, `levels of the headings of ${page.url()}: ${levels}`).toEqual([]);
}
