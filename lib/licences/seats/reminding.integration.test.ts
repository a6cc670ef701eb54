import { describe, expect, test } from "vitest";
import { testDatabase } from "../../../scripts/testing/database.ts";
import { permissions } from "../../platform/auth/permissions.ts";
import type { MemberRole } from "../../platform/db/generated/enums.ts";
import { claimSeat, offerSeats, remindOffers } from "../commands.ts";
import { codeOf, configureTest, success, world } from "../testing/fixtures.ts";
import { findOffer } from "./offer.ts";
import { tendOffers } from "./reminding.ts";
import { offersToRemind } from "./view.ts";

const { db } = await testDatabase();
configureTest();
const { person, institution, licensed } = world(db);

let counter = 0;
const day = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * day);

async function offered(seats = 1) {
  const { institution: of } = await licensed(seats);
  const people = Array.from({ length: seats }, () => ({ name: "Ayesha Khan", email: `late${++counter}@people.test` }));
  const { seatIds } = success(await offerSeats(of.owner, { institutionId: of.id, people }));
  return { of, seatIds, emails: people.map(({ email }) => email) };
}
async function tokensFor(email: string | undefined): Promise<string[]> {
  const mails = await db.mail.findMany({ where: { to: email ?? "" }, orderBy: { createdAt: "asc" } });
  return mails.flatMap(({ text }) => /\/claim\/([A-Za-z0-9_-]{43})/.exec(text)?.[1] ?? []);
}

describe("an offer that nobody takes", () => {
  test("is called to mind after a week and after two, never a third time, and ends after thirty days", async () => {
    const { seatIds, emails } = await offered();
    const letters = async () => (await tokensFor(emails[0])).length;
    await tendOffers(inDays(6));
    expect(await letters()).toBe(1);
    await tendOffers(inDays(7.1));
    await tendOffers(inDays(7.2));
    expect(await letters()).toBe(2);
    await tendOffers(inDays(14.2));
    await tendOffers(inDays(25));
    expect(await letters()).toBe(3);
    await tendOffers(inDays(30.1));
    expect(await db.seat.findFirstOrThrow({ where: { id: { in: seatIds } } })).toMatchObject({ state: "RELEASED" });
    const [token = ""] = await tokensFor(emails[0]);
    expect(await findOffer(null, token, inDays(31))).toMatchObject({ state: "expired" });
  });

  test("by two workers at once brings one letter", async () => {
    const { emails } = await offered(2);
    const counts = await Promise.all([tendOffers(inDays(8)), tendOffers(inDays(8))]);
    expect(counts.reduce((sum, one) => sum + one)).toBe(2);
    for (const email of emails) expect(await tokensFor(email)).toHaveLength(2);
  });

  test("may be taken by the first link and by the reminder's alike", async () => {
    for (const which of [0, 1]) {
      const { of, seatIds, emails } = await offered();
      success(await remindOffers(of.owner, { institutionId: of.id, seatIds }));
      const tokens = await tokensFor(emails[0]);
      expect(new Set(tokens).size).toBe(2);
      expect(await findOffer(null, tokens[which] ?? "")).toMatchObject({ state: "open" });
      success(await claimSeat(await person({ principal: true }), { token: tokens[which] }));
      expect(codeOf(await claimSeat(await person({ principal: true }), { token: tokens[1 - which] }))).toBe(
        "claimUsed",
      );
    }
  });

  test("is called to mind by hand at most once a day and five times in all, or nobody is written to", async () => {
    const { of, seatIds, emails } = await offered(2);
    const [one = ""] = seatIds;
    success(await remindOffers(of.owner, { institutionId: of.id, seatIds: [one] }));
    expect(codeOf(await remindOffers(of.owner, { institutionId: of.id, seatIds }))).toBe("changedMeanwhile");
    expect((await Promise.all(emails.map(tokensFor))).flat()).toHaveLength(3);
    const effects = await offersToRemind(of.owner, of.id);
    expect(effects.map(({ effect }) => effect)).toEqual(["yes", "tooSoon"]);
    await db.seat.update({ where: { id: one }, data: { remindedAt: inDays(-2), reminders: 5 } });
    expect((await offersToRemind(of.owner, of.id)).find(({ id }) => id === one)?.effect).toBe("tooMany");
    expect(codeOf(await remindOffers(of.owner, { institutionId: of.id, seatIds: [] }))).toBe("invalidInput");
  });

  const roles: MemberRole[] = ["OWNER", "EDITOR", "VIEWER"];
  test.each(roles)("is called to mind by a %s exactly where the table says so", async (role) => {
    const { of, seatIds } = await offered();
    const actor = await person({ member: { institutionId: of.id, role } });
    const grants = permissions["licences.remindOffers"] as readonly string[];
    const result = await remindOffers(actor, { institutionId: of.id, seatIds });
    expect(codeOf(result)).toBe(grants.includes(`member:${role}`) ? "ok" : "notAllowed");
  });

  test("of another institution is not there", async () => {
    const { of, seatIds } = await offered();
    const other = await institution();
    expect(codeOf(await remindOffers(other.owner, { institutionId: of.id, seatIds }))).toBe("notFound");
    expect(codeOf(await remindOffers(other.owner, { institutionId: other.id, seatIds }))).toBe("notFound");
  });
});
