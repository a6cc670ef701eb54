import type { Act, SubjectKind } from "./auditedActs.ts";
import type { Actor, Person } from "./auth/actor.ts";
import type { Tx } from "./db/client.ts";
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
