import { describe, expect, test } from "vitest";
import { testDatabase } from "../../../scripts/testing/database.ts";
import { permissions } from "../../platform/auth/permissions.ts";
import { holderCommitment } from "../../platform/chain/encoding.ts";
import type { ChainWritePayloads } from "../../platform/chain/writes.ts";
import type { MemberRole } from "../../platform/db/generated/enums.ts";
import { claimSeat, offerSeats, suspendLicence, withdrawOffer } from "../commands.ts";
import { expireLicences } from "../expire.ts";
import { refuseBinding, settleBinding, settleStatus } from "../steps.ts";
import { codeOf, configureTest, success, world } from "../testing/fixtures.ts";

const { db } = await testDatabase();
configureTest();
const { person, institution, licensed } = world(db);

let counter = 0;
const somebody = () => ({ name: "Ayesha Khan", email: `person${++counter}@mail.test` });
const people = (count: number) => Array.from({ length: count }, somebody);

/** The claim secret as the person got it by mail. */
async function tokenFor(email: string): Promise<string> {
  const mail = await db.mail.findFirstOrThrow({ where: { to: email }, orderBy: { createdAt: "desc" } });
  const token = /\/claim\/([A-Za-z0-9_-]{43})/.exec(mail.text)?.[1];
  if (!token) throw new Error("no link in the mail");
  return token;
}

async function offered(seats = 1) {
  const made = await licensed(seats);
  const invited = somebody();
  const input = { institutionId: made.institution.id, people: [invited] };
  const { seatIds } = success(await offerSeats(made.institution.owner, input));
  return { ...made, invited, token: await tokenFor(invited.email), seatId: seatIds[0] ?? "" };
}

const bindOf = async (seatId: string) => {
  const write = await db.chainWrite.findUniqueOrThrow({ where: { key: `bind:${seatId}` } });
  return { write, payload: write.payload as ChainWritePayloads["bindHolder"] };
};
const receipt = { block: "7", at: "1790000000000000000" };

describe("offering seats", () => {
  test("gives each person a licence of their own and a link in their language", async () => {
    const { institution: of } = await licensed(3);
    const [first, second] = [somebody(), somebody()];
    await db.user.create({ data: { name: second.name, email: second.email, locale: "ur" } });
    const { seatIds } = success(await offerSeats(of.owner, { institutionId: of.id, people: [first, second] }));

    const seats = await db.seat.findMany({ where: { id: { in: seatIds } } });
    expect(new Set(seats.map((seat) => seat.licenceId)).size).toBe(2);
    const mails = await db.mail.findMany({
      where: { to: { in: [first.email, second.email] } },
      orderBy: { to: "asc" },
    });
    expect(mails.map((mail) => mail.locale).sort()).toEqual(["en", "ur"]);
    expect(mails.find((mail) => mail.locale === "ur")?.text).toContain("/ur/claim/");
    // Only the hash of the secret is kept with the seat.
    const token = await tokenFor(first.email);
    expect(seats.some((seat) => Buffer.from(seat.claimHash).toString().includes(token))).toBe(false);
  });

  const roles: MemberRole[] = ["OWNER", "EDITOR", "VIEWER"];
  test.each(roles)("as %s is allowed exactly where the table says so", async (role) => {
    const { institution: of } = await licensed(1);
    const actor = await person({ member: { institutionId: of.id, role } });
    const grants = permissions["licences.offerSeat"] as readonly string[];
    const result = await offerSeats(actor, { institutionId: of.id, people: people(1) });
    expect(codeOf(result)).toBe(grants.includes(`member:${role}`) ? "ok" : "notAllowed");
  });

  test("is refused to officials, to strangers and to another institution's owner", async () => {
    const { institution: of, approver } = await licensed(1);
    const other = await institution();
    const input = { institutionId: of.id, people: people(1) };
    expect(codeOf(await offerSeats(approver, input))).toBe("notAllowed");
    expect(codeOf(await offerSeats(other.owner, input))).toBe("notFound");
    expect(codeOf(await offerSeats(null, input))).toBe("signInFirst");
    expect(codeOf(await offerSeats(other.owner, { ...input, institutionId: "x" }))).toBe("notFound");
  });

  test("names the line that is wrong", async () => {
    const { institution: of } = await licensed(2);
    const bad = { institutionId: of.id, people: [somebody(), { name: "", email: "nobody" }] };
    expect(await offerSeats(of.owner, bad)).toMatchObject({
      error: { code: "invalidInput", fields: { "people.1.name": "required", "people.1.email": "emailInvalid" } },
    });
    expect(codeOf(await offerSeats(of.owner, { institutionId: of.id, people: [] }))).toBe("invalidInput");
    expect(codeOf(await offerSeats(of.owner, { institutionId: of.id, people: people(101) }))).toBe("invalidInput");
  });

  test("takes a name as one line: no invitation brings a paragraph or a turned direction of its own", async () => {
    const { institution, programme: _ } = await licensed(1);
    const people = [{ name: "Ali\n\nPay here: evil.example\u202E\u0000", email: "ali@line.test" }];
    const { seatIds } = success(await offerSeats(institution.owner, { institutionId: institution.id, people }));
    const seat = await db.seat.findUniqueOrThrow({ where: { id: seatIds[0] ?? "" } });
    expect(seat.name).toBe("Ali Pay here: evil.example");
  });

  test("to more people than there are free licences offers none", async () => {
    const { institution: of } = await licensed(2);
    const result = await offerSeats(of.owner, { institutionId: of.id, people: people(3) });
    expect(result).toMatchObject({ error: { code: "noFreeSeats", values: { free: 2, asked: 3 } } });
    expect(await db.seat.count({ where: { licence: { institutionId: of.id } } })).toBe(0);
  });

  test("to somebody who has one already, or named twice, is refused", async () => {
    const { institution: of } = await licensed(4);
    const one = somebody();
    success(await offerSeats(of.owner, { institutionId: of.id, people: [one] }));
    const upper = { ...one, email: one.email.toUpperCase() };
    expect(await offerSeats(of.owner, { institutionId: of.id, people: [somebody(), upper] })).toMatchObject({
      error: { code: "duplicate", fields: { "people.1.email": "duplicate" } },
    });
    const twice = somebody();
    expect(codeOf(await offerSeats(of.owner, { institutionId: of.id, people: [twice, twice] }))).toBe("duplicate");
  });

  test("ten at once for five licences seats exactly five", async () => {
    const { institution: of } = await licensed(5);
    const results = await Promise.all(
      people(10).map((one) => offerSeats(of.owner, { institutionId: of.id, people: [one] })),
    );
    expect(results.map(codeOf).sort()).toEqual([...Array(5).fill("noFreeSeats"), ...Array(5).fill("ok")]);
    expect(await db.seat.count({ where: { licence: { institutionId: of.id } } })).toBe(5);
  });
});

