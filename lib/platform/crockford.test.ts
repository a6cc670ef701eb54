import fc from "fast-check";
import { expect, test } from "vitest";
import { crockfordAlphabet, crockfordCheck, randomCrockford, readCrockford } from "./crockford.ts";

const bodies = fc.array(fc.constantFrom(...crockfordAlphabet), { minLength: 2, maxLength: 10 });

test("one wrong character always shows", () => {
  fc.assert(
    fc.property(bodies, fc.nat(), fc.constantFrom(...crockfordAlphabet), (body, at, other) => {
      const index = at % body.length;
      fc.pre(body[index] !== other);
      expect(crockfordCheck(body.with(index, other).join(""))).not.toBe(crockfordCheck(body.join("")));
    }),
  );
});

test("neighbours that swap places always show", () => {
  fc.assert(
    fc.property(bodies, fc.nat(), (body, at) => {
      const index = at % (body.length - 1);
      const [a = "", b = ""] = body.slice(index, index + 2);
      fc.pre(a !== b);
      const swapped = body.with(index, b).with(index + 1, a);
      expect(crockfordCheck(swapped.join(""))).not.toBe(crockfordCheck(body.join("")));
    }),
  );
});

test("random characters are of the alphabet", () => {
  expect(randomCrockford(200)).toMatch(/^[0-9A-HJKMNP-TV-Z]{200}$/);
});

test("look-alikes, case, hyphens, invisible marks and Urdu digits are read", () => {
  expect(readCrockford(" app–o1L i\u200e۲-x ")).toBe("APP01112X");
});
