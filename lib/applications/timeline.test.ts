import { describe, expect, test } from "vitest";
import { applicationStates, isSettled } from "./rules.ts";
import { decisionDue, timeline } from "./timeline.ts";

const at = (text: string) => new Date(text);
const phase = { closesAt: at("2027-01-01T00:00:00Z") };
const submitted = { id: "1", kind: "submitted", at: at("2026-11-20T08:00:00Z"), data: { receipt: "APP-00000-0" } };
const programme = { stepDays: [] };
const subject = { programme, submittedAt: submitted.at, phase, events: [submitted], requests: [] };
const now = at("2026-11-25T08:00:00Z");

describe("timeline", () => {
  test("has exactly one thing under way until the application is settled without seats", () => {
    for (const state of applicationStates) {
      const under = timeline({ ...subject, state }, now).filter((item) => item.state === "now");
      expect(under).toHaveLength(isSettled(state) && state !== "AWARDED" ? 0 : 1);
    }
  });

  test("a proposed decision looks like one that is being prepared", () => {
    expect(timeline({ ...subject, state: "PROPOSED" }, now)).toEqual(timeline({ ...subject, state: "REVIEWED" }, now));
  });

  test("leaves out events that it has no words for", () => {
    const events = [submitted, { id: "2", kind: "unheardOf", at: now, data: {} }];
    expect(
      timeline({ ...subject, events, state: "SUBMITTED" }, now).filter((item) => item.state === "done"),
    ).toHaveLength(1);
  });

  test("after an award the seats follow once the licences stand", () => {
    const steps = (kinds: string[]) =>
      timeline(
        { ...subject, events: kinds.map((kind) => ({ id: kind, kind, at: now, data: {} })), state: "AWARDED" },
        now,
      ).flatMap((item) => ("step" in item ? [`${item.state} ${item.step}`] : []));
    expect(steps(["awarded"])).toEqual(["now write", "next handOut"]);
    expect(steps(["awarded", "licencesActive"])).toEqual(["now handOut"]);
  });
});

describe("decisionDue", () => {
  test("is thirty working days from submission, a holiday among them", () => {
    expect(decisionDue(subject, now)).toEqual(at("2027-01-04T18:59:59.999Z"));
    expect(decisionDue({ ...subject, submittedAt: null }, now)).toBeUndefined();
  });

  test("the clock pauses while the applicant is asked", () => {
    const answered = { askedAt: at("2026-11-23T08:00:00Z"), repliedAt: at("2026-11-30T08:00:00Z") };
    expect(decisionDue({ ...subject, requests: [answered] }, now)).toEqual(at("2027-01-11T18:59:59.999Z"));
    const open = { askedAt: at("2026-11-23T08:00:00Z"), repliedAt: null };
    expect(decisionDue({ ...subject, requests: [open] }, at("2026-11-30T08:00:00Z"))).toEqual(
      at("2027-01-11T18:59:59.999Z"),
    );
  });

  test("a decline is the end, unless an appeal against it is being examined", () => {
    const steps = (kinds: string[]) =>
      timeline(
        { ...subject, events: kinds.map((kind) => ({ id: kind, kind, at: now, data: {} })), state: "DECLINED" },
        now,
      ).flatMap((item) => ("step" in item ? [`${item.state} ${item.step}`] : []));
    expect(steps(["declined"])).toEqual([]);
    expect(steps(["declined", "appealed"])).toEqual(["now appeal", "next hear"]);
    expect(steps(["declined", "appealed", "appealDismissed"])).toEqual([]);
  });
});
