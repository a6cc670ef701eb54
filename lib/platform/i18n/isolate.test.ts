import { describe, expect, it } from "vitest";
import { isolate, isolatedValues } from "./isolate.ts";

describe("a value in plain text", () => {
  it.each(["NUST", "SND-7K3M9-X2QWZ-T", "2026-11-20", "+92 51 1234567", "name@example.pk", "جامعہ NUST"])(
    "is isolated in Urdu: %s",
    (value) => expect(isolate(value, "ur")).toBe(`\u2068${value}\u2069`),
  );

  it.each(["جامعہ پنجاب", "123456", "21 نومبر 2026", ""])("stays as it is in Urdu: %s", (value) =>
    expect(isolate(value, "ur")).toBe(value),
  );

  it("is isolated in English where it is in Urdu", () => {
    expect(isolate("جامعہ پنجاب", "en")).toBe("\u2068جامعہ پنجاب\u2069");
    expect(isolate("NUST 2026-11-20", "en")).toBe("NUST 2026-11-20");
  });

  it("leaves a link alone, which would take the mark along", () => {
    expect(isolate("https://sanad.example.pk/ur/seat", "ur")).toBe("https://sanad.example.pk/ur/seat");
  });

  it("is isolated line by line, since an isolate ends with its line", () => {
    expect(isolate("Who pays?\nکون؟\nWhen?", "ur")).toBe("\u2068Who pays?\u2069\nکون؟\n\u2068When?\u2069");
  });

  it("is still the word that a select chooses by", () => {
    const message = "{who} {hasNote, select, yes {{note}} other {}}";
    expect(isolatedValues({ who: "Ali", hasNote: "yes" }, "ur", message)).toEqual({
      who: "\u2068Ali\u2069",
      hasNote: "yes",
    });
  });

  it("is still a number for plurals", () => {
    expect(isolatedValues({ seats: 2, name: "Ali" }, "ur")).toEqual({ seats: 2, name: "\u2068Ali\u2069" });
  });
});
