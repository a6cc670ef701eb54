import { expect, test } from "vitest";
import { isInDomains } from "./mailDomains.ts";

test("a mail address is in a domain or below it, not merely ending alike", () => {
  expect(isInDomains("a@lums.edu.pk", ["lums.edu.pk"])).toBe(true);
  expect(isInDomains("a@CS.lums.edu.pk", ["LUMS.edu.pk"])).toBe(true);
  expect(isInDomains("a@notlums.edu.pk", ["lums.edu.pk"])).toBe(false);
  expect(isInDomains("a@lums.edu.pk", [null, "", undefined])).toBe(false);
  expect(isInDomains(null, ["lums.edu.pk"])).toBe(false);
});

test("where anybody gets an address, it says nothing about anybody", () => {
  expect(isInDomains("a@gmail.com", ["gmail.com"])).toBe(false);
  expect(isInDomains("a@startup.pk", ["gmail.com", "startup.pk"])).toBe(true);
});
