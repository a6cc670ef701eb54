import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { balance, type Load, type OpenCase } from "./balance.ts";

const setting = (most: { cases: number; people: number; waiting: number }) =>
  fc
    .record({
      people: fc.array(fc.nat(most.waiting), { minLength: 1, maxLength: most.people }),
      cases: fc.array(
        fc.record({ slots: fc.integer({ min: 0, max: 2 }), excluded: fc.array(fc.nat(most.people - 1)) }),
        { maxLength: most.cases },
      ),
    })
    .map(({ people, cases }) => ({
      people: people.map((waiting, index): Load => ({ userId: `p${index}`, waiting })),
      cases: cases.map(({ slots, excluded }, index): OpenCase => {
        return { id: `c${index}`, slots, excluded: new Set(excluded.map((one) => `p${one}`)) };
      }),
    }));

const loadsAfter = (people: readonly Load[], plan: ReadonlyMap<string, string[]>) =>
  people.map(({ userId, waiting }) => waiting + [...plan.values()].flat().filter((one) => one === userId).length);
const unevenness = (loads: readonly number[]) => loads.reduce((sum, load) => sum + load * load, 0);

/** Every way to choose `count` of them. */
function choices(from: readonly string[], count: number): string[][] {
  if (count === 0) return [[]];
  return from.flatMap((one, index) => choices(from.slice(index + 1), count - 1).map((rest) => [one, ...rest]));
}

/** The least unevenness that any plan at all reaches. */
function best({ cases, people }: { cases: readonly OpenCase[]; people: readonly Load[] }): number {
  const plans = (left: readonly OpenCase[], loads: readonly number[]): number => {
    const [first, ...rest] = left;
    if (!first) return unevenness(loads);
    const free = people.map(({ userId }) => userId).filter((id) => !first.excluded.has(id));
    return Math.min(
      ...choices(free, Math.min(first.slots, free.length)).map((asked) =>
        plans(
          rest,
          loads.map((load, index) => load + Number(asked.includes(`p${index}`))),
        ),
      ),
    );
  };
  return plans(
    cases,
    people.map(({ waiting }) => waiting),
  );
}

describe("reviewers shared out", () => {
  test("are never those who are excluded, nobody twice, and as many as a case needs where there are", () => {
    fc.assert(
      fc.property(setting({ cases: 12, people: 8, waiting: 6 }), ({ cases, people }) => {
        const plan = balance(cases, people);
        for (const { id, slots, excluded } of cases) {
          const asked = plan.get(id) ?? [];
          expect(asked.filter((one) => excluded.has(one))).toEqual([]);
          expect(new Set(asked).size).toBe(asked.length);
          expect(asked.length).toBe(Math.min(slots, people.filter(({ userId }) => !excluded.has(userId)).length));
        }
      }),
    );
  });

  test("have loads that differ by at most one where nobody is excluded and they begin alike", () => {
    fc.assert(
      fc.property(setting({ cases: 12, people: 8, waiting: 0 }), ({ cases, people }) => {
        const all = cases.map((one) => ({ ...one, excluded: new Set<string>() }));
        const loads = loadsAfter(people, balance(all, people));
        expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test("have loads as even as any plan could make them, whoever is excluded and whatever waits already", () => {
    fc.assert(
      fc.property(setting({ cases: 4, people: 4, waiting: 3 }), (given) => {
        expect(unevenness(loadsAfter(given.people, balance(given.cases, given.people)))).toBe(best(given));
      }),
    );
  });

  test("are the same whatever order cases and people come in", () => {
    fc.assert(
      fc.property(setting({ cases: 8, people: 6, waiting: 4 }), ({ cases, people }) => {
        const plan = Object.fromEntries(balance(cases, people));
        expect(Object.fromEntries(balance(cases.toReversed(), people.toReversed()))).toEqual(plan);
      }),
    );
  });
});
