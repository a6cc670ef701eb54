import { csvRow } from "../platform/csv.ts";
import type { ExportRow } from "./exportRows.ts";
import { canonicalJson } from "./rules.ts";
import type { ExportFormat } from "./schema.ts";

const columns = [
  ...["sequence", "id", "at", "actorId", "actorKind", "actorName", "action", "subjectKind", "subjectId", "outcome"],
  ...["code", "data", "previous", "hash"],
];

type Format = { mediaType: string; head: string; row(row: ExportRow): string };

/** The forms of an export (docs/audit.md, "The export"): text that goes before the rows, and the line of each. */
export const exportFormats: Record<ExportFormat, Format> = {
  csv: {
    mediaType: "text/csv; charset=utf-8",
    // The mark by which spreadsheets know that a file is UTF-8.
    head: `\uFEFF${csvRow(columns)}`,
    row({ event: { data, ...event }, seal, name }) {
      const cells: Record<string, string | null> = { ...event, ...seal, actorName: name, data: canonicalJson(data) };
      return csvRow(columns.map((column) => cells[column] ?? ""));
    },
  },
  jsonl: {
    mediaType: "application/jsonl; charset=utf-8",
    head: "",
    row({ event, seal }) {
      return `${JSON.stringify({ ...(seal ?? { sequence: null, previous: null, hash: null }), ...event })}\n`;
    },
  },
};
