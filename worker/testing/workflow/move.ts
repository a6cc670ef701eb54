import type { Actor, Person } from "../../../lib/platform/auth/actor.ts";
import { may, type Ownership } from "../../../lib/platform/auth/permissions.ts";
import type { Command } from "../../../lib/platform/command.ts";
import type { World } from "./world.ts";

/**
 * One try of a command: what goes in, and the codes with which it may be refused. None: it has to be done. `sign` makes what goes in
 * besides, when it is tried.
 */
export type Attempt = {
  input: Record<string, unknown>;
  refusals: string[];
  sign?: () => Promise<Record<string, unknown>>;
};

/** A command, and what of it a person could try in a world. */
export type Move = {
  run: Command<unknown>;
  /** How many things there are to try it on. */
  count(world: World): number;
  attempt(world: World, actor: Actor, nth: number, luck: number): Attempt;
};

/**
 * A move. `owner` says whose the thing is, where the table of permissions asks; `refusals` names what stands in the way once the
 * permission is there, as the screens tell people: it knows states and sets, and no more of how the command is made.
 */
export function move<T>(
  run: Command<unknown>,
  of: {
    on: (world: World) => readonly T[];
    input?: (thing: T, luck: number, world: World, actor: Actor) => Record<string, unknown>;
    sign?: (thing: T, actor: Person, luck: number) => Promise<Record<string, unknown>>;
    owner?: (thing: T, world: World, actor: Actor) => Ownership;
    refusals?: (thing: T, actor: Person, world: World, luck: number) => string[];
  },
): Move {
  // A step asks for the things of one world again and again, for each person and thing.
  let last: { world: World; things: readonly T[] } | undefined;
  const things = (world: World) => {
    if (last?.world !== world) last = { world, things: of.on(world) };
    return last.things;
  };
  return {
    run,
    count: (world) => things(world).length,
    attempt(world, actor, nth, luck) {
      const thing = things(world)[nth] as T;
      const input = of.input?.(thing, luck, world, actor) ?? {};
      if (actor === null) return { input, refusals: ["signInFirst"] };
      if (!may(actor, run.action, of.owner?.(thing, world, actor) ?? {}))
        return { input, refusals: ["notAllowed", "notFound"] };
      return {
        ...{ input, refusals: of.refusals?.(thing, actor as Person, world, luck) ?? [] },
        ...(of.sign && { sign: () => of.sign?.(thing, actor as Person, luck) ?? Promise.resolve({}) }),
      };
    },
  };
}

/** The codes, unless it is fine. */
export function unless(fine: boolean, ...codes: string[]): string[] {
  return fine ? [] : codes;
}

/** Every pair. */
export function pairs<A, B>(some: readonly A[], others: readonly B[]): { a: A; b: B }[] {
  return some.flatMap((a) => others.map((b) => ({ a, b })));
}

/** One of the list, by luck. */
export function pick<T>(list: readonly T[], luck: number): T {
  return list[luck % list.length] as T;
}
