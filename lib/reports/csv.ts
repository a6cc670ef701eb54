import { csvRow } from "../platform/csv.ts";
import type { ReportFigures, Time } from "./figures.ts";

/** A report as a CSV file: one figure a line, under codes that stay the same in every language. Begins with the mark by which spreadsheets know UTF-8. */
export function reportCsv(figures: ReportFigures): string {
  const { period, funnel, times, seats, ladder } = figures;
  const lines: [section: string, row: string, measure: string, value: number | null][] = [
    ...Object.entries(funnel).map(([row, value]): [string, string, string, number] => [
      "funnel",
      row,
      "institutions",
      value,
    ]),
    ...timed("verification", "all", times.verification),
    ...timed("decision", "all", times.decision),
    ...times.sectors.flatMap(({ sector, decision }) => timed("decision", sector, decision)),
    ...(["bySector", "byProvince", "byKind"] as const).flatMap((section) =>
      figures[section].flatMap(({ key, awarded, declined, open, withdrawn }) =>
        Object.entries({ awarded, declined, open, withdrawn }).map(
          ([measure, value]): [string, string, string, number] => [section, key || "unknown", measure, value],
        ),
      ),
    ),
    ...Object.entries(seats).map(([row, value]): [string, string, string, number] => ["ofPeriod", row, "seats", value]),
    ...Object.entries(ladder).map(([row, value]): [string, string, string, number] => ["ladder", row, "seats", value]),
  ];
  return `\ufeff${csvRow(["from", "to", "section", "row", "measure", "value"])}${lines
    .map(([section, row, measure, value]) =>
      csvRow([period.from, period.to, section, row, measure, value === null ? "" : String(value)]),
    )
    .join("")}`;
}

function timed(section: string, row: string, { count, median, p90 }: Time): [string, string, string, number | null][] {
  return [
    [section, row, "count", count],
    [section, row, "medianWorkingDays", median],
    [section, row, "p90WorkingDays", p90],
  ];
}
