import fs from "node:fs";
import { createRequire } from "node:module";
import type { CDPSession, Page } from "@playwright/test";
import type axe from "axe-core";
import type { RunOptions } from "axe-core";

/** A page reads it anew on every visit: the packed one is less than half as long. */
const source = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The rules that pages are held to: WCAG 2.2 A and AA. */
const wcag: RunOptions["runOnly"] = {
  type: "tag",
  values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
};

/** Where a rule is broken. */
export type Violation = { id: string; target: unknown; html: string };

/**
 * What axe finds on a page as it stands: against WCAG unless rules are named, or against all that axe knows. Axe goes into
 * a document once and hands back what is wrong alone: most of its time went into being brought anew and telling what is right.
 */
export async function violationsOn(page: Page, rules?: string[] | "all"): Promise<Violation[]> {
  if (!(await page.evaluate(() => "axe" in globalThis)))
    await (await sessionOn(page)).send("Runtime.evaluate", { expression: source });
  const options: RunOptions = {
    ...(rules !== "all" && { runOnly: rules ? { type: "rule", values: rules } : wcag }),
    resultTypes: ["violations"],
    // Style sheets need not be fetched again for any of these rules.
    preload: false,
  };
  return page.evaluate(async (asked) => {
    const { axe: brought } = globalThis as unknown as { axe: typeof axe };
    const { violations } = await brought.run(document, asked);
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html, target }) => ({ id, target, html })));
  }, options);
}

const sessions = new WeakMap<Page, CDPSession>();

/** By which the browser reads a script as it stands: as the argument of an evaluation it takes three times as long. */
async function sessionOn(page: Page): Promise<CDPSession> {
  const session = sessions.get(page) ?? (await page.context().newCDPSession(page));
  sessions.set(page, session);
  return session;
}
