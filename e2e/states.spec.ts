import { expect, type Page } from "@playwright/test";
import { localePath } from "../lib/platform/i18n/routing.ts";
import { amid } from "./support/amid.ts";
import { journey } from "./support/journey.ts";
import { portal } from "./support/portal.ts";
import { signInAsOfficer, signInHere } from "./support/signIn.ts";
import { askForStatus, followStatusLetter } from "./support/status.ts";
import { endSessionsIn, submitted } from "./support/submitted.ts";
import { withBlank } from "./support/words.ts";

const waiting = { timeout: 30_000 };

/** The service worker has all that it needs: without a connection a page that is loaded anew comes from it. */
async function isInCharge(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
}

/** The service worker holds the page, and is in charge of it. */
async function isKept(page: Page, cache: string): Promise<void> {
  await isInCharge(page);
  await expect(async () => {
    await page.reload();
    const kept = await page.evaluate(
      async ([name = "", address = ""]) => (await (await caches.open(name)).match(address)) !== undefined,
      [cache, page.url()],
    );
    expect(kept).toBe(true);
  }).toPass(waiting);
}

for (const locale of ["en", "ur"] as const)
  journey(
    `a link from a letter shows where an application stands, to one browser, without a script (${locale})`,
    async ({ comes }) => {
      const application = await submitted(locale);
      const phone = await comes(locale, { phone: true, javaScriptEnabled: false });
      const { t } = phone;
      await askForStatus(phone, { ...application, receipt: application.receipt.toLowerCase() });
      const link = await followStatusLetter(phone, application);
      await phone.press(t("status.open.submit"));
      await phone.sees(application.institution);
      await phone.reads(application.receipt);
      await phone.reads(t("applications.states.INFORMATION_REQUESTED"));
      await phone.reads(t("applications.events.submitted"));
      await phone.reads(t("status.page.asked"));
      await expect(phone.page.getByText("What is it for?")).toHaveCount(0);
      await phone.page.reload();
      await phone.sees(application.institution);

      const other = await comes(locale);
      await other.page.goto(link);
      await other.sees(t("status.dead.title"));
    },
  );

journey(
  "asking for the status of what is not yours is answered like any other, and sends nothing",
  async ({ comes }) => {
    const [mine, other] = [await submitted(), await submitted()];
    const visitor = await comes("en");
    await askForStatus(visitor, { receipt: other.receipt, address: mine.address });
    await visitor.goTo(`/mailbox?to=${encodeURIComponent(mine.address)}`);
    await visitor.reads(visitor.t("mailbox.none"));
    await visitor.goTo("/status");
    await visitor.writes(visitor.t("status.receipt"), "APP-00000-1");
    await visitor.writes(visitor.t("status.email"), mine.address);
    await visitor.press(visitor.t("status.submit"));
    await expect(visitor.main.getByRole("alert")).toContainText(visitor.t("errors.receiptInvalid"));
    await visitor.isInOrder();
  },
);

journey("an address that no page has says so without a script, in either language", async ({ comes }) => {
  for (const locale of ["en", "ur"] as const) {
    const visitor = await comes(locale, { javaScriptEnabled: false, mayBeRefused: true });
    for (const address of ["/nowhere", "/desk/nowhere", "/institutions/a/b/c"]) await visitor.isNotFound(address);
    await visitor.goTo("/");
    await visitor.sees(visitor.t("landing.title"));
  }
});

journey("a session that ends in the middle of a form loses nothing", async ({ comes }) => {
  const application = await submitted();
  const focal = await comes("en");
  const { t, page, main } = focal;
  await focal.goTo(`/sign-in?next=/applications/${application.id}`);
  await signInHere(focal, application.address);
  await focal.sees(application.institution);
  const reply = main.getByRole("textbox", { name: t("applications.request.reply") });
  const words = "For the registry of soil samples,\nand for nothing else.";
  await reply.fill(words);
  await endSessionsIn(application.address, 0);
  await focal.press(t("applications.request.send"));
  const alert = main.getByRole("alert");
  await expect(alert).toContainText(t("errors.signInFirst"));
  await expect(reply).toHaveValue(words);
  await focal.isInOrder();
  await alert.getByRole("link").click();
  await focal.sees(t("signIn.title"));
  await signInHere(focal, application.address);
  await focal.sees(application.institution);
  await expect(reply).toHaveValue(words);
  await focal.press(t("applications.request.send"));
  await focal.reads(t("applications.events.informationGiven"));
  await page.reload();
  await expect(reply).toHaveCount(0);
  expect(await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith("sanad-words")))).toEqual(
    [],
  );
});

