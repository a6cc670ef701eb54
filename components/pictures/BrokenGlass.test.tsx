import { createTranslator } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test, vi } from "vitest";
import en from "@/messages/en.json";
import ur from "@/messages/ur.json";
import { BrokenGlass } from "./BrokenGlass";

const reader = vi.hoisted(() => ({ locale: "en" as "en" | "ur" }));
vi.mock("next-intl/server", () => ({
  getLocale: async () => reader.locale,
  getTranslations: async (namespace: "figures.brokenGlass") =>
    createTranslator({ locale: reader.locale, messages: reader.locale === "en" ? en : ur, namespace }),
}));

const shown = async (glass: { at: Date; reason: string | null }[], locale: "en" | "ur" = "en") => {
  reader.locale = locale;
  return renderToStaticMarkup(await BrokenGlass({ glass }));
};
const first = { at: new Date("2026-11-20T10:00:00Z"), reason: "keys lost" };
const second = { at: new Date("2026-11-21T19:30:00Z"), reason: null };

describe("governors who were replaced past every motion", () => {
  test("are nothing on the page where it never happened", async () => {
    expect(await shown([])).toBe("");
  });

  test.each(["en", "ur"] as const)("are told with each time and reason, the last first: %s", async (locale) => {
    const html = await shown([first, second], locale);
    const words = (locale === "en" ? en : ur).figures.brokenGlass;
    expect(html).toContain(words.title);
    expect(html.indexOf(second.at.toISOString())).toBeGreaterThan(-1);
    expect(html.indexOf(second.at.toISOString())).toBeLessThan(html.indexOf(first.at.toISOString()));
    expect(html).toContain(words.noReason);
    expect(html).toContain('<bdi lang="en">keys lost</bdi>');
    // Half past midnight in Pakistan.
    expect(html).toMatch(/22 (November|نومبر،) 2026/);
  });
});
