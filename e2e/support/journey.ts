import { test as base, type ConsoleMessage, expect } from "@playwright/test";
import type { Locale } from "../../lib/platform/i18n/routing.ts";
import { Visitor } from "./visitor.ts";

type Journey = {
  /** Somebody new comes, with a browser of their own; whatever its console complains of fails the journey. */
  comes: (locale: Locale, circumstances?: Circumstances) => Promise<Visitor>;
};

type Circumstances = {
  /** At the portal's name on this machine instead of its number: passkeys are made for names. */
  byName?: boolean;
  /** With the narrowest screen that is still common. */
  phone?: boolean;
  javaScriptEnabled?: boolean;
  /** A browser's console calls a page that is not found, or closed for work, a failure to load. */
  mayBeRefused?: boolean;
  /** Without a connection a console complains of everything that could not be fetched. */
  mayBeOffline?: boolean;
};

/** A test of several people. */
export const journey = base.extend<Journey>({
  comes: async ({ browser, baseURL }, use) => {
    const complaints: string[] = [];
    await use(async (locale, circumstances = {}) => {
      const { phone = false, byName = false, javaScriptEnabled = true } = circumstances;
      const { mayBeRefused = false, mayBeOffline = false } = circumstances;
      const context = await browser.newContext({
        locale: locale === "ur" ? "ur-PK" : "en-PK",
        javaScriptEnabled,
        ...(byName && { baseURL: baseURL?.replace("127.0.0.1", "localhost") }),
        ...(phone && { viewport: { width: 360, height: 740 } }),
      });
      // A violation of the content security policy is an error of the console too.
      context.on("console", (message) => {
        const isRefusal = mayBeRefused && /status of (404|503)/.test(message.text());
        const isOffline = mayBeOffline && /ERR_INTERNET_DISCONNECTED|Failed to fetch/.test(message.text());
        if (message.type() === "error" && !isRefusal && !isOffline) complaints.push(said(message));
      });
      context.on("weberror", (error) => complaints.push(String(error.error())));
      return new Visitor(await context.newPage(), locale, { javaScriptEnabled });
    });
    await Promise.all(browser.contexts().map((context) => context.close()));
    expect(complaints, "what the browsers' consoles complained of").toEqual([]);
  },
});

function said(message: ConsoleMessage): string {
  return `${message.text()} (${message.location().url}, on ${message.page()?.url()})`;
}
