import { codeSquares } from "@/lib/licences/certificates/qr";

/**
 * A QR code drawn on the server: dark on white in either theme, with the quiet zone that readers need. `className` sets its size,
 * unless what is around it does.
 */
export function QrCode({ text, label, className = "size-44" }: { text: string; label: string; className?: string }) {
  const { side, path } = codeSquares(text);
  return (
    <svg
      viewBox={`0 0 ${side} ${side}`}
      role="img"
      aria-label={label}
      className={`block ${className}`}
      shapeRendering="crispEdges"
    >
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
