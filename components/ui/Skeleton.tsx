type Props = {
  /** A heading, lines of text, a box, or rows of a table: as tall as what comes, so that nothing moves. */
  kind?: "heading" | "text" | "box" | "rows";
  /** Lines or rows. */
  count?: number;
};

const heights = { heading: "h-9 w-2/3", text: "h-4", box: "h-32", rows: "h-11" };
const lengths = ["w-full", "w-11/12", "w-full", "w-3/4"];

/** Where something will stand. Unseen by screen readers: whoever shows it says once, in words, that something is on its way. */
export function Skeleton({ kind = "text", count = kind === "text" ? 3 : 1 }: Props) {
  return (
    <div aria-hidden="true" className={`flex flex-col ${kind === "rows" ? "gap-px" : "gap-[calc(1lh-1rem)]"}`}>
      {Array.from({ length: count }, (_, index) => `line-${index}`).map((key, index) => (
        <span
          key={key}
          className={`waiting block rounded-sm bg-line ${heights[kind]} ${kind === "text" ? lengths[index % 4] : ""}`}
        />
      ))}
    </div>
  );
}
