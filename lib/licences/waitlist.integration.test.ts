import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { testDatabase } from "../../scripts/testing/database.ts";
import { withdrawApplication } from "../applications/commands.ts";
import { draftBatch, proposeBatch, setItem } from "../batches/commands.ts";
import { findWaitingPlace, findWaitingPlaceByLink, waitlists } from "../batches/queries.ts";
import type { Person, System } from "../platform/auth/actor.ts";
import { releaseBatch } from "./commands.ts";
import { codeOf, configureTest, readAndApprove, success, world } from "./testing/fixtures.ts";

const { db } = await testDatabase();
configureTest();
const { person, programme, institution, endWindow } = world(db);
const worker: System = { kind: "system", name: "worker" };
const [proposer, second] = [await person({ roles: ["APPROVER"] }), await person({ roles: ["APPROVER"] })];
const reviewer = await person({ roles: ["REVIEWER"] });

type Programme = Awaited<ReturnType<typeof programme>>;

/** A reviewed application of an institution of its own. */
async function reviewed(to: Programme, total: number, seats = 3) {
  const of = await institution();
  const application = await db.application.create({
    data: {
      ...{ institutionId: of.id, programmeId: to.id, phaseId: to.phases[0]?.id ?? "" },
      ...{ receipt: `APP-${randomUUID().slice(0, 8)}`, state: "REVIEWED", seats, rubricVersion: 1 },
      ...{ createdById: of.owner.userId, submittedAt: new Date() },
      reviews: { create: { reviewerId: reviewer.userId, state: "SUBMITTED", total } },
    },
  });
  return { of, id: application.id, receipt: application.receipt ?? "" };
}

/** Decides on applications by two people, and lets everybody hear. */
async function decide(to: Programme, decisions: { id: string; outcome: "AWARD" | "WAITLIST" }[]) {
  const { batchId } = success(await draftBatch(proposer, { programmeId: to.id }));
  for (const [version, { id, outcome }] of decisions.entries())
    success(await setItem(proposer, { batchId, version, applicationId: id, outcome }));
  const { planHash } = success(await proposeBatch(proposer, { batchId, version: decisions.length }));
  success(await readAndApprove(db, second, { batchId, planHash, version: decisions.length + 1 }));
  await endWindow(batchId);
  success(await releaseBatch(worker, { batchId }));
  return batchId;
}

const published = async (to: Programme) =>
  (await waitlists(null)).lists.filter((list) => list.programme.id === to.id).flatMap(({ rows }) => rows);
const stateOf = async (id: string) => (await db.application.findUniqueOrThrow({ where: { id } })).state;

describe("the waitlist", () => {
  test("is joined by a batch of two people, in the order of the scores, and told to the institution", async () => {
    const to = await programme({ EDUCATION: 5 });
    const [low, best, middle, awarded] = [
      await reviewed(to, 4_000),
      await reviewed(to, 9_000),
      await reviewed(to, 6_000),
      await reviewed(to, 9_500, 5),
    ];
    const waits = [low, best, middle].map(({ id }) => ({ id, outcome: "WAITLIST" as const }));
    await decide(to, [...waits, { id: awarded.id, outcome: "AWARD" }]);

    expect(await stateOf(awarded.id)).toBe("AWARDED");
    expect(await stateOf(best.id)).toBe("WAITLISTED");
    expect(await published(to)).toEqual(
      [best, middle, low].map(({ receipt }, index) =>
        expect.objectContaining({ position: index + 1, receipt, seats: 3 }),
      ),
    );
    const [list] = (await waitlists(null)).lists.filter(({ programme: { id } }) => id === to.id);
    expect(list).toMatchObject({ sector: "EDUCATION", free: 0 });
    expect(JSON.stringify(list)).not.toContain(best.of.name);
    const letters = await db.mail.findMany({ where: { to: low.of.owner.email ?? "" } });
    expect(letters.map(({ subject }) => subject)).toEqual([`Application ${low.receipt} is on the waitlist`]);
    expect(letters[0]?.text).toContain("/waitlist");
    expect(await db.application.findUniqueOrThrow({ where: { id: low.id } })).toMatchObject({
      ...{ dueAt: null, decidedAt: null },
    });
  });

  test("shows an institution its own place, and nobody another's", async () => {
    const to = await programme({ EDUCATION: 1 });
    const [first, next] = [await reviewed(to, 8_000), await reviewed(to, 7_000)];
    await decide(
      to,
      [first, next].map(({ id }) => ({ id, outcome: "WAITLIST" })),
    );
    expect(await findWaitingPlace(next.of.owner, next.id)).toMatchObject({ position: 2, of: 2 });
    expect(await findWaitingPlaceByLink(null, first.id)).toMatchObject({ position: 1, of: 2 });
    const strangers: (Person | null)[] = [null, first.of.owner, await person()];
    for (const stranger of strangers) expect(await findWaitingPlace(stranger, next.id)).toBeNull();
  });

  test("keeps the score of the day that somebody came on it", async () => {
    const to = await programme({ EDUCATION: 1 });
    const [first, next] = [await reviewed(to, 8_000), await reviewed(to, 7_000)];
    await decide(
      to,
      [first, next].map(({ id }) => ({ id, outcome: "WAITLIST" })),
    );
    await db.review.updateMany({ where: { applicationId: next.id }, data: { total: 9_999 } });
    expect((await published(to)).map(({ receipt }) => receipt)).toEqual([first.receipt, next.receipt]);
  });

  test("is left by whoever withdraws, and those behind move up", async () => {
    const to = await programme({ EDUCATION: 1 });
    const [first, next] = [await reviewed(to, 8_000), await reviewed(to, 7_000)];
    await decide(
      to,
      [first, next].map(({ id }) => ({ id, outcome: "WAITLIST" })),
    );
    const { version } = await db.application.findUniqueOrThrow({ where: { id: first.id } });
    success(await withdrawApplication(first.of.owner, { applicationId: first.id, version }));
    expect(await findWaitingPlace(first.of.owner, first.id)).toBeNull();
    expect(await published(to)).toMatchObject([{ position: 1, receipt: next.receipt }]);
  });

  test("takes nobody whose decision was only proposed, and nobody twice", async () => {
    const to = await programme({ EDUCATION: 1 });
    const one = await reviewed(to, 8_000);
    const { batchId } = success(await draftBatch(proposer, { programmeId: to.id }));
    const decision = { batchId, version: 0, applicationId: one.id, outcome: "WAITLIST" };
    success(await setItem(proposer, { ...decision, seats: 3, reason: "placesExhausted", note: "Soon." }));
    expect(await db.batchItem.findFirstOrThrow({ where: { batchId } })).toMatchObject({ seats: 0, reason: null });
    expect(await published(to)).toEqual([]);
    const other = await reviewed(to, 8_000);
    await decide(to, [{ id: other.id, outcome: "WAITLIST" }]);
    const again = { batchId, version: 1, applicationId: other.id, outcome: "WAITLIST" };
    expect(codeOf(await setItem(proposer, again))).toBe("wrongState");
  });
});
