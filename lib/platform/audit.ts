import type { Act, SubjectKind } from "./auditedActs.ts";
import type { Actor, Person } from "./auth/actor.ts";
import { db, type Tx } from "./db/client.ts";
import type { Prisma } from "./db/generated/client.ts";
import type { ErrorCode } from "./errors/codes.ts";

/** What an audit row says. `data` holds ids, codes and numbers, never secrets or free text of a person. */
export type AuditEntry = {
  /** Of somebody who came without a session, whose signature said who they are, the account alone. */
  actor: Actor | Pick<Person, "kind" | "userId">;
  action: Act;
  subject?: { kind: SubjectKind; id: string };
  outcome: "DONE" | "REFUSED";
  code?: ErrorCode;
  data?: Prisma.InputJsonObject;
};

/** Appends one audit event inside `tx`. The table is append-only for the role that runs this. */
export async function recordEvent(tx: Tx, entry: AuditEntry): Promise<void> {
  const { actor, subject } = entry;
  await tx.auditEvent.createMany({
    data: {
      actorId: actor?.kind === "person" ? actor.userId : null,
      actorKind: actor === null ? "anonymous" : actor.kind === "system" ? actor.name : "person",
      action: entry.action,
      subjectKind: subject?.kind ?? null,
      subjectId: subject?.id ?? null,
      outcome: entry.outcome,
      code: entry.code ?? null,
      data: entry.data ?? {},
    },
  });
}

/** Those of these things to which a person has done an act, whatever has become of them since, and whoever else may have done it too. */
export async function cameThrough(actor: Actor, action: Act, ids: readonly string[]): Promise<Set<string>> {
  if (actor?.kind !== "person" || ids.length === 0) return new Set();
  const events = await db().auditEvent.findMany({
    where: { actorId: actor.userId, action, outcome: "DONE", subjectId: { in: [...ids] } },
    select: { subjectId: true },
  });
  return new Set(events.flatMap(({ subjectId }) => subjectId ?? []));
}

/** A read that the audit tells of; with a `code` it was refused. */
type ReadingEntry = Pick<AuditEntry, "action" | "subject" | "code"> & { actor: Person };

/**
 * Appends the event of a read, unless the same person has the same one of the same subject in this hour (UTC) already: one statement,
 * which a unique index decides. What keeps it from being written is logged, and keeps nobody from reading.
 */
export async function recordReading({ actor, action, subject, code }: ReadingEntry): Promise<void> {
  const outcome = code === undefined ? "DONE" : "REFUSED";
  try {
    await db().$executeRaw`
      INSERT INTO "AuditEvent" ("actorId", "actorKind", action, "subjectKind", "subjectId", outcome, code)
      VALUES (${actor.userId}::uuid, 'person', ${action}, ${subject?.kind ?? null}, ${subject?.id ?? null},
        ${outcome}::"AuditOutcome", ${code ?? null})
      ON CONFLICT DO NOTHING`;
  } catch (error) {
    console.error(`No audit event of a read (${action}):`, error);
  }
}