journey("a session is said to end before it does, and can be made longer", async ({ comes }) => {
  const application = await submitted("ur");
  const focal = await comes("ur");
  const { t, page } = focal;
  await focal.goTo(`/sign-in?next=/applications/${application.id}`);
  await signInHere(focal, application.address);
  await focal.sees(application.institution);
  await endSessionsIn(application.address, 300);
  await page.reload();
  const dialog = page.getByRole("alertdialog", { name: t("states.session.soon") });
  await expect(dialog).toBeVisible(waiting);
  await focal.isInOrder();
  await dialog.getByRole("button", { name: t("states.session.stay") }).click();
  await expect(dialog).toHaveCount(0);
  await focal.reads(withBlank(t("states.session.extended", { time: "#" }), "#", "\\d\\d:\\d\\d"));

  await endSessionsIn(application.address, 0);
  await page.evaluate(() => new BroadcastChannel("sanad-session").postMessage("extended"));
  const ended = page.getByRole("alertdialog", { name: t("states.session.ended") });
  await expect(ended).toBeVisible(waiting);
  await focal.isInOrder();
  await ended.getByRole("link", { name: t("states.session.signIn") }).click();
  await focal.sees(t("signIn.title"));
  await signInHere(focal, application.address);
  await focal.sees(application.institution);
});

journey("what one person typed is never put before another, and goes when they sign out", async ({ comes }) => {
  const application = await submitted();
  const focal = await comes("en");
  const { t, page, main } = focal;
  await focal.goTo(`/sign-in?next=/applications/${application.id}`);
  await signInHere(focal, application.address);
  await focal.sees(application.institution);
  await main.getByRole("textbox", { name: t("applications.request.reply") }).fill("Mine alone");
  const kept = () => page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith("sanad-words")));
  await expect.poll(kept).toHaveLength(1);
  await page
    .getByRole("button", { name: t("nav.signOut") })
    .first()
    .click();
  await focal.sees(t("landing.title"));
  expect(await kept()).toEqual([]);
});

journey("a page that is long on its way shows its outline, and nothing is lost when it comes", async ({ comes }) => {
  const officer = await signInAsOfficer(await comes("en"), "Demo administrator 1");
  const { page, t } = officer;
  const { promise: seen, resolve: letCome } = Promise.withResolvers<void>();
  await page.route(/\/desk\/people\?.*_rsc|\/desk\/people$/, async (route) => {
    await seen;
    await route.continue();
  });
  const desk = page.getByRole("navigation", { name: t("desk.nav"), exact: true });
  await desk.getByRole("link", { name: t("desk.places.people.title"), exact: true }).click();
  await expect(page.locator("#content")).toHaveAttribute("aria-busy", "true");
  await expect(page.locator("[data-outline]")).toBeVisible();
  letCome();
  await officer.sees(t("people.title"));
  await expect(page.locator("[data-outline]")).toHaveCount(0);
  await expect(page.locator("#content")).not.toHaveAttribute("aria-busy", "true");
  // Where one waited before, one does not wait again on coming back.
  await desk.getByRole("link", { name: t("desk.overview"), exact: true }).click();
  await officer.sees(t("desk.title"));
  await expect(page.locator("[data-outline]")).toHaveCount(0);
});

journey("without a connection a form is not sent into nothing, and goes out when there is one", async ({ comes }) => {
  const application = await submitted();
  const focal = await comes("en", { mayBeOffline: true });
  const { t, page, main } = focal;
  await focal.goTo(`/sign-in?next=/applications/${application.id}`);
  await signInHere(focal, application.address);
  await focal.sees(application.institution);
  const reply = main.getByRole("textbox", { name: t("applications.request.reply") });
  await reply.fill("For the clinic.");
  await focal.context.setOffline(true);
  await expect(page.getByText(t("states.line.offline"))).toBeVisible();
  await focal.press(t("applications.request.send"));
  await focal.reads(t("states.line.notSent"));
  await expect(reply).toHaveValue("For the clinic.");
  await focal.isInOrder();
  await focal.context.setOffline(false);
  await expect(page.getByText(t("states.line.offline"))).toHaveCount(0);
  await focal.press(t("applications.request.send"));
  await focal.reads(t("applications.events.informationGiven"));
});

for (const locale of ["en", "ur"] as const)
  journey(`what is written without a connection is there again with it (${locale})`, async ({ comes }) => {
    const application = await submitted(locale);
    const focal = await comes(locale, { phone: locale === "ur", mayBeOffline: true });
    const { t, page, main } = focal;
    await focal.goTo(`/sign-in?next=/applications/${application.id}`);
    await signInHere(focal, application.address);
    await focal.sees(application.institution);
    const reply = main.getByRole("textbox", { name: t("applications.request.reply") });
    await reply.fill("For the");
    await isInCharge(page);
    await focal.context.setOffline(true);
    await expect(page.getByText(t("states.line.offline"))).toBeVisible();
    await reply.fill("For the clinic.");
    // As a phone lets go of a tab that nobody looks at.
    await page.reload();
    await expect(reply).toHaveCount(0);
    await focal.context.setOffline(false);
    await page.reload();
    await focal.sees(application.institution);
    await expect(reply).toHaveValue("For the clinic.");
  });

