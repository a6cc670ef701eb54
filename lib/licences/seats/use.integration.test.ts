import { expect, test } from "vitest";
import { testDatabase } from "../../../scripts/testing/database.ts";
import { claimSeat, confirmUse, offerSeats, suspendLicence } from "../commands.ts";
import { mySeats, seatCounts } from "../queries.ts";
import { settleBinding, settleStatus } from "../steps.ts";
import { codeOf, configureTest, success, world } from "../testing/fixtures.ts";
import { findSeat } from "./view.ts";

const { db } = await testDatabase();
configureTest();
const { person, licensed } = world(db);

let counter = 0;

/** A seat that somebody has taken; recorded, unless it is left to be. */
async function taken(isRecorded = true) {
  const made = await licensed(1);
  const { institution: of } = made;
  const email = `user${++counter}@people.test`;
  success(await offerSeats(of.owner, { institutionId: of.id, people: [{ name: "Ayesha Khan", email }] }));
  const mail = await db.mail.findFirstOrThrow({ where: { to: email } });
  const token = /\/claim\/([A-Za-z0-9_-]{43})/.exec(mail.text)?.[1];
  const holder = await person({ principal: true });
  const { seatId } = success(await claimSeat(holder, { token }));
  const write = await db.chainWrite.findUniqueOrThrow({ where: { key: `bind:${seatId}` } });
  const receipt = { block: "7", at: "1790000000000000000" };
  if (isRecorded) await db.$transaction((tx) => settleBinding(tx, write.payload as never, receipt));
  const { version, licenceId } = await db.seat.findUniqueOrThrow({ where: { id: seatId } });
  return { ...made, holder, seatId, version, licenceId };
}

test("a holder says once that they use their seat, and their institution sees it as theirs to say", async () => {
  const { institution: of, holder, seatId, version } = await taken();
  expect(await seatCounts(of.owner, of.id)).toMatchObject({ ladder: { awarded: 1, claimed: 1, active: 0 } });
  expect(await findSeat(of.owner, seatId)).toMatchObject({ activatedAt: null, seenAt: null });
  const codes = await Promise.all([1, 2].map(() => confirmUse(holder, { seatId, version })));
  expect(codes.map(codeOf).sort()[1]).toBe("ok");
  expect(["alreadyDone", "changedMeanwhile"]).toContain(codes.map(codeOf).sort()[0]);
  expect(codeOf(await confirmUse(holder, { seatId, version: version + 1 }))).toBe("alreadyDone");
  expect(await seatCounts(of.owner, of.id)).toMatchObject({ ladder: { claimed: 1, active: 1 } });
  expect((await mySeats(holder))[0]?.activatedAt).toBeInstanceOf(Date);
  expect((await findSeat(of.owner, seatId))?.activatedAt).toBeInstanceOf(Date);
});

test("nobody says it for somebody else", async () => {
  const { institution: of, seatId, version, holder } = await taken();
  const officials = await person({ roles: ["ADMINISTRATOR", "AUDITOR"] });
  for (const other of [of.owner, officials, await person({ principal: true })])
    expect(codeOf(await confirmUse(other, { seatId, version }))).toBe("notFound");
  expect(codeOf(await confirmUse(null, { seatId, version }))).toBe("signInFirst");
  expect(codeOf(await confirmUse(holder, { seatId, version, more: 1 }))).toBe("invalidInput");
});

test("it is said of a seat that is recorded and in force, as it was read", async () => {
  const waiting = await taken(false);
  const { seatId } = waiting;
  expect(codeOf(await confirmUse(waiting.holder, { seatId, version: waiting.version }))).toBe("wrongState");
  const { holder, approver, ...seat } = await taken();
  expect(codeOf(await confirmUse(holder, { seatId: seat.seatId, version: seat.version + 3 }))).toBe("changedMeanwhile");
  const { version, number } = await db.licence.findUniqueOrThrow({ where: { id: seat.licenceId } });
  success(await suspendLicence(approver, { licenceId: seat.licenceId, version, reason: "underInvestigation" }));
  const payload = { operation: "s", number, reason: "underInvestigation", decision: "s" };
  await db.$transaction((tx) => settleStatus(tx, { kind: "suspend", payload }));
  expect(codeOf(await confirmUse(holder, { seatId: seat.seatId, version: seat.version }))).toBe("licenceNotActive");
});

test("an institution sees when a holder last signed in since they have the seat, and nothing from before", async () => {
  const { institution: of, holder, seatId } = await taken();
  const sessions = (createdAt: Date) =>
    db.session.create({
      data: { userId: holder.userId, method: "INTERNET_IDENTITY", createdAt, expiresAt: new Date("2100-01-01") },
    });
  await sessions(new Date("2026-01-01"));
  expect((await findSeat(of.owner, seatId))?.seenAt).toBeNull();
  const later = new Date(Date.now() + 86_400_000);
  await sessions(later);
  expect((await findSeat(of.owner, seatId))?.seenAt).toEqual(later);
});
