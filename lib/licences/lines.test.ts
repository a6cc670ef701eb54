import { expect, test } from "vitest";
import { fail } from "../platform/errors/result.ts";
import { failureOfOne } from "./lines.ts";

test("a fault about one person belongs to that form's own fields", () => {
  const wrong = fail("invalidInput", { fields: { "people.0.name": "required" } }).error;
  expect(failureOfOne(wrong)).toEqual({ code: "invalidInput", fields: { name: "required" } });
  const other = fail("notAllowed").error;
  expect(failureOfOne(other)).toEqual(other);
});
