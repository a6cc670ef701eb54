"use client";
import "@/components/ui/aria/words";
import { useMemo } from "react";
import { RouterProvider } from "react-aria-components";
import { Checkbox } from "react-aria-components/Checkbox";
import { I18nProvider } from "react-aria-components/I18nProvider";
import { Link } from "react-aria-components/Link";
import { Cell, Column, Row, type Selection, Table, TableBody, TableHeader } from "react-aria-components/Table";
import { TableLayout, Virtualizer } from "react-aria-components/Virtualizer";
import { ariaLocale } from "@/components/ui/aria/words";
import { localePath } from "@/lib/platform/i18n/routing";
import { useGo } from "../Flow";
import { CellContent, lineDirection } from "./CellContent";
import { choiceWidth, type DeskColumn, type DeskRow, rowName } from "./model";
import type { TableProps } from "./PlainTable";
import { SortMark } from "./SortMark";
import { sortedBy } from "./sortedBy";
import { useListAddress } from "./useListAddress";

/**
 * The table's stand-in on larger screens: arrow keys, or j and k, walk it, Enter opens a row, letters jump to one, the space bar and
 * Shift choose. Only the rows in sight are in the page.
 */
export function DeskGrid({ caption, columns, rows, sort, choice, chosen, choose, locale, texts }: TableProps) {
  const go = useGo();
  const address = useListAddress();
  const rem = useMemo(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize), []);
  const rowHeight = (locale === "ur" ? 3.25 : 2.5) * rem;
  const fixed = rows.filter((row) => row.fixed).map(({ key }) => key);

  function select(selection: Selection) {
    choose(
      new Set(
        selection === "all" ? rows.filter((row) => !row.fixed).map(({ key }) => key) : [...selection].map(String),
      ),
    );
  }

  return (
    <I18nProvider locale={ariaLocale(locale)}>
      <RouterProvider navigate={go}>
        {choice && [...chosen].map((key) => <input key={key} type="hidden" name={choice.name} value={key} />)}
        <Virtualizer layout={TableLayout} layoutOptions={{ rowHeight, headingHeight: rowHeight }}>
          <Table
            aria-label={caption}
            selectionMode={choice ? "multiple" : "none"}
            selectedKeys={chosen}
            onSelectionChange={select}
            disabledKeys={fixed}
            disabledBehavior="selection"
            {...(sort && {
              sortDescriptor: { column: sort.by, direction: sort.order === "asc" ? "ascending" : "descending" },
            })}
            onSortChange={({ column }) => go(address(sortedBy(String(column), sort)))}
          >
            <TableHeader>
              {choice && (
                <Column id=" choice" width={choiceWidth * rem} minWidth={choiceWidth * rem}>
                  <Tick label={texts.selectAll} />
                </Column>
              )}
              {columns.map(({ key, label, kind, width = 1, min = 7, sortable = false }, index) => (
                <Column
                  key={key}
                  id={key}
                  isRowHeader={index === 0}
                  allowsSorting={sortable}
                  width={`${width}fr`}
                  minWidth={min * rem}
                  className={`${kind ?? ""} ${sortable ? "cursor-pointer" : ""}`}
                >
                  <span className="line">{label}</span>
                  {sortable && <SortMark order={sort?.by === key ? sort.order : undefined} />}
                </Column>
              ))}
            </TableHeader>
            <TableBody items={rows.map((row) => ({ id: row.key, row }))} dependencies={[columns, choice]}>
              {({ row }) => (
                <Row
                  id={row.key}
                  textValue={rowName(row, columns)}
                  {...(row.href && { href: localePath(row.href, locale) })}
                  data-opens={row.href ? "" : undefined}
                >
                  {choice && <Cell>{!row.fixed && <Tick label={texts.select} />}</Cell>}
                  {columns.map((column, index) => (
                    <Cell key={column.key} className={column.kind ?? ""} textValue="">
                      <Content row={row} column={column} locale={locale} first={index === 0} />
                    </Cell>
                  ))}
                </Row>
              )}
            </TableBody>
          </Table>
        </Virtualizer>
      </RouterProvider>
    </I18nProvider>
  );
}

function Content({ row, column, locale, first }: { row: DeskRow; column: DeskColumn; locale: string; first: boolean }) {
  const cell = row.cells[column.key];
  const mark = typeof cell === "object" && cell !== null ? cell : undefined;
  const href = first ? row.href : mark?.href;
  const content = <CellContent cell={cell} kind={column.kind} />;
  return (
    <span className="line" dir={lineDirection(column.kind, cell)}>
      {href ? (
        <Link
          href={localePath(href, locale)}
          {...(mark?.label && { "aria-label": mark.label })}
          className={first ? "font-semibold" : ""}
        >
          {content}
        </Link>
      ) : (
        content
      )}
    </span>
  );
}

function Tick({ label }: { label: string }) {
  return (
    <Checkbox
      slot="selection"
      aria-label={label}
      className="group relative flex size-9 cursor-pointer items-center justify-center"
    >
      <span className="flex size-5 items-center justify-center rounded-sm border border-edge bg-surface text-on-brand group-data-[focus-visible]:outline-3 group-data-[focus-visible]:outline-offset-2 group-data-[focus-visible]:outline-focus group-data-[indeterminate]:bg-brand group-data-[selected]:border-brand group-data-[selected]:bg-brand">
        <svg
          viewBox="0 0 16 16"
          className="hidden size-4 group-data-[indeterminate]:block group-data-[selected]:block"
          aria-hidden="true"
        >
          <path
            d="m3 8.5 3.2 3L13 4.5"
            className="group-data-[indeterminate]:hidden"
            fill="none"
            stroke="currentColor"
            strokeWidth="2.25"
          />
          <path
            d="M3.5 8h9"
            className="hidden group-data-[indeterminate]:block"
            fill="none"
            stroke="currentColor"
            strokeWidth="2.25"
          />
        </svg>
      </span>
    </Checkbox>
  );
}
