import { describe, expect, test } from "vitest";
import { testDatabase } from "../../../scripts/testing/database.ts";
import { manifestOf } from "../../batches/manifest/steps.ts";
import type { System } from "../../platform/auth/actor.ts";
import { permissions } from "../../platform/auth/permissions.ts";
import { licenceChunkHash, manifestHash } from "../../platform/chain/encoding.ts";
import type { LicenceEntry } from "../../platform/chain/writes.ts";
import type { Role } from "../../platform/db/generated/enums.ts";
import { cancelBatch, releaseBatch } from "../commands.ts";
import { codeOf, configureTest, readAndApprove, success, world } from "../testing/fixtures.ts";

const { db } = await testDatabase();
configureTest();
const { person, programme, institution, proposed, endWindow, certify } = world(db);
const worker: System = { kind: "system", name: "worker" };
const approver = () => person({ roles: ["APPROVER"] });

async function awaiting(seats = 3, places = 10) {
  const [proposer, second, of] = [await approver(), await approver(), await institution()];
  const to = await programme({ EDUCATION: places });
  const batch = await proposed(proposer, to, [{ of, asked: seats, seats }]);
  return { proposer, second, of, to, batch };
}

const taken = async (programmeId: string) =>
  (await db.quota.findMany({ where: { programmeId } })).reduce((sum, quota) => sum + quota.taken, 0);

