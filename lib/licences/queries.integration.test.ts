import { describe, expect, test } from "vitest";
import { testDatabase } from "../../scripts/testing/database.ts";
import { claimSeat, offerSeats, suspendLicence, withdrawOffer } from "./commands.ts";
import { findLicence } from "./history.ts";
import { formatNumber } from "./number.ts";
import { licences, licencesOf, mySeats, seatCounts } from "./queries.ts";
import { findOffer } from "./seats/offer.ts";
import { settleStatus } from "./steps.ts";
import { configureTest, readAndApprove, success, world } from "./testing/fixtures.ts";

const { db } = await testDatabase();
configureTest();
const { person, programme, institution, proposed, licensed, endWindow } = world(db);
const all = { text: "", state: undefined, sector: undefined, page: 1 } as const;

async function offeredTo(email: string, seats = 3, name = "Ayesha Khan") {
  const made = await licensed(seats);
  success(
    await offerSeats(made.institution.owner, {
      institutionId: made.institution.id,
      people: [{ name, email }],
    }),
  );
  const { text } = await db.mail.findFirstOrThrow({ where: { to: email } });
  return { ...made, token: /claim\/([A-Za-z0-9_-]{43})/.exec(text)?.[1] ?? "" };
}

describe("an institution's licences", () => {
  test("are counted and found by who has them, by view and by number", async () => {
    const { institution: of } = await offeredTo("ayesha@query.test");
    expect(await seatCounts(of.owner, of.id)).toEqual({
      ...{ free: 2, offered: 1, held: 0, ending: 0, pending: 0, out: 0 },
      ladder: { awarded: 3, claimed: 0, active: 0 },
    });
    const find = async (listing: Partial<Parameters<typeof licencesOf>[2]>) =>
      (await licencesOf(of.owner, of.id, { ...all, ...listing })).total;
    expect(await find({})).toBe(3);
    expect(await find({ state: "FREE" })).toBe(2);
    expect(await find({ state: "OFFERED", text: "AYESHA" })).toBe(1);
    expect(await find({ text: "nobody" })).toBe(0);
    const one = await db.licence.findFirstOrThrow({ where: { institutionId: of.id } });
    expect(await find({ text: formatNumber(one.number).toLowerCase() })).toBe(1);
  });

  test("are found by an Urdu name however it is typed", async () => {
    const { institution: of } = await offeredTo("zainab@query.test", 2, "زَینَب آصف");
    const found = async (text: string) => (await licencesOf(of.owner, of.id, { ...all, text })).total;
    expect(await Promise.all(["زينب", "اصف زینب", "ZAINAB@query", "زیبا", "!?"].map(found))).toEqual([1, 1, 1, 0, 0]);
  });

  test("are nobody else's to read", async () => {
    const { institution: of } = await licensed(1);
    const stranger = await institution();
    expect(await licencesOf(stranger.owner, of.id, all)).toEqual({ rows: [], total: 0 });
    expect(await licencesOf(null, of.id, all)).toEqual({ rows: [], total: 0 });
    expect(await seatCounts(await person({ roles: ["REVIEWER"] }), of.id)).toMatchObject({ free: 0 });
  });

  test("do not show before release, and show no number before they are certified", async () => {
    const [one, other, of] = [
      await person({ roles: ["APPROVER"] }),
      await person({ roles: ["APPROVER"] }),
      await institution(),
    ];
    const batch = await proposed(one, await programme({ EDUCATION: 2 }), [{ of, asked: 2, seats: 2 }]);
    success(await readAndApprove(db, other, batch));
    expect((await licencesOf(of.owner, of.id, all)).total).toBe(0);
    expect(await seatCounts(of.owner, of.id)).toMatchObject({ pending: 0 });
    const { number } = await db.licence.findFirstOrThrow({ where: { institutionId: of.id } });

    await endWindow(batch.batchId);
    await db.batch.update({ where: { id: batch.batchId }, data: { state: "RELEASED" } });
    const { rows } = await licencesOf(of.owner, of.id, all);
    expect(rows.map((row) => row.number)).toEqual([null, null]);
    expect(await seatCounts(of.owner, of.id)).toMatchObject({ pending: 2 });
    // Not even an official finds a number that nobody has yet.
    const auditor = await person({ roles: ["AUDITOR"] });
    expect((await licences(auditor, { ...all, text: number })).total).toBe(0);
    expect(
      JSON.stringify(await licences(auditor, all), (_, value) => (typeof value === "bigint" ? String(value) : value)),
    ).not.toContain(number);
  });
});

