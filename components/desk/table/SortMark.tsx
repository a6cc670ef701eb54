/** Which way a column is ordered, beside what `aria-sort` says; a place is kept for it where it is not. */
export function SortMark({ order }: { order: "asc" | "desc" | undefined }) {
  return (
    <svg
      viewBox="0 0 12 12"
      className={`ms-1.5 inline-block size-3 align-baseline ${order ? "" : "opacity-0"} ${order === "desc" ? "rotate-180" : ""}`}
      aria-hidden="true"
      focusable="false"
    >
      <path
        d="M6 10V2M2.5 5.5 6 2l3.5 3.5"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.75"
        strokeLinecap="round"
      />
    </svg>
  );
}
