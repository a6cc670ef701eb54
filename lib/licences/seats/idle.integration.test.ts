import { describe, expect, test } from "vitest";
import { testDatabase } from "../../../scripts/testing/database.ts";
import { permissions } from "../../platform/auth/permissions.ts";
import { claimSeat, confirmUse, offerSeats, reclaimSeat, remindIdle } from "../commands.ts";
import { idleStep } from "../rules.ts";
import { settleBinding, settleRelease } from "../steps.ts";
import { codeOf, configureTest, success, world } from "../testing/fixtures.ts";
import { idleCount, idleSeats, previewReclaim } from "./idle.ts";

const { db } = await testDatabase();
configureTest();
process.env.ACTIVATION_URL = "https://build.example";
const { person, institution, licensed } = world(db);

let counter = 0;
const receipt = { block: "7", at: "1790000000000000000" };

/** An institution with a seat that somebody holds, and an offer that nobody has taken. */
async function handedOut() {
  const made = await licensed(2);
  const { institution: of } = made;
  const people = ["holder", "invited"].map((name) => ({
    name: "Ayesha Khan",
    email: `${name}${++counter}@people.test`,
  }));
  success(await offerSeats(of.owner, { institutionId: of.id, people }));
  const mail = await db.mail.findFirstOrThrow({ where: { to: people[0]?.email ?? "" } });
  const token = /\/claim\/([A-Za-z0-9_-]{43})/.exec(mail.text)?.[1];
  const holder = await person({ principal: true });
  const { seatId } = success(await claimSeat(holder, { token }));
  const write = await db.chainWrite.findUniqueOrThrow({ where: { key: `bind:${seatId}` } });
  await db.$transaction((tx) => settleBinding(tx, write.payload as never, receipt));
  const { id: offerId } = await db.seat.findFirstOrThrow({ where: { email: people[1]?.email ?? "" } });
  return { ...made, institutionId: of.id, owner: of.owner, holder, email: people[0]?.email ?? "", seatId, offerId };
}

/** So many days go by for the seats of an institution. */
async function later(institutionId: string, days: number) {
  const back = `${days} days`;
  await db.$executeRaw`UPDATE "Seat" SET "offeredAt" = "offeredAt" - ${back}::interval, "claimedAt" = "claimedAt" - ${back}::interval,
    "remindedAt" = "remindedAt" - ${back}::interval, "warnedAt" = "warnedAt" - ${back}::interval
    WHERE "licenceId" IN (SELECT id FROM "Licence" WHERE "institutionId" = ${institutionId}::uuid)`;
}
const versionOf = async (id: string) => (await db.seat.findUniqueOrThrow({ where: { id } })).version;
const taken = async (seatId: string) => ({ seatId, version: await versionOf(seatId), reason: "notUsed" });
const stepsOf = async (of: { owner: Parameters<typeof idleSeats>[0]; institutionId: string }) =>
  Object.fromEntries((await idleSeats(of.owner, of.institutionId)).map(({ id, step }) => [id, step]));

