import { cookies } from "next/headers";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { EmptyState } from "@/components/ui";
import { formatNumber } from "@/lib/platform/i18n/format";
import { localePath } from "@/lib/platform/i18n/routing";
import { DeskTableClient } from "./DeskTableClient";
import { columnsCookie, type DeskChoice, type DeskColumn, type DeskRow, type DeskSort } from "./model";

type Props = {
  /** Names the list: the browser remembers by it which columns it hides. */
  list: string;
  caption: string;
  columns: DeskColumn[];
  rows: DeskRow[];
  /** How many there are in all, when that can be more than are shown. */
  total?: number;
  /** How many there are, in words. */
  summary?: string;
  sort?: DeskSort | undefined;
  choice?: DeskChoice | undefined;
  empty: ReactNode;
};

/**
 * A list of the desk. It comes from the server as a table, and as cards on a phone, and works so without JavaScript; on a
 * larger screen a grid of the same size takes its place, which is worked by keyboard and draws only the rows in sight.
 */
export async function DeskTable({ list, caption, columns, rows, total, summary, sort, choice, empty }: Props) {
  const [t, locale, jar] = [await getTranslations("desk.table"), await getLocale(), await cookies()];
  if (rows.length === 0) return typeof empty === "string" ? <EmptyState title={empty} /> : empty;
  const hidden = (jar.get(columnsCookie(list))?.value ?? "").split(".");
  const tooMany =
    total !== undefined && total > rows.length
      ? t("tooMany", { shown: formatNumber(rows.length, locale), total: formatNumber(total, locale) })
      : "";
  return (
    <DeskTableClient
      list={list}
      caption={caption}
      columns={columns}
      rows={rows}
      summary={summary}
      sort={sort}
      choice={
        choice?.send ? { ...choice, send: { ...choice.send, href: localePath(choice.send.href, locale) } } : choice
      }
      hidden={columns.map(({ key }) => key).filter((key) => hidden.includes(key))}
      locale={locale}
      texts={{
        select: t("select"),
        selectAll: t("selectAll"),
        selected: t.raw("selected"),
        clear: t("clear"),
        columns: t("columns"),
        columnsHint: t("columnsHint"),
        tooMany,
        keys: t(choice ? "keysChoosing" : "keys"),
        atMost: t("atMost", { most: choice?.most ?? 0 }),
      }}
    />
  );
}
