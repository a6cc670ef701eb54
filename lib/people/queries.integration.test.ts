import { expect, test } from "vitest";
import { testDatabase } from "../../scripts/testing/database.ts";
import { person } from "../platform/testing/persons.ts";
import { foldText } from "../platform/text.ts";
import { requestCode, signInWithCode } from "./commands.ts";
import { people } from "./queries.ts";
import { nameOfKey } from "./rules.ts";
import { nameNewcomer } from "./steps.ts";

const { db } = await testDatabase();
process.env.NEXTAUTH_SECRET = "a secret of this test";

const administrator = await person(db, { roles: ["ADMINISTRATOR"] });
const names = async (text: string) => (await people(administrator, { text })).rows.map(({ name }) => name);

test("somebody named in Urdu is found however it is typed: vowel marks, Arabic letters, in any order", async () => {
  const name = "مُحَمَّد علی آغا";
  await db.user.create({
    data: { name, email: "agha@found.example", searchName: foldText(`${name} agha@found.example`) },
  });
  for (const typed of ["محمد علي", "اغا محمد", "آغا", "م\u200cح\u200cم\u200cد", "agha@FOUND.example"])
    expect(await names(typed)).toEqual([name]);
  expect(await names("محمود")).toEqual([]);
});

test("whoever signs in by code is found by the address, and by the name of an invitation later", async () => {
  const email = "zainab.search@found.example";
  await requestCode({ email, locale: "en" });
  const letter = await db.mail.findFirstOrThrow({ where: { to: email } });
  await signInWithCode({ email, code: /\d{6}/.exec(letter.subject)?.[0] });
  expect(await names("ZAINAB search")).toEqual(["zainab.search"]);

  const principal = "2vxsx-fae";
  const { id } = await db.user.create({ data: { principal, name: nameOfKey(principal) } });
  await db.$transaction((tx) => nameNewcomer(tx, id, "زینب مثالی"));
  expect(await names("زينب مثالي")).toEqual(["زینب مثالی"]);
});

test("punctuation alone finds nobody, and no query is a wildcard", async () => {
  expect(await names("!?")).toEqual([]);
  expect(await names("100%_")).toEqual([]);
});

test("nobody is shown to whoever may not read people", async () => {
  expect(await people(await person(db), { text: "example" })).toEqual({ rows: [], total: 0 });
});
