import { StatusTag } from "@/components/ui/StatusTag";
import { Written } from "@/components/ui/Written";
import { languageOf } from "@/lib/platform/i18n/languageOf";
import type { DeskCell, DeskColumn } from "./model";

/** What stands in a cell, but for the links around it. */
export function CellContent({ cell, kind = "text" }: { cell: DeskCell | undefined; kind?: DeskColumn["kind"] }) {
  if (cell === null || cell === undefined) return null;
  if (typeof cell === "object") {
    if (cell.tone) return <StatusTag tone={cell.tone}>{cell.text}</StatusTag>;
    if (cell.at) return <time dateTime={cell.at}>{cell.text}</time>;
    if (cell.code)
      return (
        <>
          {cell.text}{" "}
          <bdi dir="ltr">
            <code className="text-[0.85em] text-muted">{cell.code}</code>
          </bdi>
        </>
      );
    return <CellContent cell={cell.text} kind={kind} />;
  }
  if (kind === "name") return <Written>{String(cell)}</Written>;
  if (kind === "id" && cell !== "–")
    return (
      <bdi dir="ltr" className="font-mono text-[0.94em] tabular-nums">
        {cell}
      </bdi>
    );
  return cell;
}

/**
 * A name or an identifier that is too long for its column loses its own end, whichever way it is written. `auto` would not
 * see it: what is isolated does not count.
 */
export function lineDirection(kind: DeskColumn["kind"], cell: DeskCell | undefined): "ltr" | "rtl" | undefined {
  if (kind === "id") return "ltr";
  if (kind !== "name") return undefined;
  const text = typeof cell === "object" ? cell?.text : cell;
  return languageOf(String(text ?? "")) === "ur" ? "rtl" : "ltr";
}