describe("withdrawing an offer", () => {
  test("frees the licence and stops the link", async () => {
    const { institution: of, seatId, token } = await offered();
    expect(codeOf(await withdrawOffer(of.owner, { seatId, version: 1 }))).toBe("changedMeanwhile");
    success(await withdrawOffer(of.owner, { seatId, version: 0 }));
    expect(codeOf(await withdrawOffer(of.owner, { seatId, version: 1 }))).toBe("alreadyDone");
    expect(codeOf(await claimSeat(await person({ principal: true }), { token }))).toBe("claimUsed");
    success(await offerSeats(of.owner, { institutionId: of.id, people: people(1) }));
  });

  test("is refused once it is claimed, and to another institution", async () => {
    const { institution: of, seatId, token } = await offered();
    const other = await institution();
    expect(await withdrawOffer(other.owner, { seatId, version: 0 })).toEqual(
      await withdrawOffer(other.owner, { seatId: crypto.randomUUID(), version: 0 }),
    );
    expect(codeOf(await withdrawOffer(of.owner, { seatId: "1", version: 0 }))).toBe("notFound");
    success(await claimSeat(await person({ principal: true }), { token }));
    expect(codeOf(await withdrawOffer(of.owner, { seatId, version: 1 }))).toBe("claimUsed");
  });
});

