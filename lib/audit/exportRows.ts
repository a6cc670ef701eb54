import type { Actor } from "../platform/auth/actor.ts";
import { may } from "../platform/auth/permissions.ts";
import { db } from "../platform/db/client.ts";
import type { AuditExport } from "./commands.ts";
import { namesOf } from "./names.ts";
import { genesis, type SealedFields, sealedFields } from "./rules.ts";
import { auditWhere } from "./where.ts";

const atOnce = 500;

/** One row of an export: the event as it is hashed, its seal unless it waits for one, and the name of who acted. */
export type ExportRow = {
  event: SealedFields;
  seal: { sequence: string; previous: string; hash: string } | null;
  name: string | null;
};

/**
 * The rows of an export that was begun, {@link atOnce} at a time: the sealed ones in the order of the chain, then those that
 * wait. None for whoever may not export the trail.
 */
export async function* exportRows(
  actor: Actor,
  { filter, lastId, sequence }: AuditExport,
): AsyncGenerator<readonly ExportRow[]> {
  if (!may(actor, "audit.export")) return;
  const where = { AND: [{ id: { lte: lastId } }, await auditWhere(filter)] };
  for (let after = 0n; ; ) {
    const seals = await db().auditSeal.findMany({
      where: { sequence: { gt: after, lte: sequence }, event: where },
      orderBy: { sequence: "asc" },
      take: atOnce,
      include: { event: true },
    });
    if (seals.length > 0) {
      const [names, before] = await Promise.all([namesOf(seals.map(({ event }) => event)), hashesBefore(seals)]);
      yield seals.map((seal) => ({
        event: sealedFields(seal.event),
        seal: {
          sequence: seal.sequence.toString(),
          previous: before(seal.sequence),
          hash: hex(seal.hash),
        },
        name: nameIn(names, seal.event),
      }));
    }
    after = seals.at(-1)?.sequence ?? after;
    if (seals.length < atOnce) break;
  }
  for (let after = 0n; ; ) {
    const events = await db().auditEvent.findMany({
      where: {
        AND: [where, { id: { gt: after } }, { OR: [{ seal: null }, { seal: { sequence: { gt: sequence } } }] }],
      },
      orderBy: { id: "asc" },
      take: atOnce,
    });
    if (events.length > 0) {
      const names = await namesOf(events);
      yield events.map((event) => ({ event: sealedFields(event), seal: null, name: nameIn(names, event) }));
    }
    after = events.at(-1)?.id ?? after;
    if (events.length < atOnce) return;
  }
}

/** The hash before each of `seals`: most stand among them, or next to them. */
async function hashesBefore(seals: readonly { sequence: bigint; hash: Uint8Array }[]) {
  const known = new Map(seals.map((seal) => [seal.sequence, seal.hash]));
  const missing = seals.map((seal) => seal.sequence - 1n).filter((one) => one > 0n && !known.has(one));
  const others = await db().auditSeal.findMany({
    where: { sequence: { in: missing } },
    select: { sequence: true, hash: true },
  });
  for (const { sequence, hash } of others) known.set(sequence, hash);
  return (sequence: bigint) => hex(sequence === 1n ? genesis : (known.get(sequence - 1n) ?? new Uint8Array()));
}

function nameIn(names: Map<string, string | null>, { actorId }: { actorId: string | null }): string | null {
  return actorId === null ? null : (names.get(actorId) ?? null);
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
