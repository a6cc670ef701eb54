import { z } from "zod";
import { AuditOutcome } from "../platform/db/generated/enums.ts";

/** An export: its form, and the filter as `parseAuditFilter` gives it. */
export const ExportAudit = z.strictObject({
  format: z.enum(["csv", "jsonl"]),
  who: z.string().max(80).optional(),
  action: z.string().max(60).optional(),
  outcome: z.enum(AuditOutcome).optional(),
  subject: z.string().max(80).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
});

/** To note the head in the register now: nothing has to be said. */
export const NoteAuditHead = z.strictObject({});

export type ExportFormat = z.infer<typeof ExportAudit>["format"];
