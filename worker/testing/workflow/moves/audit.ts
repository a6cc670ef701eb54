import { exportAudit } from "../../../../lib/audit/commands.ts";
import { move } from "../move.ts";

export const auditMoves = {
  exportAudit: move(exportAudit, { on: () => ["csv", "jsonl"], input: (format) => ({ format }) }),
};