describe("claiming a seat", () => {
  test("binds the licence to a salted commitment, and the seat is the holder's once that is certified", async () => {
    const { invited, token, seatId } = await offered();
    const holder = await person({ principal: true });
    success(await claimSeat(holder, { token }));

    const seat = await db.seat.findUniqueOrThrow({ where: { id: seatId }, include: { licence: true } });
    expect(seat).toMatchObject({ state: "CLAIMED", principal: holder.principal, userId: holder.userId });
    const { payload } = await bindOf(seatId);
    const commitment = holderCommitment(seat.salt ?? new Uint8Array(), holder.principal ?? "");
    expect(payload).toEqual({
      operation: `bind:${seatId}`,
      number: seat.licence.number,
      commitment: Buffer.from(commitment).toString("hex"),
      reason: "seatClaimed",
      decision: `bind:${seatId}`,
    });
    expect(JSON.stringify(payload)).not.toContain(holder.principal);

    await db.$transaction((tx) => settleBinding(tx, payload, receipt));
    await db.$transaction((tx) => settleBinding(tx, payload, receipt));
    expect(await db.seat.findUniqueOrThrow({ where: { id: seatId } })).toMatchObject({ state: "BOUND", block: 7n });
    expect(await db.mail.count({ where: { to: invited.email, subject: { contains: "is ready" } } })).toBe(1);
  });

  test("needs Internet Identity", async () => {
    const { token } = await offered();
    expect(codeOf(await claimSeat(null, { token }))).toBe("signInFirst");
    expect(codeOf(await claimSeat(await person(), { token }))).toBe("internetIdentityNeeded");
  });

  test("is refused to an address that several people read", async () => {
    const { token } = await offered();
    const office = await person({ principal: true });
    const { id: institutionId } = await db.institution.findFirstOrThrow({ select: { id: true } });
    await db.membership.create({ data: { institutionId, userId: office.userId, role: "EDITOR", shared: true } });
    expect(codeOf(await claimSeat(office, { token }))).toBe("sharedMailbox");
  });

  test("works once: the holder may repeat it, another identity may not", async () => {
    const { token, seatId } = await offered();
    const [holder, other] = [await person({ principal: true }), await person({ principal: true })];
    success(await claimSeat(holder, { token }));
    const again = success(await claimSeat(holder, { token }));
    expect(again).toEqual({ seatId });
    expect(codeOf(await claimSeat(other, { token }))).toBe("claimUsed");
    expect(await db.chainWrite.count({ where: { key: `bind:${seatId}` } })).toBe(1);
  });

  test("by five identities at the same moment has one winner", async () => {
    const { token, seatId } = await offered();
    const rivals = await Promise.all(Array.from({ length: 5 }, () => person({ principal: true })));
    const codes = (await Promise.all(rivals.map((rival) => claimSeat(rival, { token })))).map(codeOf);
    expect(codes.filter((code) => code === "ok")).toHaveLength(1);
    expect(codes.filter((code) => code === "claimUsed" || code === "changedMeanwhile")).toHaveLength(4);
    expect(await db.chainWrite.count({ where: { key: `bind:${seatId}` } })).toBe(1);
  });

  test("gives one identity one seat of a programme, even with two links at once", async () => {
    const { institution: of } = await licensed(2);
    const invited = people(2);
    success(await offerSeats(of.owner, { institutionId: of.id, people: invited }));
    const tokens = await Promise.all(invited.map(({ email }) => tokenFor(email)));
    const holder = await person({ principal: true });
    const codes = (await Promise.all(tokens.map((token) => claimSeat(holder, { token })))).map(codeOf).sort();
    expect(codes).toEqual(["ok", "principalHasSeat"]);
  });

  test("is refused when the link is unknown, malformed or too old", async () => {
    const { token, seatId } = await offered();
    const holder = await person({ principal: true });
    expect(codeOf(await claimSeat(holder, { token: "A".repeat(43) }))).toBe("notFound");
    expect(codeOf(await claimSeat(holder, { token: "short" }))).toBe("invalidInput");
    expect(codeOf(await claimSeat(holder, { token, seatId }))).toBe("invalidInput");
    await db.seat.update({ where: { id: seatId }, data: { expiresAt: new Date(Date.now() - 1) } });
    expect(codeOf(await claimSeat(holder, { token }))).toBe("claimExpired");
  });

  test("is refused while the licence is suspended or over", async () => {
    const { token, seatId, approver } = await offered();
    const { licence } = await db.seat.findUniqueOrThrow({ where: { id: seatId }, include: { licence: true } });
    const holder = await person({ principal: true });
    success(await suspendLicence(approver, { licenceId: licence.id, version: licence.version, reason: "termsBreach" }));
    const payload = { operation: "x", number: licence.number, reason: "termsBreach", decision: "x" };
    await db.$transaction((tx) => settleStatus(tx, { kind: "suspend", payload }));
    expect(codeOf(await claimSeat(holder, { token }))).toBe("licenceNotActive");
    expect(await db.$transaction((tx) => expireLicences(tx, new Date("2100-01-01")))).not.toEqual([]);
    expect(codeOf(await claimSeat(holder, { token }))).toBe("claimUsed");
  });

  test("that the registry refuses frees the seat and tells the person", async () => {
    const { token, seatId, invited, institution: of } = await offered();
    success(await claimSeat(await person({ principal: true }), { token }));
    const { payload } = await bindOf(seatId);
    const revoked = { code: "illegalTransition", detail: { from: "revoked" } };
    await db.$transaction((tx) => refuseBinding(tx, payload, revoked));
    expect(await db.seat.findUniqueOrThrow({ where: { id: seatId } })).toMatchObject({ state: "RELEASED" });
    expect(await db.mail.count({ where: { to: invited.email, subject: { contains: "could not be set up" } } })).toBe(1);
    success(await offerSeats(of.owner, { institutionId: of.id, people: [invited] }));
  });
});
