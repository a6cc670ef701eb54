import { expect, type Locator, type Page } from "@playwright/test";
import type { Visitor } from "./visitor.ts";

/** More stops than any page has: whoever has not arrived by then is in a trap. */
const stopsAtMost = 160;

/**
 * Somebody with a keyboard and nothing else: Tab, Enter, Space, the arrows and letters. At every stop they must see where they
 * are, and no act may throw them back to the beginning of the page.
 */
export class Keyboard {
  readonly visitor: Visitor;

  constructor(visitor: Visitor) {
    this.visitor = visitor;
  }

  get page(): Page {
    return this.visitor.page;
  }

  get main(): Locator {
    return this.visitor.main;
  }

  /** Goes from stop to stop with Tab until `control` has the focus. */
  async reaches(control: Locator): Promise<void> {
    await expect(control).toBeVisible();
    for (let stop = 0; stop < stopsAtMost; stop++) {
      if (await hasFocus(control)) return this.seesWhereItIs();
      await this.page.keyboard.press("Tab");
      await this.seesWhereItIs();
    }
    throw new Error(`${control} was not reached by Tab on ${this.page.url()}`);
  }

  /** The control with the focus is on the screen and shows that it has it. */
  async seesWhereItIs(): Promise<void> {
    const hidden = await this.page.evaluate(unseenFocus);
    expect(hidden, `focus on ${this.page.url()}`).toBeUndefined();
  }

  async follows(name: string | RegExp): Promise<void> {
    await this.reaches(this.main.getByRole("link", { name, exact: true }).first());
    await this.acts("Enter");
  }

  /** Comes to the desk's table, which is one stop, walks down its rows to the one that holds `text`, and opens it. */
  async opensRow(text: string): Promise<void> {
    await this.comesToRow(this.main.getByRole("grid"), text);
    await this.page.keyboard.press("Enter");
  }

  /** The same, and chooses the row. */
  async choosesRow(grid: Locator, text: string): Promise<void> {
    await this.comesToRow(grid, text);
    await this.page.keyboard.press("Space");
    await expect(grid.getByRole("row", { selected: true })).toHaveCount(1);
  }

  private async comesToRow(grid: Locator, text: string): Promise<void> {
    await expect(grid).toBeVisible();
    for (let stop = 0; stop < stopsAtMost && !(await grid.evaluate(holdsFocus)); stop++)
      await this.page.keyboard.press("Tab");
    await this.seesWhereItIs();
    const row = grid.getByRole("row").filter({ hasText: text });
    for (let down = 0; down < 100 && !((await row.count()) === 1 && (await row.evaluate(holdsFocus))); down++)
      await this.page.keyboard.press("ArrowDown");
    expect(await row.evaluate(holdsFocus), `the row of ${text}`).toBe(true);
    await this.seesWhereItIs();
  }

  async presses(name: string, key: "Enter" | "Space" = "Enter"): Promise<void> {
    await this.reaches(this.main.getByRole("button", { name, exact: true }).first());
    await this.acts(key);
  }

  /** Presses a key, and afterwards the focus is somewhere: see {@link keepsItsPlace}. */
  async acts(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }

  async writes(field: Locator | string, text: string): Promise<void> {
    const box = typeof field === "string" ? this.main.getByRole("textbox", { name: field }) : field;
    await this.reaches(box);
    await this.page.keyboard.press("ControlOrMeta+A");
    await this.page.keyboard.insertText(text);
  }

  async ticks(label: string): Promise<void> {
    const box = this.main.getByRole("checkbox", { name: label });
    await this.reaches(box);
    await this.page.keyboard.press("Space");
    await expect(box).toBeChecked();
  }

  /** Comes to the group and goes down it to the wanted choice. */
  async picks(label: string): Promise<void> {
    const wanted = this.main.getByRole("radio", { name: label });
    const name = await wanted.getAttribute("name");
    const group = this.main.locator(`input[type=radio][name="${name}"]`);
    for (let stop = 0; stop < stopsAtMost && !(await group.evaluateAll(isAmong)); stop++)
      await this.page.keyboard.press("Tab");
    await this.seesWhereItIs();
    if (!(await wanted.isChecked()) && (await hasFocus(wanted))) await this.page.keyboard.press("Space");
    for (let down = 0; down < 30 && !(await wanted.isChecked()); down++) await this.page.keyboard.press("ArrowDown");
    await expect(wanted).toBeChecked();
  }

  /** Comes to the list and goes down it to the line that holds `line`. */
  async chooses(label: string, line: string): Promise<void> {
    const list = this.main.getByRole("combobox", { name: label });
    await this.reaches(list);
    await this.page.keyboard.press("Home");
    for (let down = 0; down < 200 && !(await chosen(list)).includes(line); down++)
      await this.page.keyboard.press("ArrowDown");
    expect(await chosen(list)).toContain(line);
  }

