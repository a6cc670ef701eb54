import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { VerifyError } from "./errors.ts";
import { checkCharacter, findNumber, formatNumber, numberFromRandom, numberIn, parseNumber } from "./number.ts";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const anyNumber = fc.uint8Array({ minLength: 10, maxLength: 10 }).map(numberFromRandom);

function codeOf(work: () => unknown): string {
  try {
    work();
    return "no error";
  } catch (error) {
    return error instanceof VerifyError ? error.code : "another error";
  }
}

describe("a licence number", { timeout: 60_000 }, () => {
  it("keeps its value however it is typed or pasted", () => {
    fc.assert(
      fc.property(anyNumber, (number) => {
        const written = formatNumber(number);
        expect(written).toMatch(/^SND-[0-9A-Z]{5}-[0-9A-Z]{5}-[0-9A-Z]$/);
        expect(parseNumber(written)).toBe(number);
        expect(parseNumber(` ${written.toLowerCase()} `)).toBe(number);
        expect(parseNumber(written.replaceAll("-", " "))).toBe(number);
        expect(parseNumber(written.replaceAll("-", "\u2013"))).toBe(number);
        expect(parseNumber(`\u2068${written}\u2069`)).toBe(number);
        const body = number.slice(3).replaceAll("1", "l").replaceAll("0", "O");
        expect(parseNumber(`SND${body}`)).toBe(number);
        const urdu = number.replace(/[0-9]/g, (digit) => String.fromCharCode(0x6f0 + Number(digit)));
        expect(parseNumber(urdu)).toBe(number);
      }),
    );
  });

  it("gives the documented check characters", () => {
    expect(checkCharacter("0000000000")).toBe("0");
    expect(checkCharacter("1000000000")).toBe("2");
    expect(checkCharacter("0000100000")).toBe("5");
    expect(checkCharacter("ZZZZZZZZZZ")).toBe("4");
  });

  it("shows every single wrong character", () => {
    fc.assert(
      fc.property(anyNumber, (number) => {
        for (let at = 3; at < 14; at++) {
          for (const character of ALPHABET) {
            if (character === number[at]) continue;
            const wrong = number.slice(0, at) + character + number.slice(at + 1);
            expect(codeOf(() => parseNumber(wrong))).toBe("number-check");
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  it("shows every swap of two neighbours, the check character included", () => {
    fc.assert(
      fc.property(anyNumber, (number) => {
        for (let at = 3; at < 13; at++) {
          if (number[at] === number[at + 1]) continue;
          const swapped = number.slice(0, at) + number[at + 1] + number[at] + number.slice(at + 2);
          expect(codeOf(() => parseNumber(swapped))).toBe("number-check");
        }
      }),
    );
  });

  it("is nothing else", () => {
    for (const typed of [
      "",
      "SND",
      "SND-00000-00000",
      "SND-00000-00000-00",
      "XND-00000-00000-0",
      "5ND-00000-00000-0",
    ]) {
      expect(codeOf(() => parseNumber(typed))).toBe("number-malformed");
    }
    expect(codeOf(() => parseNumber("SND-0000U-00000-0"))).toBe("number-malformed");
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 40 }), (typed) => {
        expect(["number-malformed", "number-check"]).toContain(codeOf(() => parseNumber(typed)));
      }),
    );
  });
});

describe("a licence's own link", () => {
  const number = numberFromRandom(new Uint8Array(10).fill(7));
  const written = formatNumber(number);

  it.each([
    `https://portal.example/verify/${written}`,
    `https://portal.example/ur/verify/${written}`,
    `HTTPS://PORTAL.EXAMPLE:8443/VERIFY/${written}`,
    `portal.example/verify/${written.toLowerCase()}/?from=paper#answer`,
    `http://any.host.at.all/below/verify/${number}`,
    `https://portal.example/verify?number=${written}`,
    `\u200f https://portal.example/verify/${written}\u200e\n`,
    written,
  ])("is taken as its number, whatever its host: %s", (text) => {
    expect(numberIn(text)).toBe(number);
    expect(findNumber(text)).toBe(number);
  });

  it.each([
    `https://portal.example/${written}`,
    `https://portal.example/verify/figures`,
    `https://portal.example/verify/${written}9`,
    `https://portal.example/verify/${written} and more`,
    `javascript:alert(1)//verify`,
    `/verify/${written}`,
    `https://portal.example/verify/${written}?${"a".repeat(2_000)}`,
  ])("is none without a number of the right form: %s", (text) => {
    expect(findNumber(text)).toBeNull();
    expect(() => numberIn(text)).toThrow(expect.objectContaining({ code: "number-malformed" }));
  });

  it("with a wrong character is refused like the number", () => {
    const wrong = `${written.slice(0, -1)}${written.endsWith("0") ? "1" : "0"}`;
    expect(() => numberIn(`https://portal.example/verify/${wrong}`)).toThrow(
      expect.objectContaining({ code: "number-check" }),
    );
  });
});
