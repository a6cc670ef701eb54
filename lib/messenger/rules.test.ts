import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  accountSteps,
  canonicalPlan,
  isAccountStep,
  isHandle,
  isReserved,
  readHandle,
  skeleton,
  standing,
} from "./rules.ts";

describe("a handle", () => {
  it.each(["abc", "ayesha", "ayesha.khan", "a_b.c", "z99", "abcdefghij0123456789"])("may read %s", (handle) => {
    expect(isHandle(handle)).toBe(true);
  });

  it.each([
    ["too short", "ab"],
    ["too long", "abcdefghij01234567890"],
    ["begins with a digit", "1abc"],
    ["begins with a dot", ".abc"],
    ["ends with an underscore", "abc_"],
    ["two separators in a row", "a..bc"],
    ["upper case", "Abc"],
    ["a space", "a bc"],
    ["other letters", "عائشہ"],
    ["Cyrillic that looks Latin", "аbc"],
    ["a line break after it", "abc\n"],
  ])("may not: %s", (_, handle) => {
    expect(isHandle(handle)).toBe(false);
  });

  it("is read without the @ and in lower case", () => {
    expect(readHandle("  @Ayesha.Khan ")).toBe("ayesha.khan");
  });

  it("has one skeleton with its look-alikes", () => {
    for (const lookalike of ["ay.esha", "a_yesha", "aye5ha"]) expect(skeleton(lookalike)).toBe(skeleton("ayesha"));
    expect(skeleton("bilal")).toBe(skeleton("b1lai"));
    expect(skeleton("modern")).toBe(skeleton("modem"));
    expect(skeleton("vvali")).toBe(skeleton("wall"));
    expect(skeleton("z00m")).toBe(skeleton("zoorn"));
    expect(skeleton("ayesha")).not.toBe(skeleton("aisha"));
  });

  it("keeps its skeleton however it is dotted", () => {
    const letters = fc.stringMatching(/^[a-z][a-z0-9]{2,9}$/);
    fc.assert(
      fc.property(letters, fc.integer({ min: 1, max: 2 }), (handle, at) => {
        expect(skeleton(`${handle.slice(0, at)}.${handle.slice(at)}`)).toBe(skeleton(handle));
      }),
    );
  });

  it.each([
    "admin",
    "adm1n",
    "support",
    "supp0rt",
    "sanad",
    "5anad",
    "s.a.n.a.d",
    "sanad_help",
    "pakistan",
    "paklstan",
  ])("is refused when it passes for an office: %s", (handle) => {
    expect(isReserved(handle)).toBe(true);
  });

  it.each(["ministry.of.it", "dfinity", "dfln1ty", "caffeine", "nadra", "pda", "gov", "g0v", "hec"])(
    "is refused when it passes for an authority: %s",
    (handle) => {
      expect(isReserved(handle)).toBe(true);
    },
  );

  it.each(["ayesha", "bilal.ahmed", "adil", "supriya", "heckler", "govind", "pakeeza"])(
    "is not refused by accident: %s",
    (handle) => {
      expect(isReserved(handle)).toBe(false);
    },
  );
});

describe("the states of an account", () => {
  it("lets nothing be done to one that was declined or removed", () => {
    expect(accountSteps.DECLINED).toEqual([]);
    expect(accountSteps.REMOVED).toEqual([]);
  });

  it("is active only after the messenger has certified it", () => {
    const before = Object.entries(accountSteps).filter(([, to]) => to.includes("ACTIVE"));
    expect(before.map(([from]) => from).sort()).toEqual(["PENDING", "SUSPENDED"]);
    expect(isAccountStep("REQUESTED", "PENDING")).toBe(false);
  });

  it("stands until it is declined or removed", () => {
    expect([...standing].sort()).toEqual(
      Object.entries(accountSteps)
        .filter(([, to]) => to.length > 0)
        .map(([from]) => from)
        .sort(),
    );
  });
});

describe("the plan of a batch", () => {
  it("differs with every account, handle, owner, institution, order and batch", () => {
    const one = { account: "a", handle: "h", owner: "o", institutionId: "i" };
    const two = { ...one, account: "b" };
    const texts = [
      canonicalPlan("M-0001", [one, two]),
      canonicalPlan("M-0001", [two, one]),
      canonicalPlan("M-0001", [one]),
      canonicalPlan("M-0002", [one, two]),
      ...Object.keys(one).map((key) => canonicalPlan("M-0001", [{ ...one, [key]: "x" }, two])),
    ];
    expect(new Set(texts).size).toBe(texts.length);
  });
});
