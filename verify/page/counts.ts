/** Tables of counts: on a phone each row is a card, and says so to whoever cannot see it. */
import { code, element } from "./dom.ts";
import type { Language } from "./messages.ts";

/** A count as it is written. */
export function figure(count: bigint, language: Language): string {
  return count.toLocaleString(language === "ur" ? "ur-PK-u-nu-latn" : "en-GB");
}

/** A table under its columns' names, with what is counted together at its foot. */
export function countsTable(
  title: string,
  heads: readonly string[],
  bodies: readonly HTMLElement[],
  together: HTMLElement,
): HTMLElement {
  const names = heads.map((name) => element("th", { scope: "col", role: "columnheader" }, name));
  return element(
    "table",
    { class: "counts", role: "table" },
    element("caption", { class: "unseen" }, title),
    element("thead", { role: "rowgroup" }, element("tr", { role: "row" }, ...names)),
    ...bodies,
    element("tfoot", { role: "rowgroup" }, together),
  );
}

/** What a row is called, and its counts by their columns' names. */
export function countsRow(name: string, counts: readonly (readonly [name: string, count: string])[]): HTMLElement {
  const cells = counts.map(([column, count]) =>
    element(
      "td",
      { role: "cell" },
      element("span", { class: "counts__name", "aria-hidden": "true" }, column),
      code(count),
    ),
  );
  return element("tr", { role: "row" }, element("th", { scope: "row", role: "rowheader" }, name), ...cells);
}
