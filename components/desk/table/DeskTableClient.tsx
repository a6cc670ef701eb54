"use client";
import "./desk-table.css";
import { type CSSProperties, useRef, useState, useSyncExternalStore } from "react";
import { Popover } from "@/components/ui/Popover";
import { useLazy } from "@/components/ui/useLazy";
import { ChoiceBar } from "./ChoiceBar";
import { ColumnChoice } from "./ColumnChoice";
import {
  columnsCookie,
  type DeskChoice,
  type DeskColumn,
  type DeskRow,
  type DeskSort,
  type DeskTexts,
  gridTemplate,
  leastWidth,
  shownColumns,
} from "./model";
import { PlainTable } from "./PlainTable";
import { useRowKeys } from "./useRowKeys";
import { useScrollHeard } from "./useScrollHeard";
import { useTakeOver } from "./useTakeOver";

type Props = {
  list: string;
  caption: string;
  columns: DeskColumn[];
  rows: DeskRow[];
  summary: string | undefined;
  sort: DeskSort | undefined;
  choice: DeskChoice | undefined;
  hidden: string[];
  locale: string;
  texts: DeskTexts;
};

const load = () => import("./DeskGrid");
/** With more cards than these, whatever follows a list would be out of a phone's reach. */
const longList = 50;
const year = 365 * 24 * 60 * 60 * 1_000;

/** The part of `DeskTable` that runs in the browser: what is chosen, which columns show, and which of the two tables. */
export function DeskTableClient({
  list,
  caption,
  columns,
  rows,
  summary,
  sort,
  choice,
  locale,
  texts,
  ...rest
}: Props) {
  const [hidden, setHidden] = useState(rest.hidden);
  const choosable = choice ? rows.filter(({ fixed }) => !fixed).map(({ key }) => key) : [];
  const [asked, choose] = useState<ReadonlySet<string>>(() => new Set(choice?.all ? choosable : []));
  // Rows may have gone since they were chosen.
  const chosen = new Set(choosable.filter((key) => asked.has(key)));
  const frame = useRef<HTMLDivElement>(null);
  const hasLines = useSyncExternalStore(watchLines, () => matchMedia(lines).matches, onServer);
  const [part] = useLazy(load, hasLines);
  const isGrid = useTakeOver(part !== undefined && hasLines, frame);
  useRowKeys(frame, isGrid);
  useScrollHeard(frame, isGrid);
  const shown = shownColumns(columns, hidden);
  const table = { caption, columns: shown, rows, sort, locale, texts, choice, chosen, choose };

  function show(key: string, isShown: boolean) {
    const now = isShown ? hidden.filter((other) => other !== key) : [...hidden, key];
    setHidden(now);
    // A browser without this way to a cookie shows all columns again the next time.
    void window.cookieStore?.set({
      name: columnsCookie(list),
      value: now.join("."),
      path: "/",
      expires: Date.now() + year,
      sameSite: "lax",
    });
  }

  const content = (
    <>
      <div className="no-print flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <ChoiceBar {...{ choice, chosen, choose, rows, locale, texts, summary }} />
        {hasLines && columns.length > 2 && (
          <Popover label={texts.columns}>
            <ColumnChoice columns={columns} hidden={hidden} hint={texts.columnsHint} show={show} />
          </Popover>
        )}
      </div>
      <div
        ref={frame}
        className="desk-table mt-2"
        data-grid={isGrid || undefined}
        data-long={rows.length > longList || undefined}
        {...(rows.length > longList && !hasLines && reachable(caption))}
        style={
          {
            "--columns": gridTemplate(shown, choice !== undefined),
            "--least": `${leastWidth(shown, choice !== undefined)}rem`,
            "--lines": rows.length + 1,
          } as CSSProperties
        }
      >
        {isGrid && part ? <part.DeskGrid {...table} /> : <PlainTable {...table} />}
      </div>
      {isGrid && <p className="no-print mt-2 text-sm text-muted">{texts.keys}</p>}
      {texts.tooMany && <p className="mt-2 text-sm text-muted">{texts.tooMany}</p>}
    </>
  );
  if (!choice?.send) return <div>{content}</div>;
  return (
    <form method="get" action={choice.send.href}>
      {content}
    </form>
  );
}

/** What scrolls must be reached by keyboard, in browsers too that do not see to it themselves. */
const reachable = (label: string) => ({ role: "group", "aria-label": label, tabIndex: 0 });

/** On a screen of this width rows are lines; below they are cards, and on paper a table. */
const lines = "screen and (min-width: 40rem)";

function watchLines(changed: () => void): () => void {
  const query = matchMedia(lines);
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
}

const onServer = () => false;