describe("an offer", () => {
  test("says where it stands, to whoever has the link", async () => {
    const { institution: of, token } = await offeredTo("sara@query.test");
    expect(await findOffer(null, token)).toMatchObject({ state: "open", name: "Ayesha Khan" });
    expect(await findOffer(null, "x")).toBeNull();
    expect(await findOffer(null, "A".repeat(43))).toBeNull();
    expect(await findOffer(null, token, new Date("2100-01-01"))).toMatchObject({ state: "expired" });

    const [holder, other] = [await person({ principal: true }), await person({ principal: true })];
    success(await claimSeat(holder, { token }));
    expect(await findOffer(holder, token)).toMatchObject({ state: "yours" });
    expect(await findOffer(other, token)).toMatchObject({ state: "taken" });
    expect(await mySeats(holder)).toMatchObject([{ state: "CLAIMED", licence: { institution: { name: of.name } } }]);
    expect(await mySeats(other)).toEqual([]);
    expect(await mySeats(null)).toEqual([]);
  });

  test("that was taken back says so", async () => {
    const { institution: of, token } = await offeredTo("bilal@query.test");
    const seat = await db.seat.findFirstOrThrow({ where: { licence: { institutionId: of.id } } });
    success(await withdrawOffer(of.owner, { seatId: seat.id, version: 0 }));
    expect(await findOffer(null, token)).toMatchObject({ state: "withdrawn" });
  });
});

describe("the desk's licences", () => {
  test("are found by number, institution, state and sector, for officials alone", async () => {
    const { institution: of, approver } = await licensed(2);
    await db.institution.update({ where: { id: of.id }, data: { searchName: "university of query" } });
    const one = await db.licence.findFirstOrThrow({ where: { institutionId: of.id } });
    const find = async (listing: Partial<Parameters<typeof licences>[1]>) =>
      (await licences(approver, { ...all, ...listing })).total;
    expect(await find({ text: formatNumber(one.number) })).toBe(1);
    expect(await find({ text: "Query university", state: "ACTIVE", sector: "EDUCATION" })).toBe(2);
    expect(await find({ text: "query university", state: "REVOKED" })).toBe(0);
    expect(await licences(of.owner, all)).toEqual({ rows: [], total: 0 });
    expect(await licences(null, all)).toEqual({ rows: [], total: 0 });
  });

  test("of an award inside the undo window are nothing to see for an approver who belongs to the institution", async () => {
    const to = await programme({ EDUCATION: 2 });
    const of = await institution();
    const [one, other] = [await person({ roles: ["APPROVER"] }), await person({ roles: ["APPROVER"] })];
    const member = await person({ roles: ["APPROVER"], member: { institutionId: of.id, role: "VIEWER" } });
    const batch = await proposed(one, to, [{ of, asked: 2, seats: 2 }]);
    success(await readAndApprove(db, other, batch));
    const { id } = await db.licence.findFirstOrThrow({ where: { institutionId: of.id } });
    const seen = async (who: typeof member) => [
      (await licences(who, { ...all, state: "PENDING" })).rows.some((row) => row.institutionId === of.id),
      (await findLicence(who, id)) !== null,
    ];
    expect(await seen(other)).toEqual([true, true]);
    expect(await seen(member)).toEqual([false, false]);
    await db.batch.update({ where: { id: batch.batchId }, data: { state: "RELEASED" } });
    expect(await seen(member)).toEqual([true, true]);
  });

  test("tell what was decided, by whom, and how far it has come", async () => {
    const { institution: of, approver } = await licensed(1);
    const one = await db.licence.findFirstOrThrow({ where: { institutionId: of.id } });
    success(await suspendLicence(approver, { licenceId: one.id, version: one.version, reason: "securityIncident" }));
    const seen = await findLicence(approver, one.id);
    expect(seen).toMatchObject({
      state: "ACTIVE",
      changes: [{ kind: "suspend", reason: "securityIncident", state: "QUEUED", officers: [approver.name] }],
    });
    const { payload } = await db.chainWrite.findFirstOrThrow({ where: { key: { startsWith: `status:${one.id}` } } });
    await db.$transaction((tx) => settleStatus(tx, { kind: "suspend", payload: payload as never }));
    expect(await findLicence(approver, one.id)).toMatchObject({ state: "SUSPENDED" });
    expect(await findLicence(of.owner, one.id)).toBeNull();
    expect(await findLicence(approver, "not-an-id")).toBeNull();
  });
});
