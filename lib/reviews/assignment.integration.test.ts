import { expect, test } from "vitest";
import { applicationOf } from "../../scripts/testing/applications.ts";
import { testDatabase } from "../../scripts/testing/database.ts";
import { cameThrough } from "../platform/audit.ts";
import { person } from "../platform/testing/persons.ts";
import { previewAssignment, reviewers } from "./assignment.ts";
import { assignReviewers } from "./commands.ts";

const { db } = await testDatabase();
const administrator = await person(db, { roles: ["ADMINISTRATOR"] });
const [one, two] = [await person(db, { roles: ["REVIEWER"] }), await person(db, { roles: ["REVIEWER"] })];
const both = [one.userId, two.userId];

test("the preview says whom each application would reach, and the command then does exactly that", async () => {
  const open = await applicationOf(db);
  const near = await applicationOf(db);
  await db.membership.create({ data: { institutionId: near.institutionId, userId: one.userId, role: "VIEWER" } });
  const own = await applicationOf(db);
  const insider = await person(db, {
    roles: ["ADMINISTRATOR"],
    member: { [own.institutionId]: "VIEWER" },
  });
  const decided = await applicationOf(db, { state: "REVIEWED" });
  const rows = await previewAssignment(insider, [open.id, near.id, own.id, decided.id], both);
  expect(Object.fromEntries(rows.map(({ id, effect, asks }) => [id, { effect, asks }]))).toEqual({
    [open.id]: { effect: "two", asks: both },
    [near.id]: { effect: "one", asks: [two.userId] },
    [own.id]: { effect: "own", asks: [] },
    [decided.id]: { effect: "full", asks: [] },
  });
  for (const { id, version, asks } of rows.filter(({ asks: some }) => some.length > 0))
    expect(await assignReviewers(insider, { applicationId: id, version, reviewerIds: asks })).toMatchObject({
      ok: true,
    });
  const after = await previewAssignment(insider, [open.id, near.id], both);
  expect(after.map(({ effect }) => effect).sort()).toEqual(["full", "none"]);
});

test("who was asked by whom is told apart from what needs no reviewer any more", async () => {
  const [asked, left] = [await applicationOf(db), await applicationOf(db)];
  const other = await person(db, { roles: ["ADMINISTRATOR"] });
  const assigns = (who: typeof other, { id, version }: typeof asked) =>
    assignReviewers(who, { applicationId: id, version, reviewerIds: both });
  expect(await assigns(administrator, asked)).toMatchObject({ ok: true });
  expect(await assigns(other, left)).toMatchObject({ ok: true });
  expect(await assigns(administrator, left)).toMatchObject({ ok: false });
  const ids = [asked.id, left.id];
  expect((await previewAssignment(administrator, ids, [])).map(({ effect }) => effect)).toEqual(["full", "full"]);
  expect([...(await cameThrough(administrator, "reviews.assign", ids))]).toEqual([asked.id]);
  expect([...(await cameThrough(other, "reviews.assign", ids))]).toEqual([left.id]);
  expect([...(await cameThrough(other, "reviews.reassign", ids))]).toEqual([]);
  expect([...(await cameThrough(null, "reviews.assign", ids))]).toEqual([]);
});

test("who may not assign is shown neither reviewers nor applications", async () => {
  const application = await applicationOf(db);
  const approver = await person(db, { roles: ["APPROVER"] });
  for (const who of [null, one, approver]) {
    expect(await reviewers(who)).toEqual([]);
    expect(await previewAssignment(who, [application.id], both)).toEqual([]);
  }
  expect((await reviewers(administrator)).map(({ userId }) => userId)).toEqual(expect.arrayContaining(both));
});
