import { expect, test } from "vitest";
import { fail } from "../platform/errors/result.ts";
import { failureOfLines, failureOfOne } from "./lines.ts";
import { readPeople } from "./schema.ts";

test("people are read a line each, name and address in any order", () => {
  expect(
    readPeople("Ayesha Khan, ayesha@uni.edu.pk\n\n bilal@x.pk ;Bilal\tAhmed\r\nعائشہ، a@b.pk\nno address"),
  ).toEqual([
    { name: "Ayesha Khan", email: "ayesha@uni.edu.pk" },
    { name: "Bilal Ahmed", email: "bilal@x.pk" },
    { name: "عائشہ", email: "a@b.pk" },
    { name: "no address", email: "" },
  ]);
});

test("a fault in a line is told with its number, as people count", () => {
  const wrong = fail("invalidInput", { fields: { "people.2.email": "emailInvalid" } }).error;
  expect(failureOfLines(wrong)).toEqual({ code: "invalidInput", fields: { people: "lineWrong" }, values: { line: 3 } });
  const twice = fail("duplicate", { fields: { "people.0.email": "duplicate" } }).error;
  expect(failureOfLines(twice).fields).toEqual({ people: "lineDuplicate" });
  const other = fail("noFreeSeats", { values: { free: 0, asked: 2 } }).error;
  expect(failureOfLines(other)).toBe(other);
});

test("a fault about one person belongs to that form's own fields", () => {
  const wrong = fail("invalidInput", { fields: { "people.0.name": "required" } }).error;
  expect(failureOfOne(wrong)).toEqual({ code: "invalidInput", fields: { name: "required" } });
  const other = fail("notAllowed").error;
  expect(failureOfOne(other)).toEqual(other);
});
