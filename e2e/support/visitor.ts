import { type BrowserContext, expect, type Locator, type Page } from "@playwright/test";
import { direction, type Locale, localePath } from "../../lib/platform/i18n/routing.ts";
import { violationsOn } from "../../scripts/testing/axe.mts";
import { cutOff } from "./cutOff.ts";
import { asWritten, type Say, say } from "./words.ts";

/** A person at a browser of their own, in one language. */
export class Visitor {
  readonly page: Page;
  readonly locale: Locale;
  /** The portal's words in the visitor's language. */
  readonly t: Say;
  readonly #javaScriptEnabled: boolean;

  constructor(page: Page, locale: Locale, { javaScriptEnabled = true } = {}) {
    this.page = page;
    this.locale = locale;
    this.t = say(locale);
    this.#javaScriptEnabled = javaScriptEnabled;
  }

  get context(): BrowserContext {
    return this.page.context();
  }

  /** Opens an address of the portal, given without the language. */
  async goTo(path: string): Promise<void> {
    await this.page.goto(localePath(path, this.locale));
  }

  /** The same visitor looking at another page beside this one. */
  async besides(path: string): Promise<Visitor> {
    const visitor = new Visitor(await this.context.newPage(), this.locale, {
      javaScriptEnabled: this.#javaScriptEnabled,
    });
    await visitor.goTo(path);
    return visitor;
  }

  /** Waits for the page with this heading, which must be in order: see {@link isInOrder}. */
  async sees(title: string | RegExp): Promise<void> {
    await expect(this.page.getByRole("heading", { level: 1, name: title })).toBeVisible();
    await this.isInOrder();
  }

  /** The page's language and direction are the visitor's, it says what it is, it fits the screen, and axe finds nothing. */
  async isInOrder(): Promise<void> {
    const html = this.page.locator("html");
    await expect(html).toHaveAttribute("lang", this.locale);
    await expect(html).toHaveAttribute("dir", direction(this.locale));
    // After an action the framework sets the title a moment after the content.
    await expect(this.page).toHaveTitle(/\S/);
    await expect(this.page.getByText(this.t("common.demonstration")).first()).toBeVisible();
    // Axe is a script.
    if (!this.#javaScriptEnabled) return;
    expect.soft(await this.page.evaluate(cutOff), `beyond the edge of ${this.page.url()}`).toEqual([]);
    await isAccessible(this.page);
  }

  /** The portal says that there is nothing at an address. */
  async isNotFound(path: string): Promise<void> {
    const response = await this.page.goto(localePath(path, this.locale));
    expect(response?.status(), path).toBe(404);
    await this.sees(this.t("common.notFound.title"));
  }

  async reads(text: string | RegExp): Promise<void> {
    const words = typeof text === "string" ? asWritten(text) : text;
    await expect(this.page.getByText(words).filter({ visible: true }).first()).toBeVisible();
  }

  /** Waits for words that come when work elsewhere is done; the page may look again by itself or be loaded again. */
  async waitsFor(text: string): Promise<void> {
    await expect(async () => {
      await this.page.reload();
      // They come with the page or not at all.
      const words = this.main.getByText(asWritten(text)).filter({ visible: true });
      await expect(words.first()).toBeVisible({ timeout: 1_000 });
    }).toPass({ timeout: 120_000, intervals: [250] });
  }

  get main(): Locator {
    return this.page.getByRole("main");
  }

  /** A part of the page, by its heading. */
  part(title: string): Locator {
    return this.page.getByRole("region", { name: title, exact: true });
  }

  button(name: string): Locator {
    return this.main.getByRole("button", { name, exact: true });
  }

  async press(name: string): Promise<void> {
    await this.button(name).click();
  }

  /** There is no such button, nor any that was pressed and waits for its answer under another name. */
  async lacks(name: string): Promise<void> {
    await expect(this.button(name)).toHaveCount(0);
    await expect(this.main.locator("button[aria-disabled]")).toHaveCount(0);
    await expect(this.button(name)).toHaveCount(0);
  }

  /** Follows a link in the content of the page. */
  async follow(name: string): Promise<void> {
    await this.main.getByRole("link", { name, exact: true }).first().click();
  }

  async writes(label: string, text: string): Promise<void> {
    await this.main.getByRole("textbox", { name: label }).fill(text);
  }

  async ticks(label: string): Promise<void> {
    await this.main.getByRole("checkbox", { name: label }).check();
  }

  async picks(label: string): Promise<void> {
    await this.main.getByRole("radio", { name: label }).check();
  }

  /** Chooses the line of a list that holds `line`. */
  async chooses(label: string, line: string): Promise<void> {
    const list = this.main.getByRole("combobox", { name: label });
    const value = await list.getByRole("option").filter({ hasText: line }).first().getAttribute("value");
    await list.selectOption(value ?? { label: line });
  }
}

/**
 * Axe finds nothing on the page. The journey goes on when it does, so that one run finds all there is. The title is waited
 * for instead: after an action the framework takes the old one away a moment before it sets the new one.
 */
export async function isAccessible(page: Page): Promise<void> {
  await expect(page).toHaveTitle(/\S/);
  const violations = (await violationsOn(page)).filter(({ id }) => id !== "document-title");
  expect.soft(violations, `axe on ${page.url()}`).toEqual([]);
}
