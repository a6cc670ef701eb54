import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { testDatabase } from "../../../scripts/testing/database.ts";
import { confirmAppeal, fileAppeal, proposeAppeal } from "../../appeals/commands.ts";
import {
  acceptPlaces,
  cancelClosing,
  confirmClosing,
  draftBatch,
  offerPlaces,
  proposeBatch,
  proposeClosing,
  setItem,
} from "../../batches/commands.ts";
import { closedWaitlists, closingsProposed, findDecisionOn, tryRule, waitlists } from "../../batches/queries.ts";
import type { Person } from "../../platform/auth/actor.ts";
import { Role } from "../../platform/db/generated/enums.ts";
import { codeOf, configureTest, success, world } from "../testing/fixtures.ts";

const { db } = await testDatabase();
configureTest();
const { person, programme, institution } = world(db);
const approver = await person({ roles: ["APPROVER"] });
const reason = "The phase that they waited for is over, and its places were given back.";
const words = "The approval of the service's owner was attached, and the reasons say that there was none.";

let first: Person;
let second: Person;
let to: Awaited<ReturnType<typeof programme>>;
beforeEach(async () => {
  [first, second] = [await person({ roles: ["ADMINISTRATOR"] }), await person({ roles: ["ADMINISTRATOR"] })];
  to = await programme({ EDUCATION: 5 });
});

/** An application of an institution of its own: it was decided that it waits, or it is only reviewed. */
async function application(waits = true) {
  const of = await institution();
  const { id } = await db.application.create({
    data: {
      ...{ institutionId: of.id, programmeId: to.id, phaseId: to.phases[0]?.id ?? "" },
      ...{ receipt: `APP-${randomUUID().slice(0, 8)}`, state: waits ? "WAITLISTED" : "REVIEWED", seats: 2 },
      ...{ rubricVersion: 1, createdById: of.owner.userId, submittedAt: new Date() },
      ...(waits && { waiting: { create: { score: 5_000, since: new Date() } } }),
    },
  });
  if (waits)
    await db.batch.create({
      data: {
        ...{ code: `B-${randomUUID()}`, programmeId: to.id, state: "COMPLETED", proposedById: approver.userId },
        items: { create: { applicationId: id, outcome: "WAITLIST", seats: 0 } },
      },
    });
  return { id, of };
}

const closing = () => ({ programmeId: to.id, sector: "EDUCATION", reason });
const stateOf = async (id: string) => (await db.application.findUniqueOrThrow({ where: { id } })).state;

/** A closing that waits for another administrator. */
async function proposed() {
  const { closingId } = success(await proposeClosing(first, closing()));
  return { closingId, version: 0 };
}

