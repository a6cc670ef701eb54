import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crockfordCheck as checkCharacter } from "../platform/crockford.ts";
import { formatNumber, newNumber, newNumbers, parseNumber } from "./number.ts";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const number = fc
  .array(fc.constantFrom(...alphabet), { minLength: 10, maxLength: 10 })
  .map((characters) => `SND${characters.join("")}${checkCharacter(characters.join(""))}`);

describe("a licence number", () => {
  it("is 14 characters that carry their own check, and no two are the same", () => {
    const numbers = newNumbers(1_500);
    expect(new Set(numbers).size).toBe(1_500);
    for (const fresh of numbers) expect(parseNumber(fresh)).toEqual({ ok: true, number: fresh });
  });

  it("reads back from the form in which people see it", () => {
    const fresh = newNumber();
    expect(formatNumber(fresh)).toMatch(/^SND-[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]$/);
    expect(parseNumber(formatNumber(fresh))).toEqual({ ok: true, number: fresh });
  });

  it("is read leniently: case, spaces, hyphens, look-alikes, Urdu digits, invisible marks", () => {
    const body = "0110ABCDEF";
    const whole = `SND${body}${checkCharacter(body)}`;
    for (const typed of [
      whole.toLowerCase(),
      ` snd - oiLo abc def ${checkCharacter(body)} `,
      `SND–٠۱۱٠A‑BCDEF—${checkCharacter(body)}`,
      `\u2066${formatNumber(whole)}\u2069`,
    ])
      expect(parseNumber(typed)).toEqual({ ok: true, number: whole });
  });

  it("says whether the form or the check character is wrong", () => {
    const fresh = newNumber();
    for (const typed of [
      "",
      "SND",
      fresh.slice(0, 13),
      `${fresh}0`,
      fresh.replace("SND", "SNO"),
      `SNDU${fresh.slice(4)}`,
    ])
      expect(parseNumber(typed)).toEqual({ ok: false, reason: "form" });
    const last = fresh.endsWith("0") ? "1" : "0";
    expect(parseNumber(fresh.slice(0, 13) + last)).toEqual({ ok: false, reason: "check" });
  });

  it("catches every single wrong character", () => {
    fc.assert(
      fc.property(number, (right) => {
        for (let position = 3; position < 14; position++)
          for (const character of alphabet) {
            if (character === right[position]) continue;
            const wrong = right.slice(0, position) + character + right.slice(position + 1);
            expect(parseNumber(wrong)).toEqual({ ok: false, reason: "check" });
          }
      }),
      { numRuns: 50 },
    );
  });

  it("catches every swap of two neighbours, the check character included", () => {
    fc.assert(
      fc.property(number, (right) => {
        for (let position = 3; position < 13; position++) {
          const [left, next] = [right[position], right[position + 1]];
          if (left === next) continue;
          const swapped = `${right.slice(0, position)}${next}${left}${right.slice(position + 2)}`;
          expect(parseNumber(swapped)).toEqual({ ok: false, reason: "check" });
        }
      }),
      { numRuns: 500 },
    );
  });
});
