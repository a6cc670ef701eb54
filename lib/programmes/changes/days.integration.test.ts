import { expect, test } from "vitest";
import { applicationOf, programmeOf } from "../../../scripts/testing/applications.ts";
import { testDatabase } from "../../../scripts/testing/database.ts";
import { findApplication } from "../../applications/queries.ts";
import { askForInformation, moveApplication } from "../../applications/steps.ts";
import { decisionDue, replyDue } from "../../applications/timeline.ts";
import { person } from "../../platform/testing/persons.ts";
import { workingDaysAfter } from "../../platform/workingDays.ts";
import { confirmProgrammeChange, proposeProgrammeChange } from "../commands.ts";
import { findProgramme, programmeDays } from "../queries.ts";
import { firstDays } from "../stepDays.ts";
import { stepDaysOf, verificationDays } from "../steps.ts";

const { db } = await testDatabase();
const { id: programmeId } = await programmeOf(db);
const one = await person(db, { roles: ["ADMINISTRATOR"] });
const other = await person(db, { roles: ["ADMINISTRATOR"] });
const code = (result: { ok: boolean; error?: { code: string } }) => (result.ok ? "ok" : result.error?.code);

/** Proposed by one and confirmed by the other; what stood in the way of either. */
async function changed(days: object) {
  const input = {
    programmeId,
    kind: "DAYS",
    reason: "There are fewer reviewers now.",
    days: { ...firstDays, ...days },
  };
  const result = await proposeProgrammeChange(one, input);
  if (!result.ok) return result.error.code;
  const { proposalId } = result.value as { proposalId: string };
  return code(await confirmProgrammeChange(other, { proposalId, version: 0 }));
}

test("the days of a step change by two administrators, for what begins from then on; what was promised before stays", async () => {
  const early = await applicationOf(db);
  expect(await changed({})).toBe("alreadyDone");
  expect(await changed({ decision: 19 })).toBe("daysOutOfOrder");
  expect(await changed({ reviewer: "0" })).toBe("invalidInput");
  expect(await changed({ reply: 251 })).toBe("invalidInput");
  expect(await changed({ unheardOf: 3 })).toBe("invalidInput");
  expect(await changed({ decision: "۴۰", reply: 4, verification: 3 })).toBe("ok");
  expect((await findProgramme(one, programmeId))?.days).toEqual({
    ...firstDays,
    ...{ decision: 40, reply: 4, verification: 3 },
  });
  expect(await programmeDays(one)).toMatchObject([{ days: { decision: 40 } }]);
  expect(await programmeDays(null)).toEqual([]);

  const late = await applicationOf(db);
  const now = new Date();
  const due = async (id: string) => {
    const seen = await findApplication(one, id);
    return { at: seen?.submittedAt ?? now, by: seen && decisionDue(seen, now) };
  };
  const [before, after] = [await due(early.id), await due(late.id)];
  expect(before.by).toEqual(workingDaysAfter(before.at, firstDays.decision));
  expect(after.by).toEqual(workingDaysAfter(after.at, 40));
  await db.$transaction((tx) =>
    askForInformation(tx, { applicationId: early.id, askedById: one.userId, question: "How many of them?" }),
  );
  const asked = await findApplication(one, early.id);
  expect(asked && replyDue(asked)).toEqual(workingDaysAfter(asked?.requests[0]?.askedAt ?? now, 4));
  expect(await verificationDays(db, now)).toBe(3);
  expect(await verificationDays(db, new Date("2020-01-01"))).toBe(firstDays.verification);
});

test("the clock of a case runs by them", async () => {
  expect(await changed({ review: 25, decision: 45 })).toBe("ok");
  const { id } = await applicationOf(db);
  const { submittedAt } = await db.application.findUniqueOrThrow({ where: { id } });
  const dueAt = async () => (await db.application.findUniqueOrThrow({ where: { id } })).dueAt;
  await db.application.update({ where: { id }, data: { state: "DRAFT" } });
  await db.$transaction((tx) => moveApplication(tx, { id, from: "DRAFT", to: "SUBMITTED" }));
  expect(await dueAt()).toEqual(workingDaysAfter(submittedAt ?? new Date(), 25));
  await db.$transaction((tx) => moveApplication(tx, { id, from: "SUBMITTED", to: "IN_REVIEW" }));
  await db.$transaction((tx) => moveApplication(tx, { id, from: "IN_REVIEW", to: "REVIEWED" }));
  expect(await dueAt()).toEqual(workingDaysAfter(submittedAt ?? new Date(), 45));
  const set = await stepDaysOf(db, programmeId);
  expect(
    set
      .filter(({ step }) => step === "decision")
      .map(({ days }) => days)
      .sort(),
  ).toEqual([40, 45]);
  await expect(db.stepDays.deleteMany({ where: { programmeId } })).rejects.toThrow("permission denied");
});
