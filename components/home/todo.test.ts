import { describe, expect, it } from "vitest";
import { todo } from "./todo";

const nobody = { official: false, institutions: [], applications: [], seats: [], unread: new Set<string>() };
const named = { name: "University of the Example", nameUr: null };
const institution = { id: "i1", ...named };

describe("what to do next", () => {
  it("sends a newcomer to register an institution", () => {
    expect(todo(nobody)).toEqual([{ key: "register", href: "/institutions/new" }]);
  });

  it("sends an official to the desk and does not ask for an institution", () => {
    expect(todo({ ...nobody, official: true }).map(({ key }) => key)).toEqual(["desk"]);
  });

  it("asks to apply only while a verified institution has no application", () => {
    const verified = { ...institution, state: "VERIFIED" } as const;
    expect(todo({ ...nobody, institutions: [verified] })[0]?.key).toBe("apply");
    const applications = [{ id: "a1", state: "SUBMITTED", institution }] as const;
    expect(todo({ ...nobody, institutions: [verified], applications })).toEqual([]);
  });

  it("puts the question that others wait for before the draft", () => {
    const applications = [
      { id: "a1", state: "DRAFT", institution },
      { id: "a2", state: "INFORMATION_REQUESTED", institution },
    ] as const;
    expect(todo({ ...nobody, applications, official: true }).map(({ href }) => href)).toEqual([
      "/desk",
      "/applications/a2",
      "/applications/a1",
    ]);
  });

  it("puts an offer that runs out before everything but the desk", () => {
    const applications = [
      { id: "a1", state: "INFORMATION_REQUESTED", institution },
      { id: "a2", state: "WAITLISTED", institution },
    ] as const;
    const offered = new Set(["a2"]);
    expect(todo({ ...nobody, official: true, applications, offered }).map(({ key, href }) => [key, href])).toEqual([
      ["desk", "/desk"],
      ["answerOffer", "/applications/a2"],
      ["reply", "/applications/a1"],
    ]);
  });

  it("names the messages that wait, after the questions", () => {
    const applications = [
      { id: "a1", state: "IN_REVIEW", institution },
      { id: "a2", state: "INFORMATION_REQUESTED", institution },
    ] as const;
    expect(todo({ ...nobody, official: true, applications, unread: new Set(["a1"]) }).map(({ href }) => href)).toEqual([
      "/desk",
      "/applications/a2",
      "/applications/a1#messages",
    ]);
  });

  it("shows nothing of a decision that is only proposed", () => {
    const institutions = [{ ...institution, state: "VERIFIED" }] as const;
    const applications = [{ id: "a1", state: "PROPOSED", institution }] as const;
    expect(todo({ ...nobody, institutions, applications })).toEqual([]);
  });

  it("leads a holder to building, and an owner of awarded seats to handing them out", () => {
    const seats = [{ state: "BOUND", licence: { institution: named } }] as const;
    const applications = [{ id: "a1", state: "AWARDED", institution }] as const;
    expect(todo({ ...nobody, seats, applications }).map(({ key, href }) => [key, href])).toEqual([
      ["build", "/seat"],
      ["handOut", "/institutions/i1/seats"],
    ]);
  });

  it("asks an institution what came of its licences, after everything that others wait for", () => {
    const institutions = [{ ...institution, state: "RETURNED" }] as const;
    expect(todo({ ...nobody, institutions, reports: [institution] }).map(({ href }) => href)).toEqual([
      "/institutions/i1",
      "/institutions/i1/report",
    ]);
  });
});
