import { expect, test } from "vitest";
import { participants } from "./plan.mts";
import { stories } from "./stories.mts";

test("the small scenario has each story once, the whole one each as often, to one institution at most", () => {
  const told = stories.filter((story) => story !== undefined);
  expect(new Set(told).size).toBe(told.length);
  const count = (size: "whole" | "small", story: string) =>
    participants(size).filter((participant) => participant.story === story).length;
  for (const story of told) {
    expect(count("small", story)).toBe(1);
    expect([14, 15]).toContain(count("whole", story));
  }
  for (const size of ["whole", "small"] as const) {
    const everybody = participants(size);
    expect(new Set(everybody.map(({ name }) => name)).size).toBe(everybody.length);
    expect(new Set(everybody.map(({ email }) => email)).size).toBe(everybody.length);
  }
});
