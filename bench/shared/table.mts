/** A column: its title, how wide it is, and whether its values are numbers, which stand to the right. */
export type Column = { title: string; width: number; isNumber?: boolean };

/** Prints a table line by line, as its rows come. */
export function table(columns: readonly Column[]): { row(...values: (string | number)[]): void } {
  const line = (values: readonly (string | number)[]) =>
    columns
      .map(({ width, isNumber }, i) => {
        const text = String(values[i] ?? "");
        return isNumber ? text.padStart(width) : text.padEnd(width);
      })
      .join("  ")
      .trimEnd();
  console.log(line(columns.map(({ title }) => title)));
  console.log(columns.map(({ width }) => "-".repeat(width)).join("  "));
  return { row: (...values) => console.log(line(values)) };
}
