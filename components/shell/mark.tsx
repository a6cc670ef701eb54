/**
 * The mark: a sheet with a folded corner, and on it the three strokes of the letter seen, drawn as two notches and a bowl.
 * Decorative; the name stands beside it.
 */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden="true" focusable="false">
      <path d="M10 1h19a2 2 0 0 1 2 2v26a2 2 0 0 1-2 2H3a2 2 0 0 1-2-2V10z" fill="#0b4f3c" />
      <path d="M10 1v7a2 2 0 0 1-2 2H1z" fill="#d9992b" />
      <path
        d="M26.5 12.5v2a2.75 2.75 0 0 1-5.5 0v-2m0 2a2.75 2.75 0 0 1-5.5 0v-2m0 2V20a5 5 0 0 1-10 0v-1.5"
        fill="none"
        stroke="#fff"
        strokeWidth="2.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
