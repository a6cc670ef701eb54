import { command, done } from "../platform/command.ts";
import type { AuditFilter } from "./filter.ts";
import { ExportAudit, type ExportFormat } from "./schema.ts";

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
