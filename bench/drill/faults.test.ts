import { expect, test } from "vitest";
import { seeded } from "../shared/random.mts";
import { type Fault, faults, points } from "./faults.mts";

const moments = (list: Fault[]) => list.filter((fault) => fault.kind === "moment");

test("a drill strikes at every named point once, and at ten random moments", () => {
  const list = faults(seeded(1));
  expect(list.flatMap((fault) => (fault.kind === "point" ? [fault.point] : []))).toEqual(Object.keys(points));
  const targets = moments(list).map(({ target }) => target);
  expect(targets).toHaveLength(10);
  expect(new Set(targets)).toEqual(new Set(["worker", "local network", "database"]));
  for (const { share } of moments(list)) expect(share).toBeLessThan(1);
});

test("the same seed gives the same drill, another seed another", () => {
  expect(faults(seeded(7))).toEqual(faults(seeded(7)));
  expect(faults(seeded(7))).not.toEqual(faults(seeded(8)));
});