describe("seats that nobody uses", () => {
  test("are told first, have time to answer, and are taken back then: each by itself, and once", async () => {
    const made = await handedOut();
    const { owner, institutionId, seatId, offerId, email } = made;
    expect(await stepsOf(made)).toEqual({});
    expect(codeOf(await reclaimSeat(owner, await taken(seatId)))).toBe("notIdle");
    await later(institutionId, 31);
    expect(await stepsOf(made)).toEqual({ [seatId]: "remind", [offerId]: "remind" });
    expect(await idleCount(owner, institutionId)).toBe(2);
    expect(codeOf(await reclaimSeat(owner, await taken(seatId)))).toBe("notIdle");

    const both = { institutionId, seatIds: [seatId, offerId] };
    expect(success(await remindIdle(owner, both))).toEqual({ reminded: 2 });
    expect(codeOf(await remindIdle(owner, both))).toBe("changedMeanwhile");
    expect(await db.mail.count({ where: { to: email, letter: "seatIdle" } })).toBe(1);
    expect(await stepsOf(made)).toEqual({ [seatId]: "wait", [offerId]: "wait" });
    expect(codeOf(await reclaimSeat(owner, await taken(seatId)))).toBe("notIdle");

    await later(institutionId, 7);
    const preview = async () =>
      Object.fromEntries(
        (await previewReclaim(owner, institutionId, [seatId, offerId])).map((one) => [one.id, one.effect]),
      );
    expect(await preview()).toEqual({ [seatId]: "reclaim", [offerId]: "reclaim" });
    const old = await taken(seatId);
    expect(codeOf(await reclaimSeat(owner, { ...old, version: old.version - 1 }))).toBe("changedMeanwhile");
    const codes = await Promise.all([reclaimSeat(owner, old), reclaimSeat(owner, old)]);
    expect(codes.map(codeOf).sort()).toEqual(["changedMeanwhile", "ok"]);
    success(await reclaimSeat(owner, await taken(offerId)));
    expect(await preview()).toEqual({ [seatId]: "underway", [offerId]: "released" });
    expect(codeOf(await reclaimSeat(owner, await taken(seatId)))).toBe("seatUnderway");
    expect(codeOf(await reclaimSeat(owner, await taken(offerId)))).toBe("alreadyDone");

    const write = await db.chainWrite.findFirstOrThrow({ where: { key: { startsWith: `unbind:${seatId}` } } });
    expect(write.payload).toMatchObject({ reason: "notUsed" });
    await db.$transaction((tx) => settleRelease(tx, write.payload as never, receipt));
    await db.chainWrite.update({ where: { id: write.id }, data: { state: "CERTIFIED" } });
    expect(await preview()).toEqual({ [seatId]: "released", [offerId]: "released" });
    // The way back: the same person is offered a seat again.
    success(await offerSeats(owner, { institutionId, people: [{ name: "Ayesha Khan", email }] }));
  });

  test("are kept by whoever says in time that they use theirs, or takes the offer", async () => {
    const { owner, institutionId, seatId, holder } = await handedOut();
    await later(institutionId, 31);
    success(await remindIdle(owner, { institutionId, seatIds: [seatId] }));
    success(await confirmUse(holder, { seatId, version: await versionOf(seatId) }));
    await later(institutionId, 31);
    expect((await idleSeats(owner, institutionId)).map(({ id }) => id)).not.toContain(seatId);
    expect(codeOf(await reclaimSeat(owner, await taken(seatId)))).toBe("notIdle");
    expect((await previewReclaim(owner, institutionId, [seatId]))[0]?.effect).toBe("inUse");
    expect(codeOf(await remindIdle(owner, { institutionId, seatIds: [seatId] }))).toBe("changedMeanwhile");
  });

  test("are no offers that have ended, and no seats of licences out of force", async () => {
    const { owner, institutionId, seatId, offerId } = await handedOut();
    await later(institutionId, 40);
    await db.seat.update({ where: { id: offerId }, data: { expiresAt: new Date(0) } });
    await db.licence.updateMany({ where: { seats: { some: { id: seatId } } }, data: { state: "SUSPENDED" } });
    expect(await idleSeats(owner, institutionId)).toEqual([]);
    const offer = await db.seat.findUniqueOrThrow({ where: { id: offerId } });
    expect(idleStep(offer, new Date())).toBeNull();
  });

  test("show when their holder last signed in, since they have the seat", async () => {
    const { owner, institutionId, seatId, holder } = await handedOut();
    await later(institutionId, 31);
    const at = new Date(Date.now() - 5 * 86_400_000);
    const session = { userId: holder.userId, method: "INTERNET_IDENTITY" as const, expiresAt: new Date() };
    await db.session.create({ data: { ...session, createdAt: new Date("2020-01-01") } });
    expect((await idleSeats(owner, institutionId)).find(({ id }) => id === seatId)?.seenAt).toBeNull();
    await db.session.create({ data: { ...session, createdAt: at } });
    expect((await idleSeats(owner, institutionId)).find(({ id }) => id === seatId)?.seenAt).toEqual(at);
  });

  test("are taken back with a reason of the catalogue, by those alone whom the table names", async () => {
    const made = await handedOut();
    const { owner, institutionId, seatId } = made;
    await later(institutionId, 31);
    success(await remindIdle(owner, { institutionId, seatIds: [seatId] }));
    await later(institutionId, 8);
    expect(await reclaimSeat(owner, { ...(await taken(seatId)), reason: "because" })).toMatchObject({
      error: { fields: { reason: "reasonRequired" } },
    });
    const other = await institution();
    expect(codeOf(await reclaimSeat(other.owner, await taken(seatId)))).toBe("notFound");
    expect(codeOf(await remindIdle(other.owner, { institutionId, seatIds: [seatId] }))).toBe("notFound");
    expect(codeOf(await remindIdle(owner, { institutionId, seatIds: [] }))).toBe("invalidInput");
    expect(codeOf(await remindIdle(other.owner, { institutionId: other.id, seatIds: [seatId] }))).toBe("notFound");
    const grants = permissions["licences.reclaimSeat"] as readonly string[];
    for (const role of ["VIEWER", "EDITOR"] as const) {
      const member = await person({ member: { institutionId, role } });
      const isAllowed = grants.includes(`member:${role}`);
      expect((await idleSeats(member, institutionId)).length > 0).toBe(isAllowed);
      expect((await previewReclaim(member, institutionId, [seatId])).length > 0).toBe(isAllowed);
      expect(codeOf(await reclaimSeat(member, await taken(seatId)))).toBe(isAllowed ? "ok" : "notAllowed");
    }
    expect(await idleCount(other.owner, institutionId)).toBe(0);
  });
});
