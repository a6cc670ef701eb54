import { describe, expect, test } from "vitest";
import { testDatabase } from "../../../scripts/testing/database.ts";
import { permissions } from "../../platform/auth/permissions.ts";
import type { MemberRole } from "../../platform/db/generated/enums.ts";
import { confirmSeatImport, offerSeats, openSeatImport } from "../commands.ts";
import { codeOf, configureTest, success, world } from "../testing/fixtures.ts";
import { forgetSeatImports } from "./forget.ts";
import { findSeatImport } from "./import.ts";

const { db } = await testDatabase();
configureTest();
const { person, institution, licensed, programme } = world(db);

let counter = 0;
const row = (name = "Ayesha Khan") => `${name},list${++counter}@people.test`;
const csv = (rows: string[]) => ["Name,E-mail", ...rows].join("\r\n");

type Made = Awaited<ReturnType<typeof licensed>>["institution"];

/** Hands a list in, and gives what confirming it takes. */
async function opened(of: Made, text: string) {
  const { importId } = success(await openSeatImport(of.owner, { institutionId: of.id, text }));
  const list = await findSeatImport(of.owner, importId);
  if (!list?.plan) throw new Error("no preview");
  return { importId, version: list.version, plan: list.plan, offers: list.plan.counts.offer };
}
const confirmed = ({ importId, version, offers }: Awaited<ReturnType<typeof opened>>) => ({
  importId,
  version,
  offers,
});
const seatsOf = (of: Made) => db.seat.count({ where: { licence: { institutionId: of.id }, state: "OFFERED" } });

