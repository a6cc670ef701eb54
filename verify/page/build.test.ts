import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildPage } from "../testing/page.ts";
import { en } from "./en.ts";
import { BUDGETS, decoderFiles, type PageManifest, pageWeight } from "./manifest.ts";
import { LANGUAGES } from "./messages.ts";
import { ur } from "./ur.ts";

let folder: string;
let manifest: PageManifest;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "sanad-page-"));
  manifest = await buildPage(folder);
}, 60_000);

afterAll(() => rm(folder, { recursive: true }));

describe("the built page", () => {
  it.each(LANGUAGES)("weighs no more than its budget in %s", (language) => {
    const total = pageWeight(manifest, language).reduce((sum, { bytes }) => sum + bytes, 0);
    expect(total).toBeGreaterThan(20_000);
    expect(total).toBeLessThan(BUDGETS[language]);
  });

  it("fetches no more in the background than it says", () => {
    const decoder = decoderFiles(Object.keys(manifest.files)).map((file) => manifest.files[file]?.gzip ?? 0);
    expect(decoder).toHaveLength(2);
    expect(decoder.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(450_000);
  });

  it("brings the Nastaliq to Urdu pages only", () => {
    const fonts = (language: "en" | "ur") =>
      pageWeight(manifest, language).filter(({ file }) => file.endsWith(".woff2"));
    expect(fonts("en")).toHaveLength(0);
    expect(fonts("ur")).toHaveLength(1);
  });

  it.each(LANGUAGES)("can be read and sent without JavaScript in %s", async (language) => {
    const html = await readFile(path.join(folder, manifest.pages[language]), "utf8");
    const words = language === "ur" ? ur : en;
    expect(html).toContain(`<html lang="${language}" dir="${language === "ur" ? "rtl" : "ltr"}"`);
    expect(html).toContain(`<h1>${words.title}</h1>`);
    expect(html).toContain(`method="get" action="${language === "ur" ? "/ur/verify" : "/verify"}"`);
    expect(html).toContain("<noscript>");
    expect(html).toContain(words.demonstration);
  });

  it("runs under a policy without anything inline, and names files that exist", async () => {
    for (const language of LANGUAGES) {
      const html = await readFile(path.join(folder, manifest.pages[language]), "utf8");
      expect(html).not.toMatch(/<style|style="|\son\w+="|<script(?![^>]*(?:src=|application\/json))/);
      const addresses = [...html.matchAll(/(?:src|href)="(\/verify-assets\/[^"]+)"/g)].map(([, address]) => address);
      expect(addresses.length).toBeGreaterThanOrEqual(3);
      for (const address of addresses) expect(Object.keys(manifest.files)).toContain(address?.slice(1));
    }
  });

  it("knows no host of its own", async () => {
    for (const file of Object.keys(manifest.files).filter((name) => /\.(js|html)$/.test(name))) {
      const content = await readFile(path.join(folder, file), "utf8");
      expect(content, file).not.toMatch(/https?:\/\/(?!www\.w3\.org)|127\.0\.0\.1|localhost/);
    }
  });
});

describe("the page's words", () => {
  const texts = (value: unknown, at = ""): [string, string][] =>
    typeof value === "string"
      ? [[at, value]]
      : Object.entries(value ?? {}).flatMap(([key, inner]) => texts(inner, `${at}.${key}`));

  it("are the same in both languages: keys, order of the checks, and placeholders", () => {
    const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted();
    const [english, urdu] = [texts(en), texts(ur)];
    expect(urdu.map(([key]) => key)).toEqual(english.map(([key]) => key));
    for (const [index, [key, text]] of english.entries()) {
      expect(placeholders(urdu[index]?.[1] ?? ""), key).toEqual(placeholders(text));
    }
  });

  it("leave no English in Urdu", () => {
    for (const [key, text] of texts(ur)) {
      if (key === ".otherName") continue;
      const rest = text.replace(/\{\w+\}|SND[-\w]*|SHA-256|\/api\/v1\/licences\//g, "");
      expect(rest, key).not.toMatch(/[A-Za-z]/);
    }
  });
});
