"use client";
import Link from "next/link";
import { localePath } from "@/lib/platform/i18n/routing";
import { CellContent, lineDirection } from "./CellContent";
import {
  cellText,
  type DeskCell,
  type DeskChoice,
  type DeskColumn,
  type DeskRow,
  type DeskSort,
  type DeskTexts,
  rowName,
} from "./model";
import { SortMark } from "./SortMark";
import { sortedBy } from "./sortedBy";
import { useListAddress } from "./useListAddress";

export type TableProps = {
  caption: string;
  columns: readonly DeskColumn[];
  rows: readonly DeskRow[];
  sort: DeskSort | undefined;
  choice: DeskChoice | undefined;
  chosen: ReadonlySet<string>;
  choose: (keys: ReadonlySet<string>) => void;
  locale: string;
  texts: DeskTexts;
};

// Written out, since a browser may forget what a row is as soon as it is laid out as a block.
const roles = {
  table: { role: "table" },
  row: { role: "row" },
  head: { role: "columnheader" },
  rowHead: { role: "rowheader" },
  cell: { role: "cell" },
};

/** The table as the server sends it: lines under a head that stays, cards on a phone, and all of it without JavaScript. */
export function PlainTable({ caption, columns, rows, sort, choice, chosen, choose, locale, texts }: TableProps) {
  const address = useListAddress();

  function tick(key: string, isTicked: boolean) {
    const now = new Set(chosen);
    if (isTicked) now.add(key);
    else now.delete(key);
    choose(now);
  }

  return (
    <table {...roles.table}>
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr {...roles.row}>
          {choice && (
            <th {...roles.head} scope="col">
              <span className="sr-only">{texts.select}</span>
            </th>
          )}
          {columns.map(({ key, label, kind, sortable }) => (
            <th
              key={key}
              {...roles.head}
              scope="col"
              className={kind}
              aria-sort={sort?.by === key ? (sort.order === "asc" ? "ascending" : "descending") : undefined}
            >
              {sortable ? (
                <a href={address(sortedBy(key, sort))} className="text-ink no-underline hover:underline">
                  {label}
                  <SortMark order={sort?.by === key ? sort.order : undefined} />
                </a>
              ) : (
                <span className="line">{label}</span>
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key} {...roles.row} data-opens={row.href ? "" : undefined}>
            {choice && (
              <td {...roles.cell} className="choice">
                {!row.fixed && (
                  <input
                    type="checkbox"
                    name={choice.name}
                    value={row.key}
                    aria-label={`${texts.select} ${rowName(row, columns)}`}
                    checked={chosen.has(row.key)}
                    onChange={(event) => tick(row.key, event.currentTarget.checked)}
                    className="size-5"
                  />
                )}
              </td>
            )}
            {columns.map(({ key, label, kind }, index) => {
              const cell = row.cells[key];
              const content = <CellContent cell={cell} kind={kind} />;
              const way = typeof cell === "object" && cell?.href ? cell : undefined;
              if (index === 0)
                return (
                  <th key={key} {...roles.rowHead} scope="row" className={kind}>
                    <span className="line" dir={lineDirection(kind, cell)}>
                      {row.href ? (
                        <Link href={localePath(row.href, locale)} prefetch={false} className="opens">
                          {content}
                        </Link>
                      ) : (
                        content
                      )}
                    </span>
                  </th>
                );
              return (
                <td key={key} {...roles.cell} className={kind} data-empty={isEmpty(cell) ? "" : undefined}>
                  <span aria-hidden="true" className="term">
                    {label}
                  </span>
                  <span className="line" dir={lineDirection(kind, cell)}>
                    {way?.href ? (
                      <Link
                        href={localePath(way.href, locale)}
                        prefetch={false}
                        aria-label={way.label}
                        className="relative"
                      >
                        {content}
                      </Link>
                    ) : (
                      content
                    )}
                  </span>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A card has no line for what a row has nothing to say about. */
function isEmpty(cell: DeskCell | undefined): boolean {
  const text = cellText(cell);
  return text === "" || text === "–";
}