describe("a list of people", () => {
  test("shows first what would happen, and nothing happens before it is confirmed", async () => {
    const { institution: of } = await licensed(3);
    const seated = row();
    const [name, email] = seated.split(",");
    success(await offerSeats(of.owner, { institutionId: of.id, people: [{ name, email }] }));
    const rows = [seated, row(), "Nobody,", row("عائشہ خان"), row("Too late")];
    const list = await opened(of, csv(rows));
    expect(list.plan.counts).toEqual({ offer: 2, seated: 1, noSeat: 1, wrong: 1 });
    expect(list.plan.left).toBe(0);
    expect(list.plan.rows.find(({ effect }) => effect === "wrong")).toMatchObject({ line: 4, problem: "emailMissing" });
    expect(await seatsOf(of)).toBe(1);

    expect(success(await confirmSeatImport(of.owner, confirmed(list)))).toEqual({ institutionId: of.id, offered: 2 });
    expect(await seatsOf(of)).toBe(3);
    const letter = await db.mail.findFirstOrThrow({ where: { to: rows[3]?.split(",")[1] ?? "" } });
    expect(letter.text).toContain("/claim/");
    expect(await db.seatImport.findUniqueOrThrow({ where: { id: list.importId } })).toMatchObject({ text: null });
  });

  test("offers nothing twice, however often it is handed in", async () => {
    const { institution: of } = await licensed(4);
    const text = csv([row(), row()]);
    const list = await opened(of, text);
    success(await confirmSeatImport(of.owner, confirmed(list)));
    expect(codeOf(await confirmSeatImport(of.owner, confirmed(list)))).toBe("alreadyDone");
    const again = await opened(of, text);
    expect(again.plan.counts).toMatchObject({ offer: 0, seated: 2 });
    expect(codeOf(await confirmSeatImport(of.owner, confirmed(again)))).toBe("nothingChosen");
    expect(await seatsOf(of)).toBe(2);
  });

  test("is confirmed exactly as it was looked at, or not at all", async () => {
    const { institution: of } = await licensed(3);
    const [one, other] = [row(), row()];
    const list = await opened(of, csv([one, other]));
    const [name, email] = one.split(",");
    success(await offerSeats(of.owner, { institutionId: of.id, people: [{ name, email }] }));
    expect(codeOf(await confirmSeatImport(of.owner, confirmed(list)))).toBe("seatsMoved");
    expect(codeOf(await confirmSeatImport(of.owner, { ...confirmed(list), version: 7 }))).toBe("changedMeanwhile");
    success(await confirmSeatImport(of.owner, { ...confirmed(list), offers: 1 }));
    expect(await seatsOf(of)).toBe(2);
  });

  test("of two at once, one is confirmed, and nobody gets two seats", async () => {
    const { institution: of } = await licensed(4);
    const text = csv([row(), row()]);
    const lists = [await opened(of, text), await opened(of, text)];
    const codes = (await Promise.all(lists.map((list) => confirmSeatImport(of.owner, confirmed(list))))).map(codeOf);
    expect(codes.sort()).toEqual(["ok", "seatsMoved"]);
    const twice = await opened(of, csv([row()]));
    const both = await Promise.all([1, 2].map(() => confirmSeatImport(of.owner, confirmed(twice))));
    expect(both.map(codeOf).sort()).toEqual(["alreadyDone", "ok"]);
    expect(await seatsOf(of)).toBe(3);
  });

  test("counts offers that ran out as free, as confirming it does", async () => {
    const { institution: of } = await licensed(1);
    const late = row();
    success(await confirmSeatImport(of.owner, confirmed(await opened(of, csv([late])))));
    await db.seat.updateMany({
      where: { licence: { institutionId: of.id } },
      data: { expiresAt: new Date(Date.now() - 1) },
    });
    const list = await opened(of, csv([late]));
    expect(list.plan.counts).toMatchObject({ offer: 1, seated: 0 });
    success(await confirmSeatImport(of.owner, confirmed(list)));
  });

  test("may name 1,500 people, who are offered their seats in one go", { timeout: 120_000 }, async () => {
    const { institution: of } = await licensed(1_500, await programme({ EDUCATION: 1_500 }));
    const rows = Array.from({ length: 1_500 }, () => row());
    const list = await opened(of, csv(rows));
    expect(list.offers).toBe(1_500);
    const started = performance.now();
    success(await confirmSeatImport(of.owner, confirmed(list)));
    expect(performance.now() - started).toBeLessThan(20_000);
    expect(await seatsOf(of)).toBe(1_500);
    expect(await db.mail.count({ where: { to: { in: rows.map((one) => one.split(",")[1] ?? "") } } })).toBe(1_500);
    const tooLong = { institutionId: of.id, text: csv([...rows, row()]) };
    expect(await openSeatImport(of.owner, tooLong)).toMatchObject({
      error: { fields: { text: "listTooLong" }, values: { most: 1_500, rows: 1_501 } },
    });
  });

  test("that names nobody, or is none, is refused", async () => {
    const { institution: of } = await licensed(1);
    const text = "Dear colleagues\nplease find the list attached";
    expect(await openSeatImport(of.owner, { institutionId: of.id, text })).toMatchObject({
      error: { fields: { text: "listNotReadable" } },
    });
    expect(await openSeatImport(of.owner, { institutionId: of.id })).toMatchObject({
      error: { fields: { text: "required" } },
    });
    const list = { institutionId: of.id, text: csv([row()]), state: "CONFIRMED" };
    expect(codeOf(await openSeatImport(of.owner, list))).toBe("invalidInput");
  });

  const roles: MemberRole[] = ["OWNER", "EDITOR", "VIEWER"];
  test.each(roles)("as %s is handed in and confirmed exactly where the table says so", async (role) => {
    const { institution: of } = await licensed(1);
    const actor = await person({ member: { institutionId: of.id, role } });
    const list = await opened(of, csv([row()]));
    const expected = (action: keyof typeof permissions) =>
      (permissions[action] as readonly string[]).includes(`member:${role}`) ? "ok" : "notAllowed";
    const handedIn = await openSeatImport(actor, { institutionId: of.id, text: csv([row()]) });
    expect(codeOf(handedIn)).toBe(expected("licences.openImport"));
    expect((await findSeatImport(actor, list.importId)) !== null).toBe(role !== "VIEWER");
    expect(codeOf(await confirmSeatImport(actor, confirmed(list)))).toBe(expected("licences.confirmImport"));
  });

  test("is not there for another institution, and is forgotten after a day", async () => {
    const { institution: of } = await licensed(1);
    const other = await institution();
    const list = await opened(of, csv([row()]));
    expect(await findSeatImport(other.owner, list.importId)).toBeNull();
    expect(codeOf(await confirmSeatImport(other.owner, confirmed(list)))).toBe("notFound");
    expect(codeOf(await openSeatImport(other.owner, { institutionId: of.id, text: csv([row()]) }))).toBe("notFound");
    await forgetSeatImports(new Date(Date.now() + 23 * 3_600_000));
    expect(await findSeatImport(of.owner, list.importId)).not.toBeNull();
    await forgetSeatImports(new Date(Date.now() + 25 * 3_600_000));
    expect(await findSeatImport(of.owner, list.importId)).toBeNull();
  });
});
