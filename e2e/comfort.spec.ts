import { expect } from "@playwright/test";
import type { Locale } from "../lib/platform/i18n/routing.ts";
import { cutOff } from "./support/cutOff.ts";
import { journey } from "./support/journey.ts";
import { signInAsDemo } from "./support/signIn.ts";
import type { Visitor } from "./support/visitor.ts";
import { verificationWords } from "./support/words.ts";

const open = ["/", "/sign-in", "/status", "/verify", "/terms", "/accessibility"] as const;
const signedIn = ["/home", "/institutions/new", "/applications", "/seat"] as const;

for (const locale of ["en", "ur"] satisfies Locale[]) {
  journey(`at 400 % the text flows anew, and at twice its size nothing is cut off: ${locale}`, async ({ comes }) => {
    const reader = await comes(locale);
    await eachFits(reader, open);
    await signInAsDemo(reader, "Demo focal person", "/home", reader.t("home.title"));
    await eachFits(reader, signedIn);
  });

  journey(`nothing moves for those who asked for less motion: ${locale}`, async ({ comes }) => {
    const reader = await comes(locale);
    await reader.page.emulateMedia({ reducedMotion: "reduce" });
    for (const path of open) {
      await reader.goTo(path);
      await expect(reader.page.getByRole("heading", { level: 1 })).toBeVisible();
      expect(await reader.page.evaluate(moving), path).toEqual([]);
    }
    await reader.goTo("/verify/SND-00000-00000-0");
    const { title } = verificationWords[locale].answers.absent;
    await expect(reader.main.getByRole("article", { name: title })).toBeVisible();
    expect(await reader.page.evaluate(moving)).toEqual([]);
  });
}

async function eachFits(reader: Visitor, paths: readonly string[]): Promise<void> {
  const { page } = reader;
  for (const path of paths) {
    // 1280 pixels at 400 %.
    await page.setViewportSize({ width: 320, height: 640 });
    await reader.goTo(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await fits(reader, `${path} at 320 pixels`);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.evaluate(() => {
      document.documentElement.style.fontSize = "200%";
    });
    await fits(reader, `${path} at twice the text`);
  }
}

/** Nothing lies beyond the edge, and nothing scrolls sideways but what says so itself. */
async function fits({ page }: Visitor, what: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  const { wanted, given } = await page.evaluate(() => ({
    wanted: document.documentElement.scrollWidth,
    given: document.documentElement.clientWidth,
  }));
  expect.soft(wanted, `${what}: sideways`).toBeLessThanOrEqual(given);
  expect.soft(await page.evaluate(cutOff), `${what}: beyond the edge`).toEqual([]);
}

/** Runs in the page: what would take time to move, in animation, transition or scrolling. */
function moving(): string[] {
  const seconds = (list: string) => Math.max(...list.split(",").map((time) => Number.parseFloat(time)));
  return [...document.querySelectorAll("*")]
    .filter((element) => {
      const { animationName, animationDuration, transitionDuration, scrollBehavior } = getComputedStyle(element);
      const animated = animationName !== "none" && seconds(animationDuration) > 0.01;
      return animated || seconds(transitionDuration) > 0.01 || scrollBehavior === "smooth";
    })
    .map((element) => element.outerHTML.slice(0, 120));
}