describe("approving a batch", () => {
  test("takes the places, numbers the licences and holds everything back", async () => {
    const { second, of, to, batch } = await awaiting(3);
    const before = Date.now();
    const { releaseAt } = success(await readAndApprove(db, second, batch));

    expect(releaseAt?.getTime()).toBeGreaterThanOrEqual(before + 60_000);
    expect(await taken(to.id)).toBe(3);
    const licences = await db.licence.findMany({ where: { batchId: batch.batchId }, orderBy: { position: "asc" } });
    expect(licences.map(({ chunk, position, state }) => [chunk, position, state])).toEqual([
      [0, 0, "PENDING"],
      [0, 1, "PENDING"],
      [0, 2, "PENDING"],
    ]);
    expect(new Set(licences.map((licence) => licence.number)).size).toBe(3);
    // Number by number what was proposed, valid from the proposal on.
    const proposedAt = await db.batch.findUniqueOrThrow({ where: { id: batch.batchId } });
    const fixed = await db.batchChunk.findFirstOrThrow({ where: { batchId: batch.batchId } });
    expect((fixed.entries as LicenceEntry[]).map(({ number }) => number)).toEqual(licences.map(({ number }) => number));
    expect(licences.every(({ validFrom }) => Math.abs(+(validFrom ?? 0) - +(proposedAt.proposedAt ?? 0)) < 5_000)).toBe(
      true,
    );
    // The applicant's side is silent until release.
    expect(await db.application.findFirst({ where: { institutionId: of.id } })).toMatchObject({
      state: "PROPOSED",
      decidedAt: null,
    });
    expect(await db.mail.count({ where: { to: of.owner.email ?? "" } })).toBe(0);
    expect(await db.chainWrite.count({ where: { key: { contains: "issue" } } })).toBe(0);
    const audit = await db.auditEvent.findFirstOrThrow({
      where: { subjectId: batch.batchId, action: "batches.approve" },
    });
    expect(audit).toMatchObject({ outcome: "DONE", actorId: second.userId });
  });

  const roles: (Role | "none")[] = ["none", "REVIEWER", "APPROVER", "ADMINISTRATOR", "AUDITOR", "OPERATOR"];
  test.each(roles)("as %s is allowed exactly where the table says so", async (role) => {
    const { batch } = await awaiting();
    const actor = await person({ roles: role === "none" ? [] : [role] });
    const isAllowed = (permissions["batches.approve"] as readonly string[]).includes(role);
    expect(codeOf(await readAndApprove(db, actor, batch))).toBe(isAllowed ? "ok" : "notAllowed");
    expect(
      await db.auditEvent.count({ where: { actorId: actor.userId, outcome: "REFUSED", code: "notAllowed" } }),
    ).toBe(isAllowed ? 0 : 1);
  });

  test("is refused to strangers and to input that nobody's form sends", async () => {
    const { second, batch } = await awaiting();
    expect(codeOf(await readAndApprove(db, null, batch))).toBe("signInFirst");
    for (const bad of [
      {},
      { ...batch, batchId: "1" },
      { ...batch, planHash: "AB" },
      { ...batch, version: -1 },
      { ...batch, version: 2 ** 40 },
      { ...batch, version: "99999999999" },
      { ...batch, version: true },
      { ...batch, seats: 500 },
      { ...batch, version: "0; DROP TABLE" },
    ])
      expect(codeOf(await readAndApprove(db, second, bad))).toBe("invalidInput");
    expect(
      codeOf(await readAndApprove(db, second, { ...batch, batchId: "00000000-0000-7000-8000-000000000000" })),
    ).toBe("notFound");
  });

  test("is refused to whoever proposed it, by account", async () => {
    const { proposer, batch, to } = await awaiting();
    expect(codeOf(await readAndApprove(db, proposer, batch))).toBe("sameOfficer");
    expect(await taken(to.id)).toBe(0);
  });

  test("is refused to whoever proposed it, by identity", async () => {
    const { proposer, second, batch } = await awaiting();
    const principal = "2vxsx-fae";
    await db.user.update({ where: { id: proposer.userId }, data: { principal } });
    expect(codeOf(await readAndApprove(db, { ...second, principal }, batch))).toBe("sameOfficer");
    await db.user.update({ where: { id: proposer.userId }, data: { principal: null } });
  });

  test("is refused to whoever scored an application in it", async () => {
    const { second, batch } = await awaiting();
    const { applicationId } = await db.batchItem.findFirstOrThrow({ where: { batchId: batch.batchId } });
    await db.review.create({ data: { applicationId, reviewerId: second.userId, state: "SUBMITTED", total: 5_000 } });
    expect(codeOf(await readAndApprove(db, second, batch))).toBe("scorerMayNotDecide");
  });

  test("is refused to whoever belongs to an applicant", async () => {
    const { of, batch } = await awaiting();
    const insider = await person({ roles: ["APPROVER"], member: { institutionId: of.id, role: "VIEWER" } });
    expect(codeOf(await readAndApprove(db, insider, batch))).toBe("conflictOfInterest");
  });

  test("is refused when the plan is another than the one read", async () => {
    const { second, batch, to } = await awaiting();
    const other = batch.planHash.replace(/^./, (digit) => (digit === "0" ? "1" : "0"));
    expect(codeOf(await readAndApprove(db, second, { ...batch, planHash: other }))).toBe("planChanged");
    await db.batchItem.updateMany({ where: { batchId: batch.batchId }, data: { seats: 2, reason: "placesLimited" } });
    expect(codeOf(await readAndApprove(db, second, batch))).toBe("planChanged");
    expect(await taken(to.id)).toBe(0);
  });

  test("is refused on a stale page, and when it is done already", async () => {
    const { second, batch } = await awaiting();
    expect(codeOf(await readAndApprove(db, second, { ...batch, version: batch.version + 1 }))).toBe("changedMeanwhile");
    success(await readAndApprove(db, second, batch));
    expect(codeOf(await readAndApprove(db, second, batch))).toBe("wrongState");
  });

  test("twice at the same moment happens once", async () => {
    const { second, batch, to } = await awaiting(3);
    const third = await approver();
    const results = await Promise.all([
      readAndApprove(db, second, batch),
      readAndApprove(db, third, batch),
      readAndApprove(db, second, batch),
    ]);
    expect(results.map(codeOf).sort()).toEqual(["ok", "wrongState", "wrongState"]);
    expect(await taken(to.id)).toBe(3);
    expect(await db.licence.count({ where: { batchId: batch.batchId } })).toBe(3);
  });

  test("takes nothing when a sector has too few places, though another has enough", async () => {
    const [proposer, second] = [await approver(), await approver()];
    const [university, startup] = [await institution("EDUCATION"), await institution("STARTUPS")];
    const to = await programme({ EDUCATION: 10, STARTUPS: 2 });
    const batch = await proposed(proposer, to, [
      { of: university, asked: 5, seats: 5 },
      { of: startup, asked: 3, seats: 3 },
    ]);
    expect(await readAndApprove(db, second, batch)).toMatchObject({
      ok: false,
      error: { code: "quotaExceeded", values: { sector: "STARTUPS" } },
    });
    expect(await taken(to.id)).toBe(0);
    expect(await db.licence.count({ where: { batchId: batch.batchId } })).toBe(0);
  });

  test("fifty approvals racing for the last ten places give exactly ten", async () => {
    const to = await programme({ EDUCATION: 10 });
    const proposer = await approver();
    const races = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const of = await institution();
        return { second: await approver(), batch: await proposed(proposer, to, [{ of, asked: 1, seats: 1 }]) };
      }),
    );
    const results = await Promise.all(races.map(({ second, batch }) => readAndApprove(db, second, batch)));
    const codes = results.map(codeOf);
    expect(codes.filter((code) => code === "ok")).toHaveLength(10);
    expect(codes.filter((code) => code === "quotaExceeded")).toHaveLength(40);
    expect(await taken(to.id)).toBe(10);
    expect(await db.licence.count({ where: { programmeId: to.id } })).toBe(10);
  });
});

