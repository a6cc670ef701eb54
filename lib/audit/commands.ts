import { command, done } from "../platform/command.ts";
import { fail } from "../platform/errors/result.ts";
import type { AuditFilter } from "./filter.ts";
import { lastNote, requestNote } from "./noting.ts";
import { hoursBetweenNotes } from "./rules.ts";
import { ExportAudit, type ExportFormat, NoteAuditHead } from "./schema.ts";

/** What an export holds: events up to `lastId`, with the seals up to `sequence`. What comes later is not in it. */
export type AuditExport = { format: ExportFormat; filter: AuditFilter; lastId: bigint; sequence: bigint };

/**
 * Begins an export of the trail: fixes what will be in it, and records that it was taken, by whom and in which form, before
 * the first row leaves. Words that were searched for are not recorded: they may be somebody's name.
 */
export const exportAudit = command({
  action: "audit.export",
  schema: ExportAudit,
  async run({ tx, input: { format, ...filter } }) {
    const last = await tx.auditEvent.findFirst({ orderBy: { id: "desc" }, select: { id: true } });
    const head = await tx.auditSeal.findFirst({ orderBy: { sequence: "desc" }, select: { sequence: true } });
    const { from, to, outcome } = filter;
    const value: AuditExport = {
      format,
      filter: Object.fromEntries(Object.entries(filter).filter(([, held]) => held !== undefined)),
      lastId: last?.id ?? 0n,
      sequence: head?.sequence ?? 0n,
    };
    return done(value, undefined, {
      format,
      narrowedBy: Object.keys(value.filter),
      sequence: value.sequence.toString(),
      ...(from && { from }),
      ...(to && { to }),
      ...(outcome && { outcome }),
    });
  },
});

/**
 * Asks for the head of the chain to be written to the register now, without waiting for the day. Errors: wrongState (nothing is
 * sealed yet), notedLately (a head is on its way, or within an hour of the last).
 */
export const noteAuditHead = command({
  action: "audit.note",
  schema: NoteAuditHead,
  async run({ tx, now }) {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('audit-note'))`;
    const last = await lastNote(tx);
    if (last?.state === "QUEUED" || last?.state === "SENT") return fail("notedLately");
    if (last && now.getTime() - last.createdAt.getTime() < hoursBetweenNotes.asked * 3_600_000)
      return fail("notedLately");
    const noted = await requestNote(tx);
    if (!noted) return fail("wrongState");
    return done(noted, { kind: "chainWrite", id: noted.writeId }, { sequence: noted.sequence });
  },
});
