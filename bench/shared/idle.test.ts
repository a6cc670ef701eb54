import { expect, test } from "vitest";
import { judged } from "./idle.mts";

test("a ratio above its limit is over it on an idle machine, and no measure on a busy one", () => {
  expect(judged(3.01, 3, 0.95)).toEqual({ limit: "3", isOver: true });
  expect(judged(3, 3, 0.95)).toEqual({ limit: "3", isOver: false });
  expect(judged(9, 3, 0.5)).toEqual({ limit: "3", isOver: false, busy: 0.5 });
});
