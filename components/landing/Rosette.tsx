const turns = Array.from({ length: 18 }, (_, turn) => turn * 10);

/** The engraver's rosette of a deed: one ellipse, turned. Decorative. */
export function Rosette({ className }: { className?: string }) {
  return (
    <svg viewBox="-200 -200 400 400" className={className} aria-hidden="true" focusable="false">
      <g fill="none" stroke="currentColor" strokeWidth="1">
        {turns.map((turn) => (
          <g key={turn} transform={`rotate(${turn})`}>
            <ellipse rx="196" ry="74" />
            <ellipse rx="128" ry="42" />
          </g>
        ))}
      </g>
    </svg>
  );
}
