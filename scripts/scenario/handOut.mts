import { confirmSeatImport, openSeatImport } from "../../lib/licences/commands.ts";
import { seatCounts } from "../../lib/licences/queries.ts";
import { findSeatImport } from "../../lib/licences/seats/import.ts";
import { csvRow } from "../../lib/platform/csv.ts";
import { db } from "../../lib/platform/db/client.ts";
import { must } from "./must.mts";
import type { Member } from "./onboard.mts";

/** Every so many institutions send a list with faults in it first. */
const everyFaulty = 3;

/** The first lines that lists have, in both languages. */
const headings = [
  ["Name", "E-mail"],
  ["نام", "ای میل"],
] as const;

/**
 * Offers every free licence of the institution to a made-up person each, by a list in CSV that is looked at first. Every third
 * institution's list has faults: they are named by their lines, what is sound is offered all the same, and the mended list offers
 * the rest and nothing twice. Gives how many were offered.
 */
export async function handOut(member: Member, index: number): Promise<number> {
  const { free } = await seatCounts(member.person, member.institutionId);
  if (free === 0) return 0;
  const people = await newPeople(member, free);
  const [name, email] = headings[index % headings.length] ?? headings[0];
  const list = (rows: string[][]) => [[name, email], ...rows].map(csvRow).join("");
  const rows = people.map((address) => ["Demo holder", address]);
  if (index % everyFaulty > 0) {
    await confirm(member, list(rows), { offer: free, seated: 0, wrong: [] });
    return free;
  }

  const [first = ""] = people;
  const faulty = rows.map((row, i) => (i === free - 1 ? [row[0] ?? "", "no address"] : row));
  const wrong = [
    { line: free + 1, problem: "emailInvalid" },
    { line: free + 2, problem: "emailMissing" },
    ...(free > 1 ? [{ line: free + 3, problem: "repeated", firstLine: 2 }] : []),
  ];
  const worse = [...faulty, ["Demo holder", ""], ...(free > 1 ? [["Demo holder", first]] : [])];
  await confirm(member, list(worse), { offer: free - 1, seated: 0, wrong });
  await confirm(member, list(rows), { offer: 1, seated: free - 1, wrong: [] });
  await confirm(member, list(rows), { offer: 0, seated: free, wrong: [] });
  return free;
}

type Expected = {
  offer: number;
  seated: number;
  wrong: { line: number; problem: string; firstLine?: number }[];
};

/** Opens a list, holds its preview against what it has to say, and confirms it; nothing is left to confirm where it offers nothing. */
async function confirm({ person, institutionId, name }: Member, text: string, expected: Expected): Promise<void> {
  const { importId } = must(await openSeatImport(person, { institutionId, text }), `list of ${name}`);
  const list = await findSeatImport(person, importId);
  const said = list?.plan && {
    offer: list.plan.counts.offer,
    seated: list.plan.counts.seated,
    wrong: list.plan.rows.flatMap(({ line, problem, firstLine }) =>
      problem ? [{ line, problem, ...(firstLine !== undefined && { firstLine }) }] : [],
    ),
  };
  if (JSON.stringify(said) !== JSON.stringify(expected))
    throw new Error(`the list of ${name} says ${JSON.stringify(said)} instead of ${JSON.stringify(expected)}`);
  const result = await confirmSeatImport(person, { importId, version: list?.version, offers: expected.offer });
  if (expected.offer > 0) must(result, `list of ${name}`);
  else if (result.ok || result.error.code !== "nothingChosen")
    throw new Error(`a list of ${name} that offers nothing says ${result.ok ? "yes" : result.error.code}`);
}

/** Addresses that no seat of the institution was ever offered to. */
async function newPeople({ institutionId, email }: Member, count: number): Promise<string[]> {
  const before = await db().seat.findMany({ where: { licence: { institutionId } }, select: { email: true } });
  const taken = new Set(before.map((seat) => seat.email));
  const host = email.slice(email.lastIndexOf("@") + 1);
  const people: string[] = [];
  for (let i = 1; people.length < count; i++) {
    const address = `holder-${i}.${host}@holders.example`;
    if (!taken.has(address)) people.push(address);
  }
  return people;
}
