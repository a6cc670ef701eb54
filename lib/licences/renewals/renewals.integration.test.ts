import { describe, expect, test } from "vitest";
import { testDatabase } from "../../../scripts/testing/database.ts";
import { actHash as actHashOf } from "../../platform/auth/confirmation.ts";
import { permissions } from "../../platform/auth/permissions.ts";
import type { ChainRefusal } from "../../platform/chain/answers.ts";
import type { ChainWritePayloads } from "../../platform/chain/writes.ts";
import type { MemberRole } from "../../platform/db/generated/enums.ts";
import { approveRenewal, askRenewal, declineRenewal, proposeRenewal } from "../commands.ts";
import { refuseRenewal, settleRenewal } from "../steps.ts";
import { codeOf, configureTest, success, world } from "../testing/fixtures.ts";
import { findRenewal } from "./deskRenewal.ts";
import { announceEnds } from "./ends.ts";
import { expiryOf, openRenewals, renewalsWaiting } from "./expiring.ts";

const { db } = await testDatabase();
configureTest();
const { person, institution, licensed } = world(db);

const day = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * day);

/** An institution whose licences end in `days`. */
async function ending(count: number, days = 30) {
  const made = await licensed(count);
  const of = { institutionId: made.institution.id };
  await db.licence.updateMany({ where: of, data: { validUntil: inDays(days) } });
  const [one, other] = [await person({ roles: ["APPROVER"] }), await person({ roles: ["APPROVER"] })];
  return { of: made.institution, one, other, where: of };
}
async function asked(count = 2) {
  const made = await ending(count);
  const { renewalId } = success(await askRenewal(made.of.owner, made.where));
  return { ...made, renewalId };
}
async function approved(count = 2) {
  const made = await asked(count);
  success(await proposeRenewal(made.one, { renewalId: made.renewalId, version: 0 }));
  success(await approveRenewal(made.other, { renewalId: made.renewalId, version: 1 }));
  const writes = await writesOf(made.renewalId);
  return { ...made, payloads: writes.map(({ payload }) => payload as never) };
}
const writesOf = (renewalId: string) =>
  db.chainWrite.findMany({ where: { key: { startsWith: `renew:${renewalId}:` } }, orderBy: { key: "asc" } });
const suspended = (index: string) => ({
  code: "refused",
  detail: [{ index, error: { illegalTransition: { from: { suspended: null } } } }],
});
const letters = (to: string | null, words: string) =>
  db.mail.count({ where: { to: to ?? "", subject: { contains: words } } });

