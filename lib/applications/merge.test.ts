import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { basedOn, type Draft, draftFields, draftOf, markOf, marksOf, mergeDraft, storedDraft } from "./merge.ts";
import { storedAnswers } from "./schema.ts";

const empty = draftOf({ answers: {} });
const field = "answers.purpose" as const;
const written = (text: string): Draft => ({ ...empty, [field]: text });
const merge = (standing: string, mine: string, based: string, choice?: "mine" | "theirs" | "both", seen = standing) =>
  mergeDraft(written(standing), {
    mine: written(mine),
    based: { ...marksOf(empty), [field]: markOf(based) },
    choice: choice ? { [field]: choice } : {},
    seen: { [field]: markOf(seen) },
  });

describe("mergeDraft", () => {
  test.each([
    ["nobody else wrote", "a", "b", "a", "b"],
    ["only a colleague wrote", "b", "a", "a", "b"],
    ["both wrote the same", "b", " b\n", "a", "b"],
    ["nobody wrote", "a", "a", "a", "a"],
    ["an answer was emptied", "a", "", "a", ""],
  ])("%s: there is nothing to choose", (_, standing, mine, based, stands) => {
    const { draft, disputes } = merge(standing, mine, based);
    expect(disputes).toEqual({});
    expect(draft[field]).toBe(stands);
  });

  test("where both wrote, what stands stays and both come back until one is chosen", () => {
    expect(merge("b", "c", "a")).toMatchObject({
      draft: { [field]: "b" },
      disputes: { [field]: { mine: "c", theirs: "b" } },
    });
    expect(merge("b", "c", "a", "mine")).toMatchObject({ draft: { [field]: "c" }, disputes: {} });
    expect(merge("b", "c", "a", "theirs")).toMatchObject({ draft: { [field]: "b" }, disputes: {} });
    expect(merge("b", "c", "a", "both")).toMatchObject({ draft: { [field]: "b\n\nc" }, disputes: {} });
  });

  test("a choice between texts that were not these ones counts for nothing", () => {
    for (const choice of ["mine", "theirs", "both"] as const)
      expect(merge("d", "c", "a", choice, "b").disputes[field]).toMatchObject({ theirs: "d" });
  });

  test("what has not room for both, or is no text, cannot be joined", () => {
    const long = "x".repeat(1500);
    expect(merge(long, `y${long}`, "", "both").disputes[field]).toMatchObject({ joinable: false });
    const seats = mergeDraft(
      { ...empty, seats: "2" },
      { mine: { ...empty, seats: "3" }, based: {}, choice: {}, seen: {} },
    );
    expect(seats.disputes.seats).toMatchObject({ mine: "3", theirs: "2", joinable: false });
  });

  test("whoever says nothing of what a save is based on replaces nothing", () => {
    const { draft, disputes } = mergeDraft(written("a"), { mine: written("b"), based: {}, choice: {}, seen: {} });
    expect(draft[field]).toBe("a");
    expect(Object.keys(disputes)).toEqual([field]);
  });

  test("in whatever order two people save, without a choice no words of either vanish", () => {
    const text = fc.constantFrom("", "a", "b", "c", "d e");
    const save = fc.record({ who: fc.nat(1), field: fc.constantFrom(...draftFields), text });
    fc.assert(
      fc.property(fc.array(save, { maxLength: 30 }), (saves) => {
        let standing = empty;
        const pages = [empty, empty].map((base) => ({ base, words: base }));
        for (const { who, field, text } of saves) {
          const page = pages[who];
          if (!page) continue;
          page.words = { ...page.words, [field]: text };
          const before = standing;
          const { draft, disputes } = mergeDraft(standing, {
            ...{ mine: page.words, based: marksOf(page.base), choice: {}, seen: {} },
          });
          standing = draft;
          for (const one of draftFields) {
            // Theirs vanish only if they were this page's own or had been on it; mine stand, or come back as a dispute.
            if (markOf(draft[one]) !== markOf(before[one])) expect(before[one]).toBe(page.base[one]);
            if (page.words[one] !== page.base[one] && !disputes[one]) expect(draft[one]).toBe(page.words[one]);
            if (disputes[one]) continue;
            page.base = { ...page.base, [one]: draft[one] };
            page.words = { ...page.words, [one]: draft[one] };
          }
        }
      }),
    );
  });
});

test("a draft is stored as it was typed, and read back the same", () => {
  const text = fc.string({ maxLength: 20 }).filter((one) => !/\p{Cc}/u.test(one));
  fc.assert(
    fc.property(
      fc.record({ purpose: text, builders: text, supportName: text }),
      fc.option(fc.integer({ min: 1 })),
      (answers, seats) => {
        const stored = storedDraft(draftOf({ seats, answers }));
        expect(draftOf({ ...stored, answers: storedAnswers(stored.answers) })).toEqual(draftOf({ seats, answers }));
        expect(basedOn(stored).seats).toBe(markOf(seats ? String(seats) : ""));
      },
    ),
  );
});