describe("cancelling an approval", () => {
  test("inside the window returns the places and leaves no trace of the numbers", async () => {
    const { second, batch, to } = await awaiting(4);
    success(await readAndApprove(db, second, batch));
    const { version } = await db.batch.findUniqueOrThrow({ where: { id: batch.batchId } });
    success(await cancelBatch(second, { batchId: batch.batchId, version }));

    expect(await taken(to.id)).toBe(0);
    expect(await db.licence.count({ where: { batchId: batch.batchId } })).toBe(0);
    expect(await db.application.findFirstOrThrow({ where: { programmeId: to.id } })).toMatchObject({
      state: "REVIEWED",
    });
    expect(await db.batchItem.count({ where: { batchId: batch.batchId, live: true } })).toBe(0);
    expect(codeOf(await cancelBatch(second, { batchId: batch.batchId, version }))).toBe("alreadyDone");
    // The job that was to release it finds nothing to do.
    expect(success(await releaseBatch(worker, { batchId: batch.batchId }))).toEqual({ released: false });
  });

  test("is refused after the window, before an approval, on a stale page and to others", async () => {
    const { proposer, second, batch } = await awaiting();
    expect(codeOf(await cancelBatch(second, { batchId: batch.batchId, version: 0 }))).toBe("wrongState");
    success(await readAndApprove(db, second, batch));
    const { version } = await db.batch.findUniqueOrThrow({ where: { id: batch.batchId } });
    const input = { batchId: batch.batchId, version };
    expect(codeOf(await cancelBatch(proposer, { ...input, version: version - 1 }))).toBe("changedMeanwhile");
    expect(codeOf(await cancelBatch(await person({ roles: ["ADMINISTRATOR"] }), input))).toBe("notAllowed");
    expect(codeOf(await cancelBatch(proposer, { ...input, batchId: "x" }))).toBe("invalidInput");
    await endWindow(batch.batchId);
    expect(codeOf(await cancelBatch(proposer, input))).toBe("undoWindowOver");
    success(await releaseBatch(worker, { batchId: batch.batchId }));
    expect(codeOf(await cancelBatch(proposer, { ...input, version: version + 1 }))).toBe("undoWindowOver");
  });

  test("is refused to whoever could not have decided either", async () => {
    const { second, of, batch } = await awaiting();
    success(await readAndApprove(db, second, batch));
    const version = batch.version + 1;
    const insider = await person({ roles: ["APPROVER"], member: { institutionId: of.id, role: "VIEWER" } });
    expect(codeOf(await cancelBatch(insider, { batchId: batch.batchId, version }))).toBe("conflictOfInterest");
    expect(codeOf(await cancelBatch(second, { batchId: batch.batchId, version }))).toBe("ok");
  });

  test("racing the release, one of the two wins and nothing is half done", async () => {
    for (let round = 0; round < 10; round++) {
      const { second, batch, to } = await awaiting(2);
      success(await readAndApprove(db, second, batch));
      const { version } = await db.batch.findUniqueOrThrow({ where: { id: batch.batchId } });
      // The window ends while both are under way: a later `now` for the release, an earlier one for the cancellation.
      const cancelling = cancelBatch(second, { batchId: batch.batchId, version });
      await endWindow(batch.batchId);
      const [cancelled, released] = await Promise.all([cancelling, releaseBatch(worker, { batchId: batch.batchId })]);
      const { state } = await db.batch.findUniqueOrThrow({ where: { id: batch.batchId } });
      expect([state, cancelled.ok, success(released).released]).toEqual(
        cancelled.ok ? ["CANCELLED", true, false] : ["RELEASED", false, true],
      );
      expect(await taken(to.id)).toBe(cancelled.ok ? 0 : 2);
    }
  });
});

