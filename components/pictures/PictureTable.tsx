import type { ReactNode } from "react";
import "./pictures.css";

type Props = {
  caption: string;
  columns: { label: string; isFigure?: boolean }[];
  rows: { key: string; cells: ReactNode[] }[];
  foot?: ReactNode[] | undefined;
};

/** What a picture shows, figure by figure. Lean on purpose: a map has a hundred rows and more. */
export function PictureTable({ caption, columns, rows, foot }: Props) {
  return (
    <div className="picture-figures">
      <table className="picture-table">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ label, isFigure }) => (
              <th key={label} scope="col" data-figure={isFigure}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key}>{lined(cells)}</tr>
          ))}
        </tbody>
        {foot && (
          <tfoot>
            <tr>{lined(foot)}</tr>
          </tfoot>
        )}
      </table>
    </div>
  );

  function lined(cells: ReactNode[]) {
    return cells.map((cell, index) => {
      const column = columns[index];
      if (index === 0)
        return (
          <th key={column?.label} scope="row">
            {cell}
          </th>
        );
      return (
        <td key={column?.label} data-figure={column?.isFigure}>
          {cell}
        </td>
      );
    });
  }
}
