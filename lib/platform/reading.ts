import { recordReading } from "./audit.ts";
import type { SubjectKind } from "./auditedActs.ts";
import type { Actor } from "./auth/actor.ts";
import { type Action, may } from "./auth/permissions.ts";
import { isId } from "./ids.ts";

type Asked = [asked: unknown, ...rest: unknown[]];

/** What is read, where its kind alone does not say it. */
type Subject<Args extends Asked> = {
  kind: SubjectKind;
  /** Its id within what was asked for; by itself the first, where that is a key of the database. */
  id?: (asked: Args[0]) => string | undefined;
  /** Whoever may do this and finds nothing was refused nothing: there is nothing to do there now. */
  orNothing?: Action;
};

/** A read of one thing that leaves its row in the audit, and under which line of the permission table. */
export type Reading<Args extends Asked, T> = ((actor: Actor, ...args: Args) => Promise<T | null>) & {
  readonly reads: { action: Action; kind: SubjectKind };
};

/**
 * Makes the query of one particular thing into one that the audit tells of: that an official read it, and that somebody who is signed
 * in asked for it and heard that it is not there; each once a person, thing and hour. Members, holders and the public leave no row by
 * what they may see, and wait for none. `read` answers null where it shows nothing.
 */
export function reading<Args extends Asked, T>(
  action: Action,
  of: SubjectKind | Subject<NoInfer<Args>>,
  read: (actor: Actor, ...args: Args) => Promise<T | null>,
): Reading<Args, T> {
  const { kind, id: idOf = itself, orNothing }: Subject<Args> = typeof of === "string" ? { kind: of } : of;
  const readAndTell = async (actor: Actor, ...args: Args): Promise<T | null> => {
    const found = await read(actor, ...args);
    const id = idOf(args[0]);
    if (actor?.kind !== "person" || id === undefined) return found;
    const subject = { kind, id };
    if (found !== null && actor.roles.length > 0) await recordReading({ actor, action, subject });
    if (found === null && !(orNothing && may(actor, orNothing)))
      await recordReading({ actor, action, subject, code: "notFound" });
    return found;
  };
  return Object.assign(readAndTell, { reads: { action, kind } });
}

function itself(asked: unknown): string | undefined {
  return typeof asked === "string" && isId(asked) ? asked : undefined;
}

/** Tells the audit that an official looked through something as a whole, once an hour; never by which words. */
export async function tellOfSearch(actor: Actor, action: Action): Promise<void> {
  if (actor?.kind === "person" && actor.roles.length > 0) await recordReading({ actor, action });
}
