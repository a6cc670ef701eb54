import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  doubtsOf,
  identifierKeys,
  identifiersMissing,
  identifiersOf,
  isGovernmentDomain,
  normalCuin,
  normalNtn,
  questionsOf,
} from "./identifiers.ts";
import { institutionKinds } from "./rules.ts";

describe("numbers", () => {
  test.each([
    ["1234567-8", "1234567-8"],
    ["12345678", "1234567-8"],
    [" 123 4567 ", "1234567"],
    ["۱۲۳۴۵۶۷-۸", "1234567-8"],
    ["12-34", "12-34"],
    ["a123456-7", "A123456-7"],
    ["not yet", "NOTYET"],
  ])("the tax number %s is kept as %s", (typed, kept) => expect(normalNtn(typed)).toBe(kept));

  test.each([
    ["0123456", "0123456"],
    ["012-3456", "0123456"],
    ["K-12345", "K-12345"],
  ])("the register's number %s is kept as %s", (typed, kept) => expect(normalCuin(typed)).toBe(kept));

  test("what is kept is kept again as it is", () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        expect(normalNtn(normalNtn(typed))).toBe(normalNtn(typed));
        expect(normalCuin(normalCuin(typed))).toBe(normalCuin(typed));
      }),
    );
  });

  test("two registrations meet by numbers of the published form, with or without the check digit, and by no other", () => {
    expect(identifierKeys({ ntn: "1234567-8", cuin: "0123456" })).toEqual(["ntn:1234567", "cuin:0123456"]);
    expect(identifierKeys({ ntn: "1234567" })).toEqual(["ntn:1234567"]);
    expect(identifierKeys({ ntn: "NONE", cuin: "-" })).toEqual([]);
  });
});

describe("doubts", () => {
  const clean = { domain: "startup.pk", focalPhone: "+923001234567" };
  const doubts = (more: Partial<Parameters<typeof doubtsOf>[0]>) =>
    doubtsOf({ kind: "COMPANY", identifiers: {}, ...clean, ...more }).map(({ doubt }) => doubt);

  test("name each number of another form than the published one", () => {
    expect(doubts({ identifiers: { cuin: "0123456", ntn: "1234567-8" } })).toEqual([]);
    expect(doubts({ identifiers: { cuin: "K-12345", ntn: "12-34" }, focalPhone: "+44 20 7946 0000" })).toEqual([
      "cuinForm",
      "ntnForm",
      "phoneForm",
    ]);
  });

  test("tell a person's card number from a tax number, with and without its hyphens, and from nothing else", () => {
    for (const ntn of ["61101-1234567-1", "6110112345671"])
      expect(doubts({ identifiers: { ntn } })).toEqual(["ntnIsCnic"]);
    for (const ntn of ["611011234567", "61101-123456-71"])
      expect(doubts({ identifiers: { ntn } })).toEqual(["ntnForm"]);
  });

  test("do not count numbers that the kind is not asked for", () => {
    expect(doubts({ kind: "UNIVERSITY", identifiers: { ntn: "x" } })).toEqual([]);
  });

  test("name a department without a government's domain", () => {
    for (const kind of ["FEDERAL_DEPARTMENT", "PROVINCIAL_DEPARTMENT"] as const) {
      expect(doubts({ kind, domain: "moit.gov.pk" })).toEqual([]);
      expect(doubts({ kind, domain: null })).toEqual(["domainNotGovernment"]);
      expect(doubts({ kind, domain: "moit-gov.pk" })).toEqual(["domainNotGovernment"]);
    }
    expect(isGovernmentDomain("notgov.pk")).toBe(false);
  });
});

describe("questions", () => {
  test("whatever the column holds, answers are texts, and an empty one leaves every required question open", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...institutionKinds), (stored, kind) => {
        expect(Object.values(identifiersOf(stored)).every((answer) => typeof answer === "string")).toBe(true);
        const required = questionsOf({ kind, identifiers: {} }).filter((one) => one.required);
        expect(identifiersMissing({ kind, identifiers: {} })).toEqual(required.map(({ field }) => field));
      }),
    );
  });

  test("a university that the directory lists is asked for nothing", () => {
    expect(identifiersMissing({ kind: "UNIVERSITY", identifiers: {}, directoryEntry: { hecListed: true } })).toEqual(
      [],
    );
  });
});