describe("closing a waitlist", () => {
  test("takes two administrators; who waits is declined with the reason, told so, and can appeal to others", async () => {
    const [one, other] = [await application(), await application()];
    const given = await proposed();
    expect(await stateOf(one.id)).toBe("WAITLISTED");
    expect(await closingsProposed(second)).toContainEqual(expect.objectContaining({ proposedBy: first.name, reason }));
    expect(await closingsProposed(one.of.owner)).toEqual([]);
    expect(codeOf(await proposeClosing(second, closing()))).toBe("waitlistClosed");
    expect(codeOf(await confirmClosing(first, given))).toBe("sameOfficer");
    expect(codeOf(await confirmClosing(second, { ...given, version: 3 }))).toBe("changedMeanwhile");
    expect(success(await confirmClosing(second, given))).toEqual({ declined: 2 });
    expect(codeOf(await confirmClosing(second, given))).toBe("alreadyDone");
    expect([await stateOf(one.id), await stateOf(other.id)]).toEqual(["DECLINED", "DECLINED"]);
    expect(await findDecisionOn(one.of.owner, one.id)).toMatchObject({ outcome: "WAITLIST", closing: reason });
    const letter = await db.mail.findFirstOrThrow({
      where: { to: one.of.owner.email ?? "", letter: "waitlistClosed" },
    });
    expect(letter.text).toContain(reason);
    expect(letter.text).toContain("may appeal until");

    const { version } = await db.application.findUniqueOrThrow({ where: { id: one.id } });
    const claim = { applicationId: one.id, version, ground: "wrongRule", words };
    const { appealId } = success(await fileAppeal(one.of.owner, claim));
    const upheld = { appealId, version: 0, outcome: "UPHELD", note: "The places were there when it was closed." };
    for (const closer of [first, second]) expect(codeOf(await proposeAppeal(closer, upheld))).toBe("decidedBefore");
    success(await proposeAppeal(await person({ roles: ["ADMINISTRATOR"] }), upheld));
    success(await confirmAppeal(await person({ roles: ["ADMINISTRATOR"] }), { appealId, version: 1 }));
    expect(await stateOf(one.id)).toBe("REVIEWED");
  });

  test("shows everybody that it is closed, and nobody is offered places or comes on it any more", async () => {
    const { id } = await application();
    success(await confirmClosing(second, await proposed()));
    expect((await waitlists(null)).lists.filter((list) => list.programme.id === to.id)).toEqual([]);
    expect((await closedWaitlists(null)).filter((list) => list.programme.id === to.id)).toMatchObject([
      { sector: "EDUCATION", reason, closedAt: expect.any(Date) },
    ]);
    expect(codeOf(await offerPlaces(first, { applicationId: id }))).toBe("wrongState");
    expect(codeOf(await proposeClosing(first, closing()))).toBe("waitlistClosed");

    const late = await application(false);
    const { batchId } = success(await draftBatch(approver, { programmeId: to.id }));
    const waits = { batchId, version: 0, applicationId: late.id, outcome: "WAITLIST" };
    expect(codeOf(await setItem(approver, waits))).toBe("waitlistClosed");
    await db.quota.updateMany({ where: { programmeId: to.id, sector: "EDUCATION" }, data: { taken: 5 } });
    const trial = await tryRule(approver, batchId, { least: -1, seats: 9, partial: false, waitlist: true });
    expect(trial?.picks).toMatchObject([{ applicationId: late.id, waits: false, why: "noPlaces" }]);
    // A draft that is older than the closing cannot be proposed with it.
    await db.batchItem.create({ data: { batchId, applicationId: late.id, outcome: "WAITLIST", seats: 0 } });
    expect(codeOf(await proposeBatch(approver, { batchId, version: 0 }))).toBe("waitlistClosed");
  });

  test("waits for offers that are open and for decisions on their way, and cuts nobody off", async () => {
    const { id, of } = await application();
    const given = await proposed();
    const { offerId } = success(await offerPlaces(first, { applicationId: id }));
    expect(codeOf(await confirmClosing(second, given))).toBe("waitlistBusy");
    const late = await application(false);
    const { batchId } = success(await draftBatch(approver, { programmeId: to.id }));
    success(await setItem(approver, { batchId, version: 0, applicationId: late.id, outcome: "WAITLIST" }));
    success(await proposeBatch(approver, { batchId, version: 1 }));
    success(await acceptPlaces(of.owner, { offerId, version: 0 }));
    expect(codeOf(await confirmClosing(second, given))).toBe("waitlistBusy");
    expect(await stateOf(id)).toBe("REVIEWED");
    success(await cancelClosing(second, given));
    expect(codeOf(await cancelClosing(second, given))).toBe("alreadyDone");
  });

  test("is refused to other roles, without a reason, with nobody waiting, and to whoever is close to somebody on it", async () => {
    expect(codeOf(await proposeClosing(first, closing()))).toBe("wrongState");
    const { of } = await application();
    for (const role of Object.values(Role).filter((one) => one !== "ADMINISTRATOR"))
      expect(codeOf(await proposeClosing(await person({ roles: [role] }), closing()))).toBe("notAllowed");
    expect(codeOf(await proposeClosing(of.owner, closing()))).toBe("notAllowed");
    expect(codeOf(await proposeClosing(first, { ...closing(), reason: "Over." }))).toBe("invalidInput");
    const insider = await person({ roles: ["ADMINISTRATOR"], member: { institutionId: of.id, role: "VIEWER" } });
    expect(codeOf(await proposeClosing(insider, closing()))).toBe("conflictOfInterest");
    const given = await proposed();
    expect(codeOf(await confirmClosing(insider, given))).toBe("conflictOfInterest");
    const both = await Promise.all([confirmClosing(second, given), cancelClosing(first, given)]);
    expect(both.map(codeOf).sort()).toEqual(["alreadyDone", "ok"]);
  });
});
