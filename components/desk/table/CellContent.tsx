import { StatusTag } from "@/components/ui/StatusTag";
import { Written } from "@/components/ui/Written";
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
          <code dir="ltr" className="text-[0.85em] text-muted">
            {cell.code}
          </code>
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

/** A name or an identifier that is too long for its column loses its own end, whichever way it is written. */
export function lineDirection(kind: DeskColumn["kind"]): "auto" | undefined {
  return kind === "name" || kind === "id" ? "auto" : undefined;
}
