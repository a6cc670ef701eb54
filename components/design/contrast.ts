/** Red, green and blue, 0 to 255. */
export type Colour = readonly [number, number, number];

/** The contrast of two colours, 1 to 21 (WCAG 2.2, definition of "contrast ratio"). */
export function contrast(one: Colour, other: Colour): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** `#rrggbb` or `rgb(r, g, b)` as a browser writes it; undefined for what is neither. */
export function colour(text: string): Colour | undefined {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text.trim());
  const parts = hex
    ? hex.slice(1).map((part) => Number.parseInt(part, 16))
    : /^rgb\((\d+), (\d+), (\d+)\)$/.exec(text.trim())?.slice(1).map(Number);
  return parts && ([parts[0], parts[1], parts[2]] as unknown as Colour);
}

function luminance(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
