import fc from "fast-check";
import { expect, test } from "vitest";
import { chosenAtMost, listingOffset, listingQuery, listingSize, parseChosen, parseListing } from "./listing.ts";

const known = {
  states: ["OPEN", "SHUT"],
  sectors: ["PRIVATE"],
  sorts: ["seats"],
  cases: true,
  messages: true,
} as const;

test("what is asked for is read", () => {
  expect(
    parseListing(
      {
        q: "  two\t words ",
        state: "SHUT",
        sector: "PRIVATE",
        due: "soon",
        held: "free",
        unread: "1",
        page: "3",
        sort: "-seats",
      },
      known,
    ),
  ).toEqual({
    text: "two words",
    state: "SHUT",
    sector: "PRIVATE",
    due: "soon",
    held: "free",
    unread: true,
    page: 3,
    sort: { by: "seats", order: "desc" },
  });
});

test("what is unknown, repeated or out of bounds becomes the default", () => {
  expect(parseListing({ q: ["a", "b"], state: "open", sector: "__proto__", page: "-1", sort: "name" }, known)).toEqual({
    text: "",
    state: undefined,
    sector: undefined,
    page: 1,
  });
});

test("whatever comes in, the database is asked for a bounded page", () => {
  const value = fc.oneof(fc.string(), fc.array(fc.string()), fc.constant(undefined));
  fc.assert(
    fc.property(
      fc.record({
        q: value,
        state: value,
        sector: value,
        due: value,
        held: value,
        unread: value,
        page: value,
        sort: value,
      }),
      (params) => {
        const listing = parseListing(params, known);
        expect(listing.text.length).toBeLessThanOrEqual(80);
        expect(listingOffset(listing)).toBeGreaterThanOrEqual(0);
        expect(listingOffset(listing)).toBeLessThan(400 * listingSize);
        expect(
          parseListing(Object.fromEntries(new URLSearchParams(listingQuery(listing, listing.page))), known),
        ).toEqual(listing);
      },
    ),
  );
});

test("what was chosen is read once each, is a key, and is not too much", () => {
  const keys = Array.from({ length: chosenAtMost + 1 }, () => crypto.randomUUID());
  const [one = ""] = keys;
  expect(parseChosen(undefined)).toEqual([]);
  expect(parseChosen(one)).toEqual([one]);
  expect(parseChosen([one, "DROP TABLE", one, ""])).toEqual([one]);
  expect(parseChosen(keys)).toEqual(keys.slice(0, chosenAtMost));
});
