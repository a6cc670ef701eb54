import { expect, test } from "vitest";
import { chosenQuery, forEachChosen } from "./chosen.ts";
import { fail, ok } from "./errors/result.ts";
import { chosenAtMost } from "./listing.ts";

function form(rows: string[]): FormData {
  const data = new FormData();
  for (const row of rows) data.append("rows[]", row);
  return data;
}

test("each row is done by itself, with all that it needs", async () => {
  const seen: string[][] = [];
  const answer = await forEachChosen(form(["a:3", "b:4:x"]), async (row) => {
    seen.push(row);
    return row[0] === "a" ? fail("changedMeanwhile") : ok(undefined);
  });
  expect(seen).toEqual([
    ["a", "3"],
    ["b", "4", "x"],
  ]);
  expect(answer).toEqual(ok(["b"]));
});

test("the way back names all that was chosen, and what of it came through", () => {
  const data = form(["a:3", "b:4:x"]);
  expect(chosenQuery(data, ["b"]).toString()).toBe("id=a&id=b&done=b");
  for (const id of ["c", "a"]) data.append("all[]", id);
  expect(chosenQuery(data, []).toString()).toBe("id=c&id=a");
});

test("when nothing came of it, the first reason is given", async () => {
  const reasons = ["signInFirst", "notAllowed"] as const;
  let turn = 0;
  expect(await forEachChosen(form(["a:1", "b:1"]), async () => fail(reasons[turn++] ?? "notFound"))).toEqual(
    fail("signInFirst"),
  );
});

test("no rows, or too many, do nothing at all", async () => {
  const act = async () => {
    throw new Error("nothing is to be done");
  };
  expect(await forEachChosen(form([]), act)).toEqual(fail("invalidInput"));
  const many = Array.from({ length: chosenAtMost + 1 }, (_, row) => `${row}:0`);
  expect(await forEachChosen(form(many), act)).toEqual(fail("invalidInput"));
});
