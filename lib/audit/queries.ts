import type { Actor } from "../platform/auth/actor.ts";
import { may } from "../platform/auth/permissions.ts";
import { chain } from "../platform/chain/network.ts";
import { db } from "../platform/db/client.ts";
import type { AuditOutcome } from "../platform/db/generated/enums.ts";
import { trailListingSize } from "../platform/listing.ts";
import { tellOfSearch } from "../platform/reading.ts";
import type { AuditFilter } from "./filter.ts";
import { namesOf } from "./names.ts";
import { lastNote } from "./noting.ts";
import { type Standing, standing } from "./standing.ts";
import { auditWhere } from "./where.ts";

/** One line of the trail. */
export type AuditRow = {
  id: string;
  at: Date;
  who: { kind: string; name: string | null };
  action: string;
  subject: { kind: string; id: string } | null;
  outcome: AuditOutcome;
  code: string | null;
  sealed: boolean;
};

const pageSize = trailListingSize;

/** Events, newest first, at most 50 a page; `before` is the id of the last one seen. Empty for whoever may not read the trail. */
export async function auditTrail(
  actor: Actor,
  { before, ...filter }: AuditFilter & { before?: bigint | undefined } = {},
): Promise<{ rows: AuditRow[]; older: string | null }> {
  if (!may(actor, "audit.read")) return { rows: [], older: null };
  const events = await db().auditEvent.findMany({
    where: { AND: [await auditWhere(filter), before === undefined ? {} : { id: { lt: before } }] },
    orderBy: { id: "desc" },
    take: pageSize + 1,
    include: { seal: { select: { sequence: true } } },
  });
  await tellOfSearch(actor, "audit.read");
  const shown = events.slice(0, pageSize);
  const names = await namesOf(shown);
  return {
    rows: shown.map((event) => ({
      id: event.id.toString(),
      at: event.at,
      who: { kind: event.actorKind, name: event.actorId ? (names.get(event.actorId) ?? null) : null },
      action: event.action,
      subject: event.subjectKind && event.subjectId ? { kind: event.subjectKind, id: event.subjectId } : null,
      outcome: event.outcome,
      code: event.code,
      sealed: event.seal !== null,
    })),
    older: events.length > pageSize ? (shown.at(-1)?.id.toString() ?? null) : null,
  };
}

/** How many events are sealed, and the hash at the head (hex). `null` for whoever may not read the trail. */
export async function auditHead(actor: Actor): Promise<{ sequence: number; hash: string } | null> {
  if (!may(actor, "audit.read")) return null;
  const head = await db().auditSeal.findFirst({ orderBy: { sequence: "desc" } });
  return head
    ? { sequence: Number(head.sequence), hash: Buffer.from(head.hash).toString("hex") }
    : { sequence: 0, hash: "" };
}

/** What the register noted of the audit, or that it cannot be asked now; and whether a head is on its way there. */
export type AuditGuard = { register: Standing | "unreachable"; isUnderway: boolean };

/** How the register guards the trail. `null` for whoever may not read it. */
export async function auditGuard(actor: Actor): Promise<AuditGuard | null> {
  if (!may(actor, "audit.read")) return null;
  const [register, last] = await Promise.all([standing(chain()).catch(() => "unreachable" as const), lastNote(db())]);
  return { register, isUnderway: last?.state === "QUEUED" || last?.state === "SENT" };
}