describe("releasing a batch", () => {
  test("asks the registry for each chunk and tells the applicants", async () => {
    const [proposer, second] = [await approver(), await approver()];
    const to = await programme({ EDUCATION: 900 });
    const [big, small, declined] = [await institution(), await institution(), await institution()];
    const batch = await proposed(proposer, to, [
      { of: big, asked: 450, seats: 450 },
      { of: small, asked: 90, seats: 80 },
      { of: declined, asked: 5, seats: 0 },
    ]);
    success(await readAndApprove(db, second, batch));
    await endWindow(batch.batchId);
    expect(success(await releaseBatch(worker, { batchId: batch.batchId }))).toEqual({ released: true });

    const row = await db.batch.findUniqueOrThrow({ where: { id: batch.batchId } });
    expect(row).toMatchObject({ state: "RELEASED", chunks: 2 });
    const writes = await db.chainWrite.findMany({
      where: { key: { startsWith: `issue:${row.code}:` } },
      orderBy: { key: "asc" },
    });
    expect(writes.map((write) => write.key)).toEqual([`issue:${row.code}:0`, `issue:${row.code}:1`]);
    const entries = await manifestOf(db, {
      id: batch.batchId,
      manifestHash: Buffer.from(row.manifestHash ?? []).toString("hex"),
    });
    expect(entries.map((chunk) => chunk.length)).toEqual([500, 30]);
    const hashes = entries.map((chunk) => Buffer.from(licenceChunkHash(chunk)).toString("hex"));
    expect(writes.map(({ payload }) => payload)).toMatchObject(
      hashes.map((chunkHash, chunk) => ({ chunk, chunks: 2, chunkHash, chunkHashes: hashes })),
    );
    await expect(db.batchChunk.deleteMany({ where: { batchId: batch.batchId } })).rejects.toThrow("are kept");
    expect(Buffer.from(row.manifestHash ?? []).toString("hex")).toBe(
      Buffer.from(manifestHash(entries.map(licenceChunkHash))).toString("hex"),
    );
    const [until] = new Set(entries.flat().map((entry) => entry.validUntil));
    expect((BigInt(until ?? 0) / 1_000_000_000n + 5n * 3_600n) % 86_400n).toBe(0n);
    const decisions = new Set(entries.flat().map((entry) => entry.decision));
    expect(await db.batchItem.count({ where: { id: { in: [...decisions] }, outcome: "AWARD" } })).toBe(2);

    const states = await db.application.findMany({ where: { programmeId: to.id }, orderBy: { seats: "asc" } });
    expect(states.map(({ state }) => state)).toEqual(["DECLINED", "AWARDED", "AWARDED"]);
    expect(states.every(({ decidedAt }) => decidedAt !== null)).toBe(true);
    const mail = async (of: typeof big) =>
      (await db.mail.findMany({ where: { to: of.owner.email ?? "" } })).map((m) => m.subject);
    expect(await mail(small)).toEqual([expect.stringContaining("80 seats awarded")]);
    expect(await mail(declined)).toEqual([expect.stringMatching(/^Decision on application/)]);
    const { text: why } = await db.mail.findFirstOrThrow({ where: { to: declined.owner.email ?? "" } });
    for (const part of ["Criterion: Scope", "looked at: What you will build", "Ask the programme’s office", "30 days"])
      expect(why).toContain(part);
    // Nobody outside has seen a number yet.
    const texts = (await db.mail.findMany()).map((letter) => letter.text).join();
    expect(entries.flat().some((entry) => texts.includes(entry.number.slice(3, 8)))).toBe(false);

    await certify(batch.batchId);
    expect(await db.batch.findUniqueOrThrow({ where: { id: batch.batchId } })).toMatchObject({ state: "COMPLETED" });
    // Told once, with the last of its licences: those of one stand in both chunks.
    const told = await db.applicationEvent.findMany({
      where: { kind: "licencesActive", application: { programmeId: to.id } },
      select: { applicationId: true },
    });
    const awarded = states.filter(({ state }) => state === "AWARDED").map(({ id }) => id);
    expect(told.map(({ applicationId }) => applicationId).toSorted()).toEqual(awarded.toSorted());
    expect(await db.licence.count({ where: { batchId: batch.batchId, state: "ACTIVE", block: { not: null } } })).toBe(
      530,
    );
    expect(await mail(big)).toEqual([expect.stringContaining("450 seats awarded"), "Your 450 licences are in force"]);
    await certify(batch.batchId);
    expect(await mail(big)).toHaveLength(2);
  });

  test("does nothing at all when one of its applications is no longer there", async () => {
    const { second, of, batch } = await awaiting();
    success(await readAndApprove(db, second, batch));
    await endWindow(batch.batchId);
    await db.application.updateMany({ where: { institutionId: of.id }, data: { state: "WITHDRAWN" } });
    expect(codeOf(await releaseBatch(worker, { batchId: batch.batchId }))).toBe("changedMeanwhile");
    const { code, state } = await db.batch.findUniqueOrThrow({ where: { id: batch.batchId } });
    expect(state).toBe("APPROVED");
    expect(await db.chainWrite.count({ where: { key: { startsWith: `issue:${code}:` } } })).toBe(0);
  });

  test("happens once, however often and however many at once ask for it", async () => {
    const { second, batch, of } = await awaiting();
    success(await readAndApprove(db, second, batch));
    expect(codeOf(await releaseBatch(worker, { batchId: batch.batchId }))).toBe("wrongState");
    await endWindow(batch.batchId);
    const results = await Promise.all(
      Array.from({ length: 5 }, () => releaseBatch(worker, { batchId: batch.batchId })),
    );
    expect(results.map((result) => success(result).released).sort()).toEqual([false, false, false, false, true]);
    expect(await db.mail.count({ where: { to: of.owner.email ?? "" } })).toBe(1);
    expect(codeOf(await releaseBatch(second, { batchId: batch.batchId }))).toBe("notAllowed");
  });

  test("of declines alone is complete at once and writes nothing to the registry", async () => {
    const [proposer, second, of] = [await approver(), await approver(), await institution()];
    const to = await programme({ EDUCATION: 5 });
    const batch = await proposed(proposer, to, [{ of, asked: 5, seats: 0 }]);
    success(await readAndApprove(db, second, batch));
    await endWindow(batch.batchId);
    success(await releaseBatch(worker, { batchId: batch.batchId }));
    const row = await db.batch.findUniqueOrThrow({ where: { id: batch.batchId } });
    expect(row).toMatchObject({ state: "COMPLETED", chunks: 0, manifestHash: null });
    expect(await db.chainWrite.count({ where: { key: { startsWith: `issue:${row.code}` } } })).toBe(0);
  });
});
