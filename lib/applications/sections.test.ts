import { describe, expect, test } from "vitest";
import { draftFields } from "./merge.ts";
import { missing } from "./rules.ts";
import { after, fieldsOf, sectionOf, sectionStates, sections } from "./sections.ts";

const text = "To build services that people of the district ask for, and to keep them running.";
const empty = { seats: null, answers: {}, institution: { sector: "GOVERNMENT" as const }, documents: [] };
const full = {
  seats: 3,
  answers: {
    ...{ purpose: text, builders: text, projects: text, readiness: text, dataSensitivity: "PUBLIC" as const },
    ...{ supportName: "Bushra", supportEmail: "support@people.example" },
  },
  institution: { sector: "GOVERNMENT" as const },
  documents: [{ purpose: "readiness" }],
};

describe("the parts of an application", () => {
  test("hold every field once, and whatever can be missing", () => {
    const held = sections.flatMap(fieldsOf);
    expect([...held].sort()).toEqual([...draftFields].sort());
    for (const path of Object.keys(missing(empty))) expect(sections, path).toContain(sectionOf(path));
  });

  test("lead on to each other, and the last to the check", () => {
    expect(sections.map(after)).toEqual([...sections.slice(1), "check"]);
  });

  test("are not started while nothing is there, and done when nothing is missing", () => {
    expect(new Set(Object.values(sectionStates(empty)))).toEqual(new Set(["notStarted"]));
    expect(new Set(Object.values(sectionStates(full)))).toEqual(new Set(["done"]));
  });

  test("are in progress once anything is answered or attached", () => {
    const states = sectionStates({ ...empty, answers: { purpose: text }, documents: [{ purpose: "readiness" }] });
    expect(states).toMatchObject({ plan: "inProgress", readiness: "inProgress", people: "notStarted" });
    expect(sectionStates({ ...full, documents: [] }).readiness).toBe("inProgress");
  });

  test("have something to mend where an answer cannot go in as it is", () => {
    const answers = { ...full.answers, purpose: "Too short", supportEmail: "nobody" };
    expect(sectionStates({ ...full, answers })).toMatchObject({ plan: "toMend", support: "toMend", people: "done" });
  });
});
