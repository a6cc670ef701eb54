import { expect, test } from "vitest";
import { parseSorting, sortingParam } from "./sorting.ts";

const keys = ["name", "seats"] as const;

test("a column is read, either way round, and written the same", () => {
  for (const asked of ["name", "-name", "seats"]) {
    const sorting = parseSorting(asked, keys);
    expect(sorting && sortingParam(sorting)).toBe(asked);
  }
  expect(parseSorting("-seats", keys)).toEqual({ by: "seats", order: "desc" });
});

test("what is no column of the list leaves it in its own order", () => {
  for (const asked of [undefined, "", "-", "--name", "password", "__proto__", ["name"]])
    expect(parseSorting(asked, keys)).toBeUndefined();
});
