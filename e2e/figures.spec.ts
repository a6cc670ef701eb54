import { expect } from "@playwright/test";
import { type Locale, localePath } from "../lib/platform/i18n/routing.ts";
import { outbound } from "../lib/platform/security/outbound.ts";
import { journey } from "./support/journey.ts";
import type { Visitor } from "./support/visitor.ts";
import { verificationWords, withBlank } from "./support/words.ts";

for (const locale of ["en", "ur"] satisfies Locale[]) {
  journey(`the press reads its answers, and checks the figures behind them: ${locale}`, async ({ comes }) => {
    const reader = await comes(locale);
    const { t, main } = reader;
    await reader.goTo("/");
    const places = main.getByRole("region", { name: t("landing.figures.title") }).first();
    await expect(places).toContainText(t("pictures.vouched.portal"));
    await expect(places.getByRole("link", { name: t("pictures.vouched.certified") })).toHaveAttribute(
      "href",
      localePath("/verify/figures#parts", locale),
    );
    await expect(places.getByRole("link", { name: t("landing.figures.proof") })).toHaveAttribute(
      "href",
      localePath("/verify/figures#places", locale),
    );
    await places.getByRole("link", { name: t("landing.figures.all") }).click();
    await reader.sees(t("figures.title"));

    const answers = main
      .locator("section")
      .filter({ has: reader.page.getByRole("heading", { name: t("figures.answers.title") }) });
    const answerTo = (question: "live" | "real" | "messenger" | "who") =>
      answers
        .locator("dl > div")
        .filter({ has: reader.page.locator("dt", { hasText: t(`figures.answers.${question}`) }) });
    const age = withBlank(reader.t.raw("figures.answers.liveYes"), "{age}", ".+");
    await subnetAnswers(reader);
    await expect(answerTo("live")).toContainText(age);
    await expect(answerTo("live").getByRole("link", { name: t("figures.answers.proof") })).toBeVisible();
    await expect(answerTo("real")).toContainText(t("pictures.vouched.subnet"));
    await expect(answerTo("real")).toContainText(t("pictures.vouched.portal"));
    await expect(answerTo("messenger")).toContainText("node verify/cli.ts accounts");
    await expect(answerTo("who")).toContainText(t("pictures.vouched.institution"));
    for (const question of ["live", "real", "messenger", "who"] as const)
      await expect(answerTo(question).locator("p.font-semibold")).toHaveText(/\S/);

    const provinces = main.getByRole("heading", { name: t("figures.map.byProvince") }).locator("..");
    await expect(provinces).toContainText(`${t("figures.map.institutionsBy")} ${t("pictures.vouched.portal")}`);
    await expect(provinces).toContainText(`${t("figures.map.licencesBy")} ${t("pictures.vouched.certified")}`);

    // Whom the portal talks to, by the one list that its own rules are held to.
    const hosts = main.getByRole("table", { name: t("figures.hosts.title") });
    for (const { to } of outbound) await expect(hosts).toContainText(t(`figures.hosts.hosts.${to}.to`));
    await expect(hosts).toContainText(new URL(reader.page.url()).host);
    for (const headline of ["places", "free"] as const) await provesPlaces(reader, t(`figures.${headline}`));
    await opensItsProof(reader, t("figures.daysTitle"));
  });
}

/** The page shows the subnet's figures: while it is too busy to answer within seconds they are the portal's, and are said to be. */
async function subnetAnswers({ main, page, t }: Visitor): Promise<void> {
  const headline = main.locator("dl > div").filter({ has: page.getByText(t("figures.places"), { exact: true }) });
  const voucher = headline.getByRole("link", { name: t("pictures.vouched.subnet") });
  await expect(async () => {
    if ((await voucher.count()) === 0) await page.reload();
    await expect(voucher).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 60_000 });
}

/** A headline about places leads to where the subnet itself is asked for them, which says the same. */
async function provesPlaces(reader: Visitor, name: string): Promise<void> {
  const { main, page, t, locale } = reader;
  await subnetAnswers(reader);
  const headline = main.locator("dl > div").filter({ has: page.getByText(name, { exact: true }) });
  const count = await headline.locator("dd").first().innerText();
  await headline.getByRole("link", { name: t("pictures.vouched.subnet") }).click();
  const places = page.locator("#places");
  await expect(places.getByRole("heading")).toHaveText(verificationWords[locale].places.title);
  await expect(places).toBeInViewport();
  await expect(places.locator("tfoot")).toContainText(count);
  await page.goBack();
  await expect(headline).toBeVisible();
}

/** The line under a picture that says who vouches for it leads to what its sum has to come to. */
async function opensItsProof(reader: Visitor, picture: string): Promise<void> {
  const proof = reader.main
    .getByRole("figure", { name: picture })
    .getByRole("link", { name: reader.t("pictures.vouched.certified") });
  await expect(proof).toHaveAttribute("href", localePath("/verify/figures#parts", reader.locale));
  await proof.click();
  const words = verificationWords[reader.locale].figures;
  await expect(reader.main.getByText(words.parts)).toBeInViewport();
  await reader.isInOrder();
}
