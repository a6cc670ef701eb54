import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newReceipt, parseReceipt } from "./receipt.ts";
import { actionsAvailable, allows, applicationStates, isSettled, mayMove, missing } from "./rules.ts";

describe("states", () => {
  test("what is settled never moves again, but a decline that was appealed is decided on anew", () => {
    for (const from of applicationStates.filter(isSettled))
      for (const to of applicationStates) expect(mayMove(from, to)).toBe(from === "DECLINED" && to === "REVIEWED");
    expect(applicationStates.filter(isSettled)).toEqual(["AWARDED", "DECLINED", "WITHDRAWN"]);
  });

  test("every state can be reached from a draft, and from each an end can be reached", () => {
    const reach = (from: (typeof applicationStates)[number]) => {
      const seen = new Set([from]);
      for (const state of seen) for (const to of applicationStates) if (mayMove(state, to)) seen.add(to);
      return seen;
    };
    expect(reach("DRAFT").size).toBe(applicationStates.length);
    for (const state of applicationStates) expect([...reach(state)].some(isSettled)).toBe(true);
  });

  test("an award is reached only from a proposal, a decline also from a waitlist, which two people close", () => {
    const leadsTo = (to: (typeof applicationStates)[number]) => applicationStates.filter((from) => mayMove(from, to));
    expect(leadsTo("AWARDED")).toEqual(["PROPOSED"]);
    expect(leadsTo("DECLINED")).toEqual(["PROPOSED", "WAITLISTED"]);
  });

  test("what is proposed is not withdrawn, what is submitted is not edited", () => {
    expect(allows("PROPOSED", "applications.withdraw")).toBe(false);
    expect(applicationStates.filter((state) => allows(state, "applications.save"))).toEqual(["DRAFT"]);
  });

  test("nothing is available that is not permitted", () => {
    for (const state of applicationStates) expect(actionsAvailable(state, () => false)).toEqual([]);
  });
});

describe("missing", () => {
  const answers = {
    purpose: "We teach two hundred students to build public services.",
    builders: "Students of the final year",
    projects: "A timetable, a clinic's queue, a library catalogue.",
    readiness: "Laboratories and two instructors",
    dataSensitivity: "PUBLIC",
    supportName: "Ayesha",
    supportEmail: "ayesha@uni.example",
  } as const;

  const university = { institution: { sector: "EDUCATION" }, documents: [] } as const;

  test("names the document that a department has to bring, until it is there", () => {
    const department = { seats: 5, answers, institution: { sector: "GOVERNMENT" } } as const;
    expect(missing({ ...department, documents: [{ purpose: "projects" }] })).toEqual({
      "files.readiness": "attachmentMissing",
    });
    expect(missing({ ...department, documents: [{ purpose: "readiness" }] })).toEqual({});
  });

  test("is empty for a complete application", () => {
    expect(missing({ ...university, seats: 5, answers })).toEqual({});
  });

  test("names every field at fault", () => {
    expect(missing({ ...university, seats: null, answers: { purpose: "short", supportEmail: "nobody" } })).toEqual({
      seats: "required",
      "answers.purpose": "tooShort",
      "answers.builders": "required",
      "answers.projects": "required",
      "answers.readiness": "required",
      "answers.dataSensitivity": "required",
      "answers.supportName": "required",
      "answers.supportEmail": "emailInvalid",
    });
  });

  test("blanks are no answer", () => {
    expect(missing({ ...university, seats: 5, answers: { ...answers, projects: " ".repeat(100) } })).toEqual({
      "answers.projects": "required",
    });
  });
});

describe("receipt numbers", () => {
  test("are read as they are written, and as people type them", () => {
    for (let index = 0; index < 200; index++) {
      const receipt = newReceipt();
      expect(receipt).toMatch(/^APP-[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]$/);
      expect(parseReceipt(receipt)).toBe(receipt);
      expect(parseReceipt(` ${receipt.toLowerCase().replaceAll("-", " ")} `)).toBe(receipt);
    }
  });

  test("with a wrong character are none", () => {
    const receipt = newReceipt();
    const wrong = receipt.at(4) === "X" ? "Y" : "X";
    expect(parseReceipt(`APP-${wrong}${receipt.slice(5)}`)).toBeUndefined();
  });

  test("nothing else is one", () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        fc.pre(!typed.toUpperCase().includes("APP"));
        expect(parseReceipt(typed)).toBeUndefined();
      }),
    );
  });
});
