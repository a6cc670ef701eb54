"use client";
import { formatNumber } from "@/lib/platform/i18n/format";
import { cellText, type DeskChoice, type DeskRow, type DeskTexts } from "./model";

const button =
  "inline-flex min-h-9 cursor-pointer items-center rounded-md border border-edge bg-surface px-3 text-sm font-semibold hover:bg-sunken disabled:cursor-not-allowed disabled:opacity-60";

type Props = {
  choice: DeskChoice | undefined;
  chosen: ReadonlySet<string>;
  choose: (keys: ReadonlySet<string>) => void;
  rows: readonly DeskRow[];
  locale: string;
  texts: DeskTexts;
  summary: string | undefined;
};

/** How many rows there are; once some are chosen, how many of them and what can be done with them. It takes no more room. */
export function ChoiceBar({ choice, chosen, choose, rows, locale, texts, summary }: Props) {
  const isTooMany = choice !== undefined && chosen.size > choice.most;
  const sum =
    choice?.sum &&
    rows
      .filter(({ key }) => chosen.has(key))
      .reduce((total, { cells }) => total + Number(cellText(cells[choice.sum?.column ?? ""]).replaceAll(",", "")), 0);
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <p role="status" className="text-sm text-muted">
        {choice && chosen.size > 0 ? (
          <>
            <strong className="text-ink">{texts.selected.replace("{count}", formatNumber(chosen.size, locale))}</strong>
            {sum !== undefined && <> · {choice.sum?.text.replace("{sum}", formatNumber(sum, locale))}</>}
            {isTooMany && <span className="text-bad"> · {texts.atMost}</span>}
          </>
        ) : (
          summary
        )}
      </p>
      {choice?.send && (
        <button
          type="submit"
          disabled={isTooMany}
          className={`${button} ${chosen.size === 0 ? "sm:[@media(scripting:enabled)]:hidden" : ""}`}
        >
          {choice.send.label}
        </button>
      )}
      {chosen.size > 0 && (
        <button type="button" className={button} onClick={() => choose(new Set())}>
          {texts.clear}
        </button>
      )}
    </div>
  );
}
