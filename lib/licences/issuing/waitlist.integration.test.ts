import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { testDatabase } from "../../../scripts/testing/database.ts";
import { withdrawApplication } from "../../applications/commands.ts";
import {
  acceptPlaces,
  awardItems,
  declinePlaces,
  draftBatch,
  offerPlaces,
  proposeBatch,
  setItem,
} from "../../batches/commands.ts";
import {
  deskWaitlists,
  findWaitingPlace,
  findWaitingPlaceByLink,
  placesOfferedTo,
  waitlists,
} from "../../batches/queries.ts";
import { closeOffers } from "../../batches/waitlist/closeOffers.ts";
import type { Person, System } from "../../platform/auth/actor.ts";
import { permissions } from "../../platform/auth/permissions.ts";
import { Role } from "../../platform/db/generated/enums.ts";
import { workingDaysAfter } from "../../platform/workingDays.ts";
import { firstDays } from "../../programmes/stepDays.ts";
import { cancelBatch, releaseBatch } from "../commands.ts";
import { codeOf, configureTest, readAndApprove, success, world } from "../testing/fixtures.ts";

const { db } = await testDatabase();
configureTest();
const { person, programme, institution, endWindow } = world(db);
const worker: System = { kind: "system", name: "worker" };
const [proposer, second] = [await person({ roles: ["APPROVER"] }), await person({ roles: ["APPROVER"] })];
const reviewer = await person({ roles: ["REVIEWER"] });
const administrator = await person({ roles: ["ADMINISTRATOR"] });

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

const taken = async (to: Programme) =>
  (await db.quota.findMany({ where: { programmeId: to.id } })).reduce((sum, quota) => sum + quota.taken, 0);
const offerOf = (applicationId: string) =>
  db.placeOffer.findFirstOrThrow({ where: { applicationId }, orderBy: { id: "desc" } });
const answer = async (applicationId: string) => {
  const { id, version } = await offerOf(applicationId);
  return { offerId: id, version };
};
const offerTo = (applicationId: string) => offerPlaces(administrator, { applicationId });
const late = async () =>
  new Date((await db.placeOffer.findFirstOrThrow({ orderBy: { until: "desc" } })).until.getTime() + 1);

/** Applications with these scores and seats on the waitlist, the best first, while `places` are free. */
async function waiting(places: number, ...of: [total: number, seats: number][]) {
  const to = await programme({ EDUCATION: places });
  const rows = [];
  for (const [total, seats] of of) rows.push(await reviewed(to, total, seats));
  await decide(
    to,
    rows.map(({ id }) => ({ id, outcome: "WAITLIST" })),
  );
  return { to, rows: rows as [Reviewed, Reviewed, ...Reviewed[]] };
}
type Reviewed = Awaited<ReturnType<typeof reviewed>>;

