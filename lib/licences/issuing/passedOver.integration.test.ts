import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { testDatabase } from "../../../scripts/testing/database.ts";
import { draftBatch, fillByRule, proposeBatch, reproposeBatch, setItem } from "../../batches/commands.ts";
import { findBatch, tryRule } from "../../batches/queries.ts";
import { approveBatch } from "../commands.ts";
import { codeOf, configureTest, readAndApprove, success, world } from "../testing/fixtures.ts";

const { db } = await testDatabase();
configureTest();
const { person, programme, institution } = world(db);
const [proposer, second] = [await person({ roles: ["APPROVER"] }), await person({ roles: ["APPROVER"] })];
const passedReason = "The ministry asked for these seats to be given before the others.";

type Programme = Awaited<ReturnType<typeof programme>>;

/** An application of an institution of its own, reviewed, and with `waits` on the waitlist already. */
async function application(to: Programme, total: number, waits = false) {
  const of = await institution();
  const reviewer = await person({ roles: ["REVIEWER"] });
  const { id } = await db.application.create({
    data: {
      ...{ institutionId: of.id, programmeId: to.id, phaseId: to.phases[0]?.id ?? "" },
      ...{ receipt: `APP-${randomUUID().slice(0, 8)}`, state: waits ? "WAITLISTED" : "REVIEWED", seats: 2 },
      ...{ rubricVersion: 1, createdById: of.owner.userId, submittedAt: new Date() },
      reviews: { create: { reviewerId: reviewer.userId, state: "SUBMITTED", total } },
      ...(waits && { waiting: { create: { score: total, since: new Date() } } }),
    },
  });
  return id;
}

/** A draft that awards all of these. */
async function drafted(to: Programme, ids: readonly string[]) {
  const { batchId } = success(await draftBatch(proposer, { programmeId: to.id }));
  for (const [version, applicationId] of ids.entries())
    success(await setItem(proposer, { batchId, version, applicationId, outcome: "AWARD" }));
  return { batchId, version: ids.length };
}

describe("an award that passes over who waits with a better claim", () => {
  test("shows in the draft, and is proposed only with a reason, which is part of the plan", async () => {
    const to = await programme({ EDUCATION: 9 });
    await application(to, 9_000, true);
    const [better, worse] = [await application(to, 9_500), await application(to, 8_000)];
    const draft = await drafted(to, [better, worse]);
    const seen = await findBatch(proposer, draft.batchId);
    expect(seen).toMatchObject({ claims: [{ sector: "EDUCATION", waiting: 1 }] });
    expect(await proposeBatch(proposer, draft)).toMatchObject({
      error: { code: "waitlistPassedOver", fields: { passedReason: "reasonRequired" } },
    });
    expect(codeOf(await proposeBatch(proposer, { ...draft, passedReason: "Because." }))).toBe("invalidInput");
    const { planHash } = success(await proposeBatch(proposer, { ...draft, passedReason }));
    expect(await findBatch(second, draft.batchId)).toMatchObject({
      ...{ planHash, passedOver: { waiting: 1, reason: passedReason } },
    });
    // Somebody who changes the reason afterwards changes the plan.
    const given = { batchId: draft.batchId, planHash, version: draft.version + 1 };
    await db.batch.update({ where: { id: draft.batchId }, data: { passedReason: "Otherwise." } });
    expect(codeOf(await approveBatch(second, given))).toBe("planChanged");
    await db.batch.update({ where: { id: draft.batchId }, data: { passedReason } });
    success(await readAndApprove(db, second, given));
  });

  test("needs no reason where the awards come first in the order, and keeps none that was not needed", async () => {
    const to = await programme({ EDUCATION: 9 });
    await application(to, 7_000, true);
    const draft = await drafted(to, [await application(to, 9_500)]);
    expect(await findBatch(proposer, draft.batchId)).toMatchObject({ claims: [] });
    success(await proposeBatch(proposer, { ...draft, passedReason }));
    expect(await findBatch(proposer, draft.batchId)).toMatchObject({ passedOver: null });
  });

  test("is not approved silently when somebody came to wait after the proposal; proposed anew, it says why", async () => {
    const to = await programme({ EDUCATION: 9 });
    const draft = await drafted(to, [await application(to, 8_000), await application(to, 8_500)]);
    const { planHash } = success(await proposeBatch(proposer, draft));
    await application(to, 9_000, true);
    const given = { batchId: draft.batchId, planHash, version: draft.version + 1 };
    expect(codeOf(await readAndApprove(db, second, given))).toBe("waitlistPassedOver");
    const [item] = (await findBatch(proposer, draft.batchId))?.items ?? [];
    const again = {
      batchId: draft.batchId,
      version: given.version,
      itemIds: [item?.itemId],
      reason: "Asked for twice.",
    };
    expect(codeOf(await reproposeBatch(proposer, again))).toBe("waitlistPassedOver");
    const anew = success(await reproposeBatch(proposer, { ...again, passedReason }));
    expect(await findBatch(second, anew.batchId)).toMatchObject({ passedOver: { reason: passedReason } });
  });
});

test("a rule puts who is good enough on the waitlist in the same act, as it was looked at", async () => {
  const to = await programme({ EDUCATION: 2 });
  const [first, next, low] = [await application(to, 9_000), await application(to, 8_000), await application(to, 4_000)];
  const { batchId } = success(await draftBatch(proposer, { programmeId: to.id }));
  const rule = { least: 5_000, seats: 10, partial: false, waitlist: true };
  const trial = await tryRule(proposer, batchId, rule);
  expect(trial?.picks.map(({ applicationId, gets, waits }) => [applicationId, gets, waits])).toEqual([
    [first, 2, false],
    [next, 0, true],
    [low, 0, false],
  ]);
  const asked = { batchId, version: 0, least: 50, seats: 10, taken: trial?.hash };
  // Without the waitlist the rule takes something else than was looked at.
  expect(codeOf(await fillByRule(proposer, asked))).toBe("planChanged");
  success(await fillByRule(proposer, { ...asked, waitlist: "on" }));
  const items = await db.batchItem.findMany({ where: { batchId }, orderBy: { seats: "desc" } });
  expect(items.map(({ applicationId, outcome, seats, reason }) => [applicationId, outcome, seats, reason])).toEqual([
    [first, "AWARD", 2, null],
    [next, "WAITLIST", 0, null],
  ]);
});