describe("a renewal", () => {
  test("is approved by somebody who has just confirmed that it is they", async () => {
    const { one, other, renewalId } = await asked();
    success(await proposeRenewal(one, { renewalId, version: 0 }));
    const { isScripted: _, ...present } = other;
    const input = { renewalId, version: 1 };
    expect(codeOf(await approveRenewal(present, input))).toBe("confirmationNeeded");
    const confirmed = {
      ...{ userId: other.userId, sessionId: other.sessionId, action: "licences.approveRenewal" },
      ...{ challenge: crypto.getRandomValues(new Uint8Array(32)), expiresAt: inDays(1), confirmedAt: new Date() },
    };
    const actHash = actHashOf("licences.approveRenewal", { ...input, version: 0 });
    await db.confirmation.create({ data: { ...confirmed, actHash } });
    expect(codeOf(await approveRenewal(present, input))).toBe("confirmationNeeded");
    await db.confirmation.create({
      data: {
        ...confirmed,
        challenge: crypto.getRandomValues(new Uint8Array(32)),
        actHash: actHashOf("licences.approveRenewal", input),
      },
    });
    expect(codeOf(await approveRenewal(present, input))).toBe("ok");
  });

  test("is not told to an approver of the institution itself", async () => {
    const { of, where } = await ending(1);
    const own = await person({ roles: ["APPROVER"], member: { institutionId: of.id, role: "VIEWER" } });
    success(await askRenewal(of.owner, where));
    expect(await letters(own.email, "asks to renew")).toBe(0);
  });

  test("is asked for once, proposed by one approver, approved by another, and in force once it is certified", async () => {
    const { of, one, other, where } = await ending(2);
    const before = await db.licence.findFirstOrThrow({ where, include: { programme: true } });
    expect(await expiryOf(of.owner, of.id)).toMatchObject({ count: 2, open: [] });
    const { renewalId, licences } = success(await askRenewal(of.owner, where));
    expect(licences).toBe(2);
    expect(await letters(one.email, `${of.name} asks to renew 2 licences`)).toBe(1);
    expect(codeOf(await askRenewal(of.owner, where))).toBe("nothingToRenew");
    expect(await expiryOf(of.owner, of.id)).toMatchObject({ count: 0, open: [{ state: "ASKED" }] });
    expect((await openRenewals(one)).find(({ id }) => id === renewalId)).toMatchObject({ licences: 2, isClose: false });

    expect(codeOf(await approveRenewal(other, { renewalId, version: 0 }))).toBe("wrongState");
    success(await proposeRenewal(one, { renewalId, version: 0 }));
    expect(codeOf(await proposeRenewal(other, { renewalId, version: 1 }))).toBe("wrongState");
    expect(codeOf(await approveRenewal(one, { renewalId, version: 1 }))).toBe("sameOfficer");
    expect(codeOf(await approveRenewal(other, { renewalId, version: 0 }))).toBe("changedMeanwhile");
    expect(success(await approveRenewal(other, { renewalId, version: 1 }))).toEqual({ renewalId, approved: true });
    expect(await db.licence.findUniqueOrThrow({ where: { id: before.id } })).toMatchObject({
      validUntil: before.validUntil,
    });

    const [write, ...more] = await writesOf(renewalId);
    expect(more).toEqual([]);
    for (const _ of [1, 2]) {
      await db.$transaction((tx) => settleRenewal(tx, write?.payload as never));
      expect(await letters(of.owner.email, "2 licences of")).toBe(1);
    }
    const later = (before.validUntil?.getTime() ?? 0) + before.programme.validDays * day;
    for (const { validUntil } of await db.licence.findMany({ where })) expect(validUntil?.getTime()).toBe(later);
    expect(await expiryOf(of.owner, of.id)).toMatchObject({ count: 0, open: [] });
  });

  test("of two approvers at once is approved once", async () => {
    const { renewalId, one, other } = await asked();
    success(await proposeRenewal(one, { renewalId, version: 0 }));
    const third = await person({ roles: ["APPROVER"] });
    const codes = await Promise.all([other, third].map((who) => approveRenewal(who, { renewalId, version: 1 })));
    expect(codes.map(codeOf).filter((code) => code === "ok")).toHaveLength(1);
  });

  test("is of the licences and the ends that were proposed; with one no longer in force it is asked for again", async () => {
    const { renewalId, one, other, where } = await asked(3);
    const [first] = await db.licence.findMany({ where, take: 1 });
    const suspend = (state: "SUSPENDED" | "ACTIVE") =>
      db.licence.update({ where: { id: first?.id ?? "" }, data: { state } });
    await suspend("SUSPENDED");
    expect(success(await proposeRenewal(one, { renewalId, version: 0 })).licences).toBe(2);
    const [gone] = await db.renewalItem.findMany({ where: { renewalId, live: false } });
    expect(gone).toMatchObject({ licenceId: first?.id, validUntil: null });
    // What has fallen out comes back by itself no more.
    await suspend("ACTIVE");
    const [second] = await db.licence.findMany({ where: { ...where, id: { not: first?.id ?? "" } }, take: 1 });
    await db.licence.update({ where: { id: second?.id ?? "" }, data: { state: "REVOKED" } });
    expect(success(await approveRenewal(other, { renewalId, version: 1 }))).toEqual({ renewalId, approved: false });
    expect(await db.renewal.findUniqueOrThrow({ where: { id: renewalId } })).toMatchObject({
      ...{ state: "ASKED", proposedById: null, operation: null, contentHash: null, approverIds: [] },
    });
    expect(await writesOf(renewalId)).toEqual([]);
    expect(success(await proposeRenewal(other, { renewalId, version: 2 })).licences).toBe(1);
    expect(success(await approveRenewal(one, { renewalId, version: 3 })).approved).toBe(true);
    const [write] = await writesOf(renewalId);
    expect(write?.payload).toMatchObject({ renewals: [{ number: expect.any(String) }] });
  });

  test("of which nothing is in force any more is not proposed", async () => {
    const { renewalId, one, where } = await asked();
    await db.licence.updateMany({ where, data: { state: "SUSPENDED" } });
    expect(codeOf(await proposeRenewal(one, { renewalId, version: 0 }))).toBe("nothingToRenew");
  });

  test("of another list than was looked at is not proposed", async () => {
    const { renewalId, one, where } = await asked();
    const seen = await findRenewal(one, renewalId);
    const { contentHash } = seen ?? { contentHash: "" };
    expect(seen).toMatchObject({ role: "open", state: "ASKED", licences: [{}, {}] });
    await db.licence.updateMany({ where, data: { validUntil: inDays(20) } });
    expect(codeOf(await proposeRenewal(one, { renewalId, version: 0, contentHash }))).toBe("planChanged");
    await db.licence.updateMany({ where, data: { validUntil: inDays(30) } });
    const now = await findRenewal(one, renewalId);
    success(await proposeRenewal(one, { renewalId, version: 0, contentHash: now?.contentHash }));
    expect(await findRenewal(one, renewalId)).toMatchObject({ role: "proposer", contentHash: now?.contentHash });
  });

  test("of more licences than the registry takes at once is asked for in several", async () => {
    const { of, where } = await ending(503);
    expect(success(await askRenewal(of.owner, where)).licences).toBe(500);
    expect(success(await askRenewal(of.owner, where)).licences).toBe(3);
    expect(codeOf(await askRenewal(of.owner, where))).toBe("nothingToRenew");
  });

  test("that the registry refuses is asked for again without what it names; refused for the portal's role or for want of room, it waits", async () => {
    const { payloads, renewalId, other, where, of } = await approved(3);
    const [payload] = payloads as unknown as ChainWritePayloads["renewBatch"][];
    if (!payload) throw new Error("nothing was asked of the registry");
    const refuse = (code: ChainRefusal) => db.$transaction((tx) => refuseRenewal(tx, payload, code, new Date()));
    for (const code of ["notAuthorised", "full"]) await refuse({ code, detail: null });
    expect(await db.renewal.findUniqueOrThrow({ where: { id: renewalId } })).toMatchObject({ state: "APPROVED" });
    for (const _ of [1, 2]) await refuse(suspended("1"));
    expect(await db.renewal.findUniqueOrThrow({ where: { id: renewalId } })).toMatchObject({
      ...{ state: "ASKED", operation: null },
    });
    expect(await letters(other.email, `${of.name} asks to renew 2 licences`)).toBe(1);
    expect(await db.renewalItem.count({ where: { renewalId, live: true } })).toBe(2);
    expect(await writesOf(renewalId)).toHaveLength(1);
    expect(await db.licence.count({ where: { ...where, validUntil: { gt: inDays(31) } } })).toBe(0);
  });

  test("whose approvals the registry does not count any more is asked for again as a whole", async () => {
    const { payloads, renewalId } = await approved(2);
    const refusal = { code: "notApproved", detail: { needed: "2", approvals: "1" } };
    await db.$transaction((tx) => refuseRenewal(tx, payloads[0] as never, refusal, new Date()));
    expect(await db.renewalItem.count({ where: { renewalId, live: true } })).toBe(2);
    expect(await db.renewal.findUniqueOrThrow({ where: { id: renewalId } })).toMatchObject({ state: "ASKED" });
  });

  test("of which everything was in the registry's way is over, and may be asked for again", async () => {
    const { payloads, where, of } = await approved(1);
    for (const _ of [1, 2])
      await db.$transaction((tx) => refuseRenewal(tx, payloads[0] as never, suspended("0"), new Date()));
    expect(await letters(of.owner.email, "No licence")).toBe(1);
    success(await askRenewal(of.owner, where));
  });

  test("is declined with a reason, asked for or proposed, and may be asked for again", async () => {
    for (const isProposed of [false, true]) {
      const { renewalId, one, other, of, where } = await asked();
      if (isProposed) success(await proposeRenewal(one, { renewalId, version: 0 }));
      const version = Number(isProposed);
      expect(codeOf(await declineRenewal(other, { renewalId, version, reason: "no" }))).toBe("invalidInput");
      success(await declineRenewal(other, { renewalId, version, reason: "notUsed" }));
      expect(await letters(of.owner.email, "declined")).toBe(1);
      expect(codeOf(await proposeRenewal(one, { renewalId, version: version + 1 }))).toBe("wrongState");
      success(await askRenewal(of.owner, where));
    }
  });

  test("is nobody's to decide who belongs to the institution", async () => {
    const { renewalId, of } = await asked();
    const member = await person({ roles: ["APPROVER"], member: { institutionId: of.id, role: "VIEWER" } });
    for (const run of [proposeRenewal, approveRenewal])
      expect(codeOf(await run(member, { renewalId, version: 0 }))).toBe("conflictOfInterest");
    expect(codeOf(await declineRenewal(member, { renewalId, version: 0, reason: "notUsed" }))).toBe(
      "conflictOfInterest",
    );
    expect((await openRenewals(member)).find(({ id }) => id === renewalId)).toMatchObject({ isClose: true });
  });

  test("of more than the desk lists, what waits for the reader comes first", async () => {
    const { renewalId, one, other, of } = await asked();
    // All older, and each proposed by the reader.
    await db.renewal.createMany({
      data: Array.from({ length: 51 }, () => ({
        ...{ institutionId: of.id, askedById: of.owner.userId, askedAt: new Date(0), state: "PROPOSED" as const },
        ...{ proposedById: one.userId, proposedAt: new Date(0) },
      })),
    });
    const listed = await openRenewals(one);
    const place = listed.findIndex(({ id }) => id === renewalId);
    const after = listed.findIndex(({ proposedById }) => proposedById === one.userId);
    expect([listed.length, place >= 0, after > place]).toEqual([50, true, true]);
    expect(await renewalsWaiting(other)).toBeGreaterThan(1);
    await db.renewal.deleteMany({ where: { askedAt: new Date(0) } });
  });

  const roles: MemberRole[] = ["OWNER", "EDITOR", "VIEWER"];
  test.each(roles)("is asked for by a %s exactly where the table says so", async (role) => {
    const { of, where } = await ending(1);
    const actor = await person({ member: { institutionId: of.id, role } });
    const other = await institution();
    expect(codeOf(await askRenewal(other.owner, where))).toBe("notFound");
    const grants = permissions["licences.askRenewal"] as readonly string[];
    expect(codeOf(await askRenewal(actor, where))).toBe(grants.includes(`member:${role}`) ? "ok" : "notAllowed");
  });

  test("is too early before the last two months", async () => {
    const { of, where } = await ending(1, 61);
    expect(codeOf(await askRenewal(of.owner, where))).toBe("nothingToRenew");
  });
});

describe("the end of licences", () => {
  test("is told two months and two weeks before, in one letter, and to no one twice", async () => {
    const { of } = await ending(3, 59);
    await announceEnds();
    await announceEnds();
    expect(await letters(of.owner.email, "end soon")).toBe(1);
    const near = new Date(Date.now() + 46 * day);
    await announceEnds(near);
    await announceEnds(near);
    expect(await letters(of.owner.email, "end soon")).toBe(2);
  });
});
