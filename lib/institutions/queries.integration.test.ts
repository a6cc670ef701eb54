import { describe, expect, test } from "vitest";
import { testDatabase } from "../../scripts/testing/database.ts";
import type { Actor } from "../platform/auth/actor.ts";
import { person } from "../platform/testing/persons.ts";
import { directory } from "./directory.ts";
import { findInstitution, institutionQueue } from "./queries.ts";
import { searchable } from "./search.ts";
import { registrations } from "./testing/registrations.ts";

const { db } = await testDatabase();
const { entry, ready, submitted } = await registrations(db);
const administrator = await person(db, { roles: ["ADMINISTRATOR"] });

describe("reading", () => {
  test("a draft is its members' alone", async () => {
    const { owner, id } = await ready(await person(db));
    expect((await findInstitution(owner, id))?.documents).toHaveLength(2);
    const others: Actor[] = [administrator, await person(db), null];
    for (const actor of others) expect(await findInstitution(actor, id)).toBeNull();
  });

  test("the queue is the desk's: found by words in any spelling, by state and sector", async () => {
    const { id } = await submitted();
    await db.institution.update({ where: { id }, data: { searchName: searchable("Univ. of Leiah") } });
    const listing = { text: "layyah university", state: undefined, sector: undefined, page: 1 };
    const ids = async (actor: Actor, more = {}) =>
      (await institutionQueue(actor, { ...listing, ...more })).rows.map((row) => row.id);
    expect(await ids(administrator)).toEqual([id]);
    expect(await ids(administrator, { state: "SUBMITTED", sector: "EDUCATION" })).toEqual([id]);
    expect(await ids(administrator, { state: "VERIFIED" })).toEqual([]);
    expect(await ids(administrator, { text: "%" })).not.toEqual([]);
    for (const roles of [["REVIEWER"], ["APPROVER"], ["OPERATOR"], []] as const)
      expect(await ids(await person(db, { roles }))).toEqual([]);
  });

  test("the directory is searched by name, town and domain, in both scripts", async () => {
    await entry("University of Engineering and Technology, Peshawar", ["uetpeshawar.edu.pk"]);
    for (const typed of ["uni of engineering", "Peshawar UNIVERSITY", "پشاور یونیورسٹی", "uetpeshawar", "tech pesh"])
      expect((await directory(typed)).map(({ name }) => name)).toContain(
        "University of Engineering and Technology, Peshawar",
      );
    expect(await directory("")).toEqual([]);
    expect(await directory("u")).toEqual([]);
    expect((await directory("university")).length).toBeLessThanOrEqual(10);
  });
});
