import { expect, test } from "vitest";
import { formInput, formValues } from "./forms.ts";

function form(...entries: [string, string][]): FormData {
  const data = new FormData();
  for (const [name, value] of entries) data.append(name, value);
  return data;
}

test("a form becomes an object: dots nest, brackets list, blanks and the framework's own fields are left out", () => {
  const data = form(
    ["$ACTION_ID_1", "x"],
    ["name", "Sanad"],
    ["empty", ""],
    ["scores.merit", "4"],
    ["scores.care", "5"],
  );
  data.append("ids[]", "a");
  data.append("ids[]", "b");
  data.append("file", new Blob(["x"]));
  expect(formInput(data)).toEqual({ name: "Sanad", scores: { merit: "4", care: "5" }, ids: ["a", "b"] });
});

test("names that would reach an object's prototype are dropped", () => {
  const input = formInput(
    form(["__proto__.admin", "1"], ["constructor.x", "1"], ["a.__proto__.b", "1"], ["toString.x", "2"]),
  );
  expect(Object.hasOwn(input, "__proto__")).toBe(false);
  expect(({} as Record<string, unknown>).admin).toBeUndefined();
  expect(input).toEqual({ a: {}, toString: { x: "2" } });
});

test("a name that nests without end is one unknown key", () => {
  const name = "a.".repeat(100_000);
  expect(Object.keys(formInput(form([name, "1"])))).toEqual([name]);
});

test("what was typed comes back, files and the framework's fields excepted", () => {
  expect(formValues(form(["$ACTION_KEY", "k"], ["name", ""], ["seats", "3"]))).toEqual({ name: "", seats: "3" });
  expect(formValues(form(["facts[]", "a"], ["facts[]", "b"], ["one", "a"], ["one", "b"]))).toEqual({
    "facts[]": "a\nb",
    one: "b",
  });
});
