import { z } from "zod";
import { type AuditEntry, recordEvent } from "./audit.ts";
import type { Actor, Person } from "./auth/actor.ts";
import { type ActFields, type ConfirmedAction, takeConfirmation } from "./auth/confirmation.ts";
import { type Action, may, type Ownership } from "./auth/permissions.ts";
import { type Db, db, type Tx } from "./db/client.ts";
import { fieldCodes } from "./errors/fields.ts";
import { type Failure, fail, ok, type Result } from "./errors/result.ts";
import { unstorableText } from "./text.ts";

/** What a command's `run` gets: everything it needs, already permitted and parsed. */
export type Context<Input, Who extends Actor = Person> = { tx: Tx; actor: Who; input: Input; now: Date };

/** What an audit row adds to an act: to what it was done, and how. */
type Told = { subject?: AuditEntry["subject"]; audit?: AuditEntry["data"] };

/** What `run` returns when it did something: the answer, and what the audit row adds to it, or each row where it did several things. */
export type Done<T> = Told & { value: T; each?: readonly Told[] };

type Definition<Schema extends z.ZodType, T, Who extends Actor> = {
  action: Action;
  schema: Schema;
  /**
   * Whose thing the raw input speaks of, looked up leniently before the strict parse. `undefined`: there is no such thing.
   * Left out where the action needs no ownership.
   */
  owner?: (db: Db, raw: unknown, actor: Actor) => Promise<Ownership | undefined>;
  /**
   * The act wants a confirmation by the person themselves, fresh and of exactly these fields; of this person it wants none where
   * there are no fields. It is used up with the act: what fails leaves it standing.
   */
  confirmed?: (input: z.output<Schema>, actor: Who) => ActFields | undefined;
  /** Rules, compare-and-set, jobs. A failure rolls the transaction back. */
  run: (context: Context<z.output<Schema>, Who>) => Promise<Result<Done<T>>>;
};

/** A command: guards itself, parses what it gets, and says which line of the permission table it stands under. */
export type Command<T> = ((actor: Actor, raw: unknown) => Promise<Result<T>>) & { readonly action: Action };

class Rollback extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}

/**
 * Makes a command. In this order, always: permission (a refusal is audited in a transaction of its own) → strict parse →
 * one transaction of the confirmation where one is wanted, rules, compare-and-set, jobs and the audit row.
 * Returns a failure for everything expected; throws for bugs only.
 */
export function command<Schema extends z.ZodType, T, Who extends Actor = Person>(
  definition: Definition<Schema, T, Who>,
): Command<T> {
  const { action, schema, owner, confirmed, run } = definition;
  const act = async (actor: Actor, raw: unknown): Promise<Result<T>> => {
    if (actor === null) return refuse(actor, action, fail("signInFirst").error);
    const ownership = owner ? await owner(db(), raw, actor) : {};
    if (ownership === undefined) return refuse(actor, action, fail("notFound").error, raw);
    if (!may(actor, action, ownership)) return refuse(actor, action, fail("notAllowed").error, raw);

    const parsed = schema.safeParse(raw, { reportInput: true });
    if (!parsed.success) return fail("invalidInput", { fields: fieldCodes(parsed.error) });
    const unstorable = unstorableText(parsed.data);
    if (unstorable !== undefined) return fail("invalidInput", { fields: { [unstorable]: "invalidInput" } });

    try {
      return await db().$transaction(async (tx) => {
        const now = new Date();
        const fields = confirmed?.(parsed.data, actor as Who);
        if (fields && !(await isConfirmed(tx, actor, action, fields, now)))
          throw new Rollback(fail("confirmationNeeded").error);
        const result = await run({ tx, actor: actor as Who, input: parsed.data, now });
        if (!result.ok) throw new Rollback(result.error);
        const { value, each = [result.value] } = result.value;
        for (const { subject, audit } of each)
          await recordEvent(tx, {
            actor,
            action,
            outcome: "DONE",
            ...(subject && { subject }),
            ...(audit && { data: audit }),
          });
        return ok(value);
      });
    } catch (error) {
      if (!(error instanceof Rollback)) throw error;
      return refuse(actor, action, error.failure, raw);
    }
  };
  return Object.assign(act, { action });
}

function isConfirmed(tx: Tx, actor: Actor, action: Action, fields: ActFields, now: Date): Promise<boolean> {
  return actor?.kind === "person"
    ? takeConfirmation(tx, actor, action as ConfirmedAction, fields, now)
    : Promise.resolve(false);
}

/** A `run` that succeeded. */
export function done<T>(value: T, subject?: AuditEntry["subject"], audit?: AuditEntry["data"]): Result<Done<T>> {
  return ok({ value, ...(subject && { subject }), ...(audit && { audit }) });
}

/** The string at `key` of an unparsed input, if there is one and it looks like a key of the database. For `owner` only. */
export function rawId(raw: unknown, key: string): string | undefined {
  if (typeof raw !== "object" || raw === null) return undefined;
  const value = (raw as Record<string, unknown>)[key];
  return typeof value === "string" && z.uuid().safeParse(value).success ? value : undefined;
}

async function refuse(actor: Actor, action: Action, failure: Failure, raw?: unknown): Promise<Result<never>> {
  const id = firstId(raw);
  await db().$transaction((tx) =>
    recordEvent(tx, {
      actor,
      action,
      outcome: "REFUSED",
      code: failure.code,
      ...(id && { subject: { kind: "input", id } }),
    }),
  );
  return { ok: false, error: failure };
}

/** The first database key in a refused input, so that an auditor sees what was aimed at. */
function firstId(raw: unknown): string | undefined {
  if (typeof raw !== "object" || raw === null) return undefined;
  for (const key of Object.keys(raw)) {
    const id = rawId(raw, key);
    if (id) return id;
  }
  return undefined;
}