  /** Goes down an open list of suggestions to one of them, and takes it. */
  async takesSuggestion(name: string): Promise<void> {
    const option = this.page.getByRole("option", { name });
    for (let down = 0; down < 10 && (await option.getAttribute("data-focused")) !== "true"; down++)
      await this.page.keyboard.press("ArrowDown");
    await expect(option).toHaveAttribute("data-focused", "true");
    await this.page.keyboard.press("Enter");
  }

  /** Signs in with an identity of the local identity provider, in the window that the page opens. */
  async signsInWithIdentity(identity: string): Promise<void> {
    await this.choosesIdentity(identity, this.visitor.t("signIn.identity.button"));
  }

  /** Has the browser show what is signed. */
  async looksAtList(): Promise<void> {
    await this.presses(this.visitor.t("signing.check"));
    await this.visitor.reads(this.visitor.t("signing.checked"));
    await this.keepsItsPlace();
  }

  /** Chooses an identity of the local identity provider in the window that the button opens. */
  async choosesIdentity(identity: string, button: string): Promise<void> {
    const opened = this.visitor.context.waitForEvent("page");
    await this.presses(button);
    const provider = await opened;
    const field = provider.getByRole("textbox");
    await expect(field).toBeVisible();
    for (let stop = 0; stop < 10 && !(await hasFocus(field)); stop++) await provider.keyboard.press("Tab");
    await provider.keyboard.press("ControlOrMeta+A");
    await provider.keyboard.insertText(identity);
    const closed = provider.waitForEvent("close");
    // The window closes while the key is down: there is nothing left to let go of.
    await provider.keyboard.down("Enter");
    await closed;
  }

  /** Opens the file chooser by keyboard and takes a file. */
  async attaches(field: Locator, file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
    // Looked out for well before the key: a chooser that opens unheard closes again.
    const chooser = this.page.waitForEvent("filechooser");
    await this.reaches(field);
    await this.page.keyboard.press("Enter");
    await (await chooser).setFiles(file);
  }

  /** The heading of the next page is there, the page is in order, and the focus is in it or at its fresh beginning. */
  async arrives(title: string | RegExp): Promise<void> {
    await this.visitor.sees(title);
    await this.keepsItsPlace();
  }

  /** The focus is not lost: only a document that was loaded anew may begin at its beginning. */
  async keepsItsPlace(): Promise<void> {
    await expect
      .poll(() => this.page.evaluate(placeOfFocus), { message: `focus after an act on ${this.page.url()}` })
      .not.toBe("lost");
  }

  /** Waits until the page's own script looks after its forms; before that the browser says what is wrong in its own way. */
  async isScripted(): Promise<void> {
    await expect(this.main.locator("form[novalidate]").first()).toBeAttached();
  }

  /** A summary of what is wrong has the focus, and its first link leads to the field at fault. */
  async isToldWhatIsWrong(field: Locator): Promise<void> {
    const summary = this.main.getByRole("alert");
    await expect(summary).toBeFocused();
    await this.seesWhereItIs();
    await this.reaches(summary.getByRole("link").first());
    await this.page.keyboard.press("Enter");
    await expect(field).toBeFocused();
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await expect(field).toHaveAccessibleDescription(/\S/);
  }
}

function hasFocus(control: Locator): Promise<boolean> {
  return control.evaluate((element) => element === document.activeElement);
}

function chosen(list: Locator): Promise<string> {
  return list.evaluate((element) =>
    element instanceof HTMLSelectElement ? (element.selectedOptions[0]?.textContent ?? "") : "",
  );
}

/** Runs in the page. */
function holdsFocus(element: Element): boolean {
  return element.contains(document.activeElement);
}

/** Runs in the page. */
function isAmong(elements: Element[]): boolean {
  return document.activeElement !== null && elements.includes(document.activeElement);
}

/** Runs in the page: marks the document, so that one loaded anew is known by the mark that it lacks. */
function placeOfFocus(): "kept" | "fresh" | "lost" {
  const known = document.documentElement.hasAttribute("data-walked");
  document.documentElement.setAttribute("data-walked", "");
  if (document.activeElement && document.activeElement !== document.body) return "kept";
  return known ? "lost" : "fresh";
}

/** Runs in the page: the control with the focus, where nothing shows it or it is off the screen; undefined when all is well. */
function unseenFocus(): string | undefined {
  const control = document.activeElement;
  // Between the last stop and the first lies the browser's own bar.
  if (!control || control === document.body) return undefined;
  const shows = (element: Element) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    return (outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2) || boxShadow !== "none";
  };
  // The beginning of the content is a place and no control.
  if (control.id === "content") return undefined;
  const label = control instanceof HTMLInputElement ? (control.labels?.[0] ?? null) : null;
  const { top, bottom, left, right, width, height } = control.getBoundingClientRect();
  const onScreen = bottom > 0 && right > 0 && top < innerHeight && left < innerWidth && width > 0 && height > 0;
  const shown = shows(control) || (label !== null && shows(label));
  return onScreen && shown ? undefined : control.outerHTML.slice(0, 300);
}
