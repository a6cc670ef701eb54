import fc from "fast-check";
import { expect, test } from "vitest";
import { sectors } from "../../programmes/rules.ts";
import { inRankOrder, type Ranked, type Room, select } from "./rules.ts";

const at = (day: number) => new Date(Date.UTC(2026, 0, day));
const one = (receipt: string, mean: number | null, seats = 5, day = 1): Ranked => ({
  ...{ applicationId: receipt, receipt, mean, seats, submittedAt: at(day) },
  ...{ sector: "EDUCATION", phaseId: "P2", isBarred: false },
});
const room = (places: number, items = 300): Room => ({
  sectors: new Map([["EDUCATION", places]]),
  ...{ inAll: 1_000, items },
});
const rule = { least: 5_000, seats: 100, partial: false, waitlist: false };
const said = (rows: readonly Ranked[], given: Partial<typeof rule>, of: Room) =>
  select(rows, { ...rule, ...given }, of).map(
    ({ receipt, gets, why, waits }) => `${receipt} ${waits ? "waits" : (why ?? gets)}`,
  );

test("the better score comes first, then the earlier submission, then the receipt, however the list is shuffled", () => {
  const right = [one("C", 9_000), one("B", 8_000, 5, 1), one("D", 8_000, 5, 2), one("E", 8_000, 5, 2), one("A", null)];
  fc.assert(
    fc.property(fc.shuffledSubarray(right, { minLength: right.length }), (shuffled) => {
      expect(inRankOrder(shuffled)).toEqual(right);
    }),
  );
});

test("one that does not fit whole is passed over, or gets what is left; whoever gets nothing is told why", () => {
  const rows = [
    one("A", 9_000),
    one("B", 8_000, 8),
    one("C", 7_000, 2),
    one("D", 4_000),
    { ...one("E", 9_900), isBarred: true },
  ];
  expect(said(rows, {}, room(10))).toEqual(["E barred", "A 5", "B noPlaces", "C 2", "D belowScore"]);
  expect(said(rows, { partial: true }, room(10))).toEqual(["E barred", "A 5", "B 5", "C noPlaces", "D belowScore"]);
  expect(said(rows, { seats: 6 }, room(50))).toEqual(["E barred", "A 5", "B seatsUsed", "C seatsUsed", "D belowScore"]);
  expect(said(rows, {}, room(50, 1))).toEqual(["E barred", "A 5", "B batchFull", "C batchFull", "D belowScore"]);
});

test("whoever is good enough and finds no places waits, where the rule says so; what its own limits leave out does not", () => {
  const rows = [
    one("A", 9_000),
    one("B", 8_000, 8),
    one("C", 7_000, 2),
    one("D", 4_000),
    { ...one("E", 9_900), isBarred: true },
    { ...one("F", 6_000, 3), held: 3 },
  ];
  const waitlist = true;
  expect(said(rows, { waitlist }, room(5))).toEqual(["E barred", "A 5", "B waits", "C waits", "F 3", "D belowScore"]);
  expect(said(rows, { waitlist, seats: 5 }, room(9))).toEqual([
    ...["E barred", "A 5", "B seatsUsed", "C seatsUsed", "F seatsUsed", "D belowScore"],
  ]);
  expect(said(rows, { waitlist }, room(5, 2))).toEqual([
    ...["E barred", "A 5", "B waits", "C batchFull", "F batchFull", "D belowScore"],
  ]);
});

test("a phase or a sector that is named leaves the others out", () => {
  const rows = [
    one("A", 9_000),
    { ...one("B", 8_000), phaseId: "P3" },
    { ...one("C", 7_000), sector: "PRIVATE" as const },
  ];
  const receipts = (given: object) => select(rows, { ...rule, ...given }, room(50)).map(({ receipt }) => receipt);
  expect(receipts({ phaseId: "P2" })).toEqual(["A", "C"]);
  expect(receipts({ sector: "EDUCATION" })).toEqual(["A", "B"]);
});

test("nothing ever passes a sector's places, the programme's, the rule's seats, or what was asked for", () => {
  const row = fc.record({
    receipt: fc.uuid(),
    mean: fc.option(fc.nat(10_000)),
    seats: fc.integer({ min: 1, max: 60 }),
    sector: fc.constantFrom(...sectors),
    isBarred: fc.boolean(),
  });
  const given = fc.record({
    ...{ least: fc.nat(10_000), seats: fc.integer({ min: 1, max: 200 }) },
    ...{ partial: fc.boolean(), waitlist: fc.boolean() },
  });
  fc.assert(
    fc.property(fc.array(row), given, fc.nat(100), fc.nat(150), (rows, asked, places, inAll) => {
      const ranked = rows.map((r): Ranked => ({ ...r, applicationId: r.receipt, phaseId: "P", submittedAt: at(1) }));
      const free = new Map(sectors.map((sector) => [sector, places] as const));
      const picks = select(ranked, asked, { sectors: free, inAll, items: 300 });
      const sum = (of: typeof picks) => of.reduce((total, { gets }) => total + gets, 0);
      expect(sum(picks)).toBeLessThanOrEqual(Math.min(asked.seats, inAll));
      for (const sector of sectors)
        expect(sum(picks.filter((pick) => pick.sector === sector))).toBeLessThanOrEqual(places);
      for (const { gets, seats, why, mean, isBarred, waits } of picks) {
        if (waits) expect(asked.waitlist && why === "noPlaces" && !isBarred && (mean ?? -1) >= asked.least).toBe(true);
        expect(gets > 0).toBe(why === null);
        if (gets > 0) expect(gets <= seats && !isBarred && (mean ?? -1) >= asked.least).toBe(true);
        if (!asked.partial) expect([0, seats]).toContain(gets);
      }
    }),
  );
});