describe("an offer", () => {
  test("goes to the first in the order and nobody else, holds its places, and is told with one last day", async () => {
    const { to, rows } = await waiting(5, [8_000, 3], [7_000, 4]);
    const [first, next] = rows;
    expect(codeOf(await offerTo(next.id))).toBe("notNext");
    success(await offerTo(first.id));
    expect(await taken(to)).toBe(3);
    expect(codeOf(await offerTo(first.id))).toBe("notNext");
    const letters = await db.mail.findMany({ where: { to: first.of.owner.email ?? "", letter: "placesOffered" } });
    expect(letters).toHaveLength(1);
    // What is left goes to the next, though it is less than was asked for; then there is nothing to offer.
    expect(success(await offerTo(next.id))).toMatchObject({ seats: 2 });
    expect(await taken(to)).toBe(5);
    const [list] = (await deskWaitlists(administrator)).filter(({ programme: { id } }) => id === to.id);
    expect(list).toMatchObject({ free: 0, open: 5, accepted: 0, next: null, offerDays: firstDays.offer });
    expect(await deskWaitlists(first.of.owner)).toEqual([]);
  });

  test("can be answered for as long as its programme said when it was made", async () => {
    const { to, rows } = await waiting(5, [8_000, 3], [7_000, 2]);
    const [first, next] = rows;
    const untilOf = async (id: string) => {
      success(await offerTo(id));
      const { offeredAt, until } = await offerOf(id);
      return [until, offeredAt] as const;
    };
    const [until, offeredAt] = await untilOf(first.id);
    expect(until).toEqual(workingDaysAfter(offeredAt, firstDays.offer));
    await db.stepDays.create({ data: { programmeId: to.id, step: "offer", days: 4, since: new Date() } });
    const [sooner, at] = await untilOf(next.id);
    expect(sooner).toEqual(workingDaysAfter(at, 4));
    expect((await offerOf(first.id)).until).toEqual(until);
    const { lists } = await waitlists(null);
    expect(lists.find(({ programme: { id } }) => id === to.id)).toMatchObject({ offerDays: 4 });
  });

  test("is not made where nothing is free, of what does not wait, nor by somebody close to the institution", async () => {
    const { to, rows } = await waiting(1, [8_000, 1], [7_000, 1]);
    const [first, next] = rows;
    const close = await person({ roles: ["ADMINISTRATOR"], member: { institutionId: first.of.id, role: "VIEWER" } });
    expect(codeOf(await offerPlaces(close, { applicationId: first.id }))).toBe("conflictOfInterest");
    success(await offerTo(first.id));
    expect(codeOf(await offerTo(next.id))).toBe("noPlacesFree");
    expect(codeOf(await offerTo((await reviewed(to, 9_000)).id))).toBe("wrongState");
    expect(codeOf(await offerTo(randomUUID()))).toBe("notFound");
    expect(codeOf(await offerTo("first"))).toBe("invalidInput");
  });

  test.each(Object.values(Role))("as %s is made exactly where the table says so", async (role) => {
    const { rows } = await waiting(5, [8_000, 1]);
    const isAllowed = (permissions["batches.offerPlaces"] as readonly string[]).includes(role);
    const made = await offerPlaces(await person({ roles: [role] }), { applicationId: rows[0].id });
    expect(codeOf(made)).toBe(isAllowed ? "ok" : "notAllowed");
  });

  test("is made once by five who make it at the same moment, and never of more than is free", async () => {
    const { to, rows } = await waiting(4, [8_000, 3], [7_000, 3]);
    const codes = await Promise.all(Array.from({ length: 5 }, async () => codeOf(await offerTo(rows[0].id))));
    expect(codes.sort()).toEqual(["notNext", "notNext", "notNext", "notNext", "ok"]);
    expect(await taken(to)).toBe(3);
    success(await offerTo(rows[1].id));
    expect(await taken(to)).toBe(4);
  });

  test("passes over nobody but the suspended, who keep their place", async () => {
    const { rows } = await waiting(9, [8_000, 1], [7_000, 1]);
    const [first, next] = rows;
    const become = (state: "SUSPENDED" | "VERIFIED") =>
      db.institution.update({ where: { id: first.of.id }, data: { state } });
    await become("SUSPENDED");
    expect(codeOf(await offerTo(first.id))).toBe("notNext");
    success(await offerTo(next.id));
    await become("VERIFIED");
    expect(await findWaitingPlace(first.of.owner, first.id)).toMatchObject({ position: 1 });
    success(await offerTo(first.id));
    await become("SUSPENDED");
    expect(codeOf(await acceptPlaces(first.of.owner, await answer(first.id)))).toBe("institutionSuspended");
  });

  test("that is accepted keeps its places until two people award them, and no more than those", async () => {
    const { to, rows } = await waiting(2, [8_000, 3], [7_000, 3]);
    const [first] = rows;
    success(await offerTo(first.id));
    const editor = await person({ member: { institutionId: first.of.id, role: "EDITOR" } });
    expect(codeOf(await acceptPlaces(editor, await answer(first.id)))).toBe("notAllowed");
    expect([...(await placesOfferedTo(first.of.owner))]).toEqual([first.id]);
    for (const nobody of [editor, rows[1].of.owner, null]) expect((await placesOfferedTo(nobody)).size).toBe(0);
    expect(codeOf(await acceptPlaces(rows[1].of.owner, await answer(first.id)))).toBe("notFound");
    const offered = await answer(first.id);
    expect(codeOf(await acceptPlaces(first.of.owner, { ...offered, version: 7 }))).toBe("changedMeanwhile");
    success(await acceptPlaces(first.of.owner, offered));
    expect(codeOf(await acceptPlaces(first.of.owner, offered))).toBe("alreadyDone");
    expect((await placesOfferedTo(first.of.owner)).size).toBe(0);
    const application = await db.application.findUniqueOrThrow({ where: { id: first.id } });
    expect(application.state).toBe("REVIEWED");
    expect(application.dueAt?.getTime()).toBeGreaterThan(Date.now());
    expect(await taken(to)).toBe(2);

    const { batchId } = success(await draftBatch(proposer, { programmeId: to.id }));
    const item = { batchId, version: 0, applicationId: first.id };
    expect(codeOf(await setItem(proposer, { ...item, outcome: "AWARD", seats: 3 }))).toBe("awardTooLarge");
    expect(codeOf(await setItem(proposer, { ...item, outcome: "WAITLIST" }))).toBe("wrongState");
    success(await awardItems(proposer, { batchId, version: 0, applicationIds: [first.id] }));
    const { planHash } = success(await proposeBatch(proposer, { batchId, version: 1 }));
    success(await readAndApprove(db, second, { batchId, planHash, version: 2 }));
    expect(await offerOf(first.id)).toMatchObject({ state: "SPENT", seats: 2 });
    expect([await taken(to), await db.licence.count({ where: { batchId } })]).toEqual([2, 2]);

    // Taken back inside the window, the offer keeps its places again.
    success(await cancelBatch(second, { batchId, version: 3 }));
    expect(await offerOf(first.id)).toMatchObject({ state: "ACCEPTED", seats: 2 });
    expect([await taken(to), await db.licence.count({ where: { batchId } })]).toEqual([2, 0]);
    await decide(to, [{ id: first.id, outcome: "AWARD" }]);
    expect([await stateOf(first.id), await taken(to)]).toEqual(["AWARDED", 2]);
    const [licence] = await db.batchItem.findMany({ where: { applicationId: first.id, live: true } });
    expect(licence).toMatchObject({ seats: 2, reason: "placesLimited" });
    await closeOffers(await late());
    expect([await taken(to), (await offerOf(first.id)).state]).toEqual([2, "SPENT"]);
  });

  test("that is declined frees its places for the next, and sends who declined to the end", async () => {
    const { to, rows } = await waiting(3, [8_000, 3], [7_000, 3]);
    const [first, next] = rows;
    const told = () => db.mail.count({ where: { to: administrator.email ?? "", letter: "placesFree" } });
    const before = await told();
    success(await offerTo(first.id));
    success(await declinePlaces(first.of.owner, await answer(first.id)));
    expect(codeOf(await declinePlaces(first.of.owner, await answer(first.id)))).toBe("alreadyDone");
    expect(await taken(to)).toBe(0);
    expect((await published(to)).map(({ receipt }) => receipt)).toEqual([next.receipt, first.receipt]);
    expect(codeOf(await offerTo(first.id))).toBe("notNext");
    success(await offerTo(next.id));
    expect(await told()).toBe(before + 1);
  });

  test("runs out after its last day: the worker returns its places, once, and it cannot be answered any more", async () => {
    const { to, rows } = await waiting(3, [8_000, 3], [7_000, 3]);
    const [first, next] = rows;
    success(await offerTo(first.id));
    expect(await closeOffers()).toBe(0);
    await db.placeOffer.updateMany({ where: { applicationId: first.id }, data: { until: new Date(0) } });
    expect(codeOf(await acceptPlaces(first.of.owner, await answer(first.id)))).toBe("offerOver");
    const closed = await Promise.all([closeOffers(), closeOffers()]);
    expect(closed.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect([await taken(to), await stateOf(first.id)]).toEqual([0, "WAITLISTED"]);
    expect(await offerOf(first.id)).toMatchObject({ state: "LAPSED" });
    const letters = await db.mail.findMany({ where: { to: first.of.owner.email ?? "" }, orderBy: { id: "asc" } });
    expect(letters.map(({ letter }) => letter)).toEqual(["applicationWaitlisted", "placesOffered", "placesLapsed"]);
    success(await offerTo(next.id));
  });

  test("is either accepted or runs out, when both come at the same moment", async () => {
    for (let round = 0; round < 4; round++) {
      const { to, rows } = await waiting(3, [8_000, 3]);
      const [first] = rows;
      success(await offerTo(first.id));
      const given = await answer(first.id);
      const at = await late();
      const [accepted] = await Promise.all([acceptPlaces(first.of.owner, given), closeOffers(at)]);
      const { state } = await offerOf(first.id);
      expect([state, await stateOf(first.id), await taken(to)]).toEqual(
        accepted.ok ? ["ACCEPTED", "REVIEWED", 3] : ["LAPSED", "WAITLISTED", 0],
      );
    }
  });

  test("of an application that is withdrawn, before or after it was accepted, gives its places back", async () => {
    const { to, rows } = await waiting(6, [8_000, 3], [7_000, 3]);
    for (const { id } of rows) success(await offerTo(id));
    success(await acceptPlaces(rows[1].of.owner, await answer(rows[1].id)));
    for (const { id, of } of rows) {
      const { version } = await db.application.findUniqueOrThrow({ where: { id } });
      success(await withdrawApplication(of.owner, { applicationId: id, version }));
    }
    expect(await taken(to)).toBe(6);
    expect(await closeOffers()).toBe(2);
    expect(await taken(to)).toBe(0);
    for (const { id } of rows) expect(await offerOf(id)).toMatchObject({ state: "ENDED" });
  });
});