for (const locale of ["en", "ur"] as const)
  journey(
    `what was last seen of an application is there without a connection, and says of when (${locale})`,
    async ({ comes }) => {
      const application = await submitted(locale);
      const phone = await comes(locale, { phone: true, mayBeOffline: true });
      const { t, page } = phone;
      await askForStatus(phone, application);
      await followStatusLetter(phone, application);
      await phone.press(t("status.open.submit"));
      await phone.sees(application.institution);
      await isKept(page, "sanad-status");
      const seen = page.url();

      await phone.context.setOffline(true);
      await page.reload();
      await phone.sees(application.institution);
      await phone.reads(withBlank(t("states.line.stale", { time: "#" }), "#", ".+"));
      await phone.reads(application.receipt);

      // Any other page says that there is no connection, and what can be read.
      await page.goto(localePath("/applications", locale));
      await expect(page.getByRole("heading", { level: 1, name: t("states.offline.title") })).toBeVisible();
      await expect(page.locator("html")).toHaveAttribute("lang", locale);
      await phone.isInOrder();
      await page.getByRole("link", { name: application.institution }).click();
      await expect(page).toHaveURL(seen);

      // A licence is never said to be anything that was not proved just now.
      await page.goto(localePath("/verify/SND-00000-00000-0", locale));
      await expect(page.getByRole("heading", { level: 1, name: t("states.check.title") })).toBeVisible();
      await phone.isInOrder();

      await phone.context.setOffline(false);
      await page.goto(localePath("/status", locale));
      await phone.sees(t("status.title"));
    },
  );

journey("whoever signs out leaves no page behind", async ({ comes }) => {
  const application = await submitted();
  const focal = await comes("en", { mayBeOffline: true });
  const { t, page } = focal;
  await focal.goTo(`/sign-in?next=/applications/${application.id}`);
  await signInHere(focal, application.address);
  await focal.sees(application.institution);
  await isKept(page, "sanad-pages");
  const kept = () =>
    page.evaluate(async () =>
      (await (await caches.open("sanad-pages")).keys()).map(({ url }) => new URL(url).pathname),
    );
  expect(await kept()).toEqual([`/applications/${application.id}`]);
  await page
    .getByRole("button", { name: t("nav.signOut") })
    .first()
    .click();
  await focal.sees(t("landing.title"));
  await expect.poll(kept).toEqual([]);
  await focal.context.setOffline(true);
  await page.goto(`/applications/${application.id}`);
  await expect(page.getByRole("heading", { level: 1, name: t("states.offline.title") })).toBeVisible();
  await expect(page.getByText(application.receipt)).toHaveCount(0);
});

journey("what somebody no longer may see is taken from what the browser keeps", async ({ comes }) => {
  const application = await submitted();
  const focal = await comes("en", { mayBeOffline: true });
  await focal.goTo(`/sign-in?next=/applications/${application.id}`);
  await signInHere(focal, application.address);
  await focal.sees(application.institution);
  await isKept(focal.page, "sanad-pages");
  await endSessionsIn(application.address, 0);
  await focal.page.reload();
  await focal.sees(focal.t("signIn.title"));
  const kept = () => focal.page.evaluate(async () => (await (await caches.open("sanad-pages")).keys()).length);
  await expect.poll(kept).toBe(0);
});

journey("the portal can be put on a home screen, in the reader's language", async ({ comes, request }) => {
  for (const locale of ["en", "ur"] as const) {
    const visitor = await comes(locale);
    await visitor.goTo("/");
    const address = await visitor.page.locator('link[rel="manifest"]').getAttribute("href");
    const manifest = await (await request.get(address ?? "")).json();
    expect(manifest).toMatchObject({
      lang: locale,
      id: "/",
      start_url: localePath("/home", locale),
      display: "standalone",
    });
    const { icons, shortcuts } = manifest as {
      icons: { src: string; purpose?: string }[];
      shortcuts: { url: string }[];
    };
    expect(icons.some(({ purpose }) => purpose === "maskable")).toBe(true);
    for (const { src } of icons) expect((await request.get(src)).status(), src).toBe(200);
    for (const { url } of shortcuts) expect((await request.get(url)).status(), url).toBe(200);
  }
});

journey(
  "while the portal is being worked on every page says so, and licences can be checked",
  async ({ comes, request }) => {
    await amid("maintenance", portal(), async () => {
      const visitor = await comes("ur", { javaScriptEnabled: false, mayBeRefused: true });
      await expect.poll(async () => (await request.get("/terms")).status()).toBe(503);
      const closed = await request.get("/ur/home");
      expect(closed.status()).toBe(503);
      expect(Number(closed.headers()["retry-after"])).toBeGreaterThan(3_000);
      await visitor.goTo("/home");
      await visitor.sees(visitor.t("states.maintenance.title"));
      for (const address of ["/verify", "/ur/verify", "/api/health", "/api/v1/network"])
        expect((await request.get(address)).status(), address).toBe(200);
      expect((await request.post("/status", { data: "" })).status()).toBe(503);
    });
    await expect.poll(async () => (await request.get("/terms")).status()).toBe(200);
  },
);
