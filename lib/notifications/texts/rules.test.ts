import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { maskedNumber, needsUnicode, normalMobile, partsOf, quietUntil, textKindOf, textKinds } from "./rules.ts";
import { textOf } from "./steps.ts";

describe("a mobile number", () => {
  test.each([
    ["0300 1234567", "+923001234567"],
    ["3001234567", "+923001234567"],
    ["+92 (0)300-1234567", "+923001234567"],
    ["0092 300 1234567", "+923001234567"],
    ["۰۳۰۰۱۲۳۴۵۶۷", "+923001234567"],
    ["+44 7911 123456", "+447911123456"],
    ["00971 50 1234567", "+971501234567"],
  ])("%s is %s", (typed, expected) => expect(normalMobile(typed)).toBe(expected));

  test.each(["", "0300 123456", "051 9201234", "+92 51 9201234", "7911 123456", "+123", "phone", "+92 300 12345678"])(
    "%s is none",
    (typed) => expect(normalMobile(typed)).toBeUndefined(),
  );

  test("what it gives is what it takes, and masked it is another one's as well", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^(0|92|\+92|0092)3\d{9}$|^\+[1-8]\d{9}$/), (typed) => {
        const number = normalMobile(typed);
        if (number === undefined) return;
        expect(normalMobile(number)).toBe(number);
        expect(maskedNumber(number)).toHaveLength(number.length);
        expect(maskedNumber(number).replace(/\D/g, "").length).toBeLessThanOrEqual(6);
      }),
    );
  });
});

test("no phone rings at night in Pakistan, and what waits for the morning waits no longer", () => {
  expect(quietUntil(new Date("2026-11-21T15:59:59Z"))).toBeUndefined();
  expect(quietUntil(new Date("2026-11-21T16:00:00Z"))).toEqual(new Date("2026-11-22T03:00:00Z"));
  expect(quietUntil(new Date("2026-11-21T20:00:00Z"))).toEqual(new Date("2026-11-22T03:00:00Z"));
  expect(quietUntil(new Date("2026-11-22T03:00:00Z"))).toBeUndefined();
  fc.assert(
    fc.property(fc.date({ min: new Date("2026-01-01"), max: new Date("2030-01-01"), noInvalidDate: true }), (now) => {
      const until = quietUntil(now);
      if (until === undefined) return;
      expect(+until - +now).toBeGreaterThan(0);
      expect(+until - +now).toBeLessThanOrEqual(11 * 3_600_000);
      expect(quietUntil(until)).toBeUndefined();
    }),
  );
});

test("parts are counted as the networks do: 160 and 153 letters, in Urdu 70 and 67", () => {
  expect([160, 161, 306, 307].map((count) => partsOf("a".repeat(count)))).toEqual([1, 2, 2, 3]);
  expect([70, 71, 134, 135].map((count) => partsOf("س".repeat(count)))).toEqual([1, 2, 2, 3]);
  expect(["it's 5 £", "it’s", "سند"].map(needsUnicode)).toEqual([false, true, true]);
});

const origins = ["https://sanad.example", "https://licences.sovereigncloud.gov.pk"];
const written = [...textKinds, "code" as const].flatMap((kind) =>
  (["en", "ur"] as const).flatMap((locale) =>
    origins.map((origin) => ({ kind, locale, link: `${origin}${locale === "ur" ? "/ur" : ""}/notices` })),
  ),
);

test.each(written)("$kind in $locale with $link is short, and says nothing of anybody", ({ kind, locale, link }) => {
  const { text } = textOf(kind, locale, { link, code: "123456", minutes: 10 });
  expect(needsUnicode(text)).toBe(locale === "ur");
  expect(partsOf(text)).toBeLessThanOrEqual(locale === "ur" ? 2 : 1);
  expect(text).not.toMatch(/[{}]|award|declin|منظور/);
});

test("few letters are announced, each by one kind, and never a code or an invitation", () => {
  expect(textKindOf("applicationDeclined")).toBe("decision");
  expect(textKindOf("seatOffered")).toBe("seat");
  for (const letter of ["signInCode", "statusLink", "memberInvited", "digest"] as const)
    expect(textKindOf(letter)).toBeUndefined();
});
