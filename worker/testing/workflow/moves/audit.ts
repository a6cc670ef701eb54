import { exportAudit, noteAuditHead } from "../../../../lib/audit/commands.ts";
import { move } from "../move.ts";

export const auditMoves = {
  exportAudit: move(exportAudit, { on: () => ["csv", "jsonl"], input: (format) => ({ format }) }),
  // No story seals: there is no head to note.
  noteAuditHead: move(noteAuditHead, { on: () => ["now"], refusals: () => ["wrongState"] }),
};
