import { describe, expect, it } from "vitest";
import { direction, localePath, pathWithoutLocale } from "./routing.ts";

describe("addresses in two languages", () => {
  it.each([
    ["/", "ur", "/ur"],
    ["/home", "ur", "/ur/home"],
    ["/?q=1", "ur", "/ur?q=1"],
    ["/home", "en", "/home"],
    ["/", "en", "/"],
  ])("%s in %s is %s", (href, locale, expected) => expect(localePath(href, locale)).toBe(expected));

  it.each(["https://example.pk/a", "//example.pk/a", "#part", "mailto:a@example.pk"])(
    "leaves %s alone, since it is no page of the portal",
    (href) => expect(localePath(href, "ur")).toBe(href),
  );

  it.each([
    ["/ur/home", "/home"],
    ["/en", "/"],
    ["/ur", "/"],
    ["/urban", "/urban"],
    ["/home/ur", "/home/ur"],
  ])("%s without its language is %s", (path, expected) => expect(pathWithoutLocale(path)).toBe(expected));

  it("runs Urdu from right to left", () => expect([direction("ur"), direction("en")]).toEqual(["rtl", "ltr"]));
});
