/** An application that needs reviewers: how many, and who may not be one of them. */
export type OpenCase = { id: string; slots: number; excluded: ReadonlySet<string> };

/** Somebody who can review, and how many reviews wait for them already. */
export type Load = { userId: string; waiting: number };

/**
 * Who is asked for which case: as many as it needs, as far as there are people who may; nobody who is excluded; and so that no
 * other choice would spread the load more evenly. The same for the same cases and people, in whatever order they come.
 */
export function balance(cases: readonly OpenCase[], people: readonly Load[]): Map<string, string[]> {
  const load = new Map([...people].sort(byId).map(({ userId, waiting }) => [userId, waiting]));
  const chosen = new Map<string, Set<string>>();
  const open = [...cases].sort((a, b) => (a.id < b.id ? -1 : 1));
  const least = (from: Iterable<string>) =>
    [...from].sort((a, b) => (load.get(a) ?? 0) - (load.get(b) ?? 0) || (a < b ? -1 : 1));
  for (const { id, slots, excluded } of open) {
    const asked = least(load.keys())
      .filter((userId) => !excluded.has(userId))
      .slice(0, slots);
    for (const userId of asked) load.set(userId, (load.get(userId) ?? 0) + 1);
    chosen.set(id, new Set(asked));
  }
  // Whoever has two more than somebody hands one on, directly or by way of others, for as long as there is such a way.
  for (let way = wayDown(open, chosen, load, least); way; way = wayDown(open, chosen, load, least))
    for (const { from, to, of } of way) {
      chosen.get(of)?.delete(from);
      chosen.get(of)?.add(to);
      load.set(from, (load.get(from) ?? 0) - 1);
      load.set(to, (load.get(to) ?? 0) + 1);
    }
  return new Map([...chosen].map(([id, asked]) => [id, least(asked)]));
}

type Hand = { from: string; to: string; of: string };

/** A chain of cases handed on, from somebody to another who has at least two fewer. */
function wayDown(
  cases: readonly OpenCase[],
  chosen: ReadonlyMap<string, ReadonlySet<string>>,
  load: ReadonlyMap<string, number>,
  least: (from: Iterable<string>) => string[],
): Hand[] | undefined {
  const people = least(load.keys());
  for (const first of people.toReversed()) {
    const goal = (load.get(first) ?? 0) - 2;
    const reached = new Map<string, Hand | undefined>([[first, undefined]]);
    for (const from of reached.keys())
      for (const { id, excluded } of cases) {
        if (!chosen.get(id)?.has(from)) continue;
        for (const to of people) {
          if (reached.has(to) || excluded.has(to) || chosen.get(id)?.has(to)) continue;
          reached.set(to, { from, to, of: id });
          if ((load.get(to) ?? 0) <= goal) return wayTo(to, reached);
        }
      }
  }
  return undefined;
}

function wayTo(last: string, reached: ReadonlyMap<string, Hand | undefined>): Hand[] {
  const way: Hand[] = [];
  for (let hand = reached.get(last); hand; hand = reached.get(hand.from)) way.unshift(hand);
  return way;
}

function byId(a: Load, b: Load): number {
  return a.userId < b.userId ? -1 : 1;
}
