import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  actionsAvailable,
  currentRound,
  documentsExpected,
  domainMatch,
  handedOutDomain,
  institutionKinds,
  institutionStates,
  isComplete,
  missing,
  normalDomain,
  normalPhone,
  officersNeeded,
} from "./rules.ts";

describe("domainMatch", () => {
  const nust = { domains: ["nust.edu.pk"], weakEmailDomains: ["student.nust.edu.pk"], own: null };
  test.each([
    ["dean@nust.edu.pk", "MATCH"],
    ["dean@seecs.nust.edu.pk", "MATCH"],
    ["DEAN@NUST.EDU.PK", "MATCH"],
    ["someone@student.nust.edu.pk", "WEAK"],
    ["someone@notnust.edu.pk", "NONE"],
    ["someone@nust.edu.pk.example.com", "NONE"],
    ["someone@gmail.com", "NONE"],
    [null, "NONE"],
  ] as const)("%s is %s for a university of the directory", (email, expected) => {
    expect(domainMatch(email, nust)).toBe(expected);
  });

  test("a domain that is in both lists is weak, one inside a weak domain that is listed by itself is not", () => {
    const both = { domains: ["lums.edu.pk"], weakEmailDomains: ["lums.edu.pk"], own: null };
    expect(domainMatch("a@lums.edu.pk", both)).toBe("WEAK");
    const inside = { domains: ["staff.uet.edu.pk"], weakEmailDomains: ["uet.edu.pk"], own: null };
    expect(domainMatch("a@staff.uet.edu.pk", inside)).toBe("MATCH");
    expect(domainMatch("a@uet.edu.pk", inside)).toBe("WEAK");
    expect(handedOutDomain("a@mail.uet.edu.pk", inside)).toBe("uet.edu.pk");
    expect(handedOutDomain("a@staff.uet.edu.pk", inside)).toBeUndefined();
    expect(handedOutDomain(null, inside)).toBeUndefined();
  });

  test("what only the registrant named is weak, and a public mail provider is nothing", () => {
    expect(domainMatch("a@startup.pk", { domains: [], weakEmailDomains: [], own: "startup.pk" })).toBe("WEAK");
    expect(domainMatch("a@gmail.com", { domains: [], weakEmailDomains: [], own: "gmail.com" })).toBe("NONE");
  });
});

describe("normalPhone", () => {
  test.each([
    ["0300 1234567", "+923001234567"],
    ["+92-300-1234567", "+923001234567"],
    ["0092 300 1234567", "+923001234567"],
    ["۰۳۰۰۱۲۳۴۵۶۷", "+923001234567"],
    ["(051) 9201234", "+92519201234"],
  ])("%s is %s", (typed, expected) => expect(normalPhone(typed)).toBe(expected));

  test.each(["0300 123456", "+1 300 1234567", "12345", "phone", "+92 030 01234567"])("%s is none", (typed) =>
    expect(normalPhone(typed)).toBeUndefined(),
  );

  test("what it gives is what it takes", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^(\+92|0092|0)[1-9](\d[ -]?){8,9}$/), (typed) => {
        const phone = normalPhone(typed);
        if (phone !== undefined) expect(normalPhone(phone)).toBe(phone);
      }),
    );
  });
});

describe("normalDomain", () => {
  test.each([
    ["https://www.NUST.edu.pk/about?x=1", "nust.edu.pk"],
    ["nust.edu.pk", "nust.edu.pk"],
    ["http://startup.pk:8080", "startup.pk"],
  ])("%s is %s", (typed, expected) => expect(normalDomain(typed)).toBe(expected));

  test.each(["localhost", "a@b.pk", "-x.pk", "no spaces.pk", "http://", "1.2.3.4", "javascript:alert(1)"])(
    "%s is none",
    (typed) => expect(normalDomain(typed)).toBeUndefined(),
  );
});

describe("a registration", () => {
  const complete = {
    kind: "STARTUP",
    name: "Kiran Labs",
    identifiers: { backing: "SECP", cuin: "0123456", ntn: "1234567-8" },
    districtCode: "PK101",
    focalName: "A",
    focalTitle: "B",
    focalPhone: "+923001234567",
    documents: ["authorisation", "incorporation"],
  } as const;

  test("is complete only with every field and every required document", () => {
    expect(isComplete(complete)).toBe(true);
    expect(isComplete({ ...complete, districtCode: null })).toBe(false);
    expect(missing({ ...complete, documents: ["incorporation"] }).documents).toEqual({ authorisation: "required" });
  });

  test("a university brings its charter unless the Higher Education Commission lists it", () => {
    const needs = (directoryEntry: { hecListed: boolean } | null) =>
      documentsExpected({ kind: "UNIVERSITY", identifiers: {}, directoryEntry })
        .filter((one) => one.required)
        .map((one) => one.purpose);
    expect(needs({ hecListed: true })).toEqual(["authorisation"]);
    expect(needs({ hecListed: false })).toEqual(["authorisation", "charter"]);
    expect(needs(null)).toEqual(["authorisation", "charter"]);
  });

  test("a startup without a company brings an incubator's letter and no numbers", () => {
    const backed = { backing: "INCUBATOR", incubator: "NIC", incubatorContact: "a@nic.example" };
    const vouched = { ...complete, identifiers: backed };
    expect(missing(vouched)).toMatchObject({ particulars: {}, documents: { incubatorLetter: "required" } });
    expect(isComplete({ ...vouched, documents: ["authorisation", "incubatorLetter"] })).toBe(true);
    const { incubatorContact: _, ...half } = backed;
    expect(missing({ ...vouched, identifiers: half }).particulars).toEqual({ incubatorContact: "required" });
  });

  test("every kind must bring a letter that names the focal person", () => {
    for (const kind of institutionKinds)
      expect(documentsExpected({ kind, identifiers: {} })).toContainEqual({
        purpose: "authorisation",
        required: true,
      });
  });

  test("one officer is enough where a directory knows the institution, otherwise two", () => {
    expect(officersNeeded({ directoryEntryId: "known" })).toBe(1);
    expect(officersNeeded({ directoryEntryId: null })).toBe(2);
  });

  test("every return begins a new round", () => {
    expect(currentRound([])).toBe(1);
    expect(currentRound([{ verified: true }, { verified: false }, { verified: true }])).toBe(2);
  });

  test("nothing is available that is not permitted, and after verification nothing is edited", () => {
    for (const state of institutionStates) expect(actionsAvailable(state, () => false)).toEqual([]);
    expect(actionsAvailable("VERIFIED", () => true)).toEqual([
      ...["institutions.suspend", "institutions.proposeMerge", "institutions.confirmMerge"],
      "applications.start",
    ]);
    expect(actionsAvailable("SUBMITTED", () => true)).toEqual([
      "institutions.verify",
      "institutions.return",
      "institutions.proposeDecline",
      "institutions.confirmDecline",
      "institutions.sendMessage",
    ]);
    expect(actionsAvailable("DECLINED", () => true)).toEqual([]);
  });
});
