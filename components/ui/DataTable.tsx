import type { ReactNode } from "react";
import { Link } from "@/lib/platform/i18n/navigation";
import { EmptyState } from "./EmptyState";

type Props = {
  caption: string;
  /** `act` marks what can be done with a row: on a card it says so itself and needs no label. */
  columns: { key: string; label: string; align?: "start" | "end"; act?: boolean }[];
  rows: { key: string; href?: string; cells: Record<string, ReactNode> }[];
  /** What to say when there is nothing: a sentence, or an `EmptyState` that says why and what to do. */
  empty: ReactNode;
  /** The caption is for screen readers alone where a heading says the same. */
  hideCaption?: boolean;
};

// Written out, since a browser may forget what a row is as soon as it is laid out as a block.
const roles = {
  table: { role: "table" },
  row: { role: "row" },
  head: { role: "columnheader" },
  cell: { role: "cell" },
};

/**
 * A table that becomes cards on a narrow screen, each headed by its first cell. A row's link lies over the whole row, and
 * is read once.
 */
export function DataTable({ caption, columns, rows, empty, hideCaption = true }: Props) {
  if (rows.length === 0) return typeof empty === "string" ? <EmptyState title={empty} /> : empty;
  const first = columns[0]?.key;
  return (
    <table
      {...roles.table}
      className="w-full border-collapse text-start text-sm max-sm:block [&_time]:whitespace-nowrap"
    >
      <caption className={hideCaption ? "sr-only" : "mb-2 text-start font-semibold"}>{caption}</caption>
      <thead className="max-sm:sr-only">
        <tr {...roles.row} className="border-b-2 border-edge">
          {columns.map(({ key, label, align }) => (
            <th
              key={key}
              {...roles.head}
              scope="col"
              className={`px-2 py-2 font-semibold first:ps-0 last:pe-0 lg:px-3 ${align === "end" ? "text-end" : "text-start"}`}
            >
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-sm:flex max-sm:flex-col max-sm:gap-3">
        {rows.map(({ key, href, cells }) => (
          <tr
            key={key}
            {...roles.row}
            className={`relative border-line max-sm:block max-sm:rounded-md max-sm:border max-sm:bg-surface max-sm:px-4 max-sm:py-2 sm:border-b ${
              href
                ? "hover:bg-tint has-[a.row-link:focus-visible]:outline-3 has-[a.row-link:focus-visible]:outline-focus"
                : ""
            }`}
          >
            {columns.map((column) => (
              <td
                key={column.key}
                {...roles.cell}
                className={`px-2 py-2.5 align-baseline first:ps-0 last:pe-0 lg:px-3 ${
                  isEmpty(cells[column.key]) ? "max-sm:hidden" : "max-sm:flex"
                } max-sm:items-baseline max-sm:justify-between max-sm:gap-4 max-sm:px-0 max-sm:py-1 ${
                  column.align === "end" ? "tabular-nums sm:text-end" : ""
                } ${column.key === first ? "max-sm:font-semibold" : ""}`}
              >
                {column.key !== first && !column.act && (
                  <span aria-hidden="true" className="shrink-0 text-muted sm:hidden">
                    {column.label}
                  </span>
                )}
                <div className={`min-w-0 ${column.key === first ? "" : "max-sm:text-end"}`}>
                  {href && column.key === first ? (
                    <Link
                      href={href}
                      className="row-link font-semibold after:absolute after:inset-0 focus-visible:outline-none"
                    >
                      {cells[column.key]}
                    </Link>
                  ) : (
                    cells[column.key]
                  )}
                </div>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A card has no line for what a row has nothing to say about. */
function isEmpty(cell: ReactNode): boolean {
  return cell === undefined || cell === null || cell === false || cell === "" || cell === "–";
}
