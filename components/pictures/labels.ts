/** A circle that may be labelled; in units of the picture's box. */
export type Circle = { key: string; x: number; y: number; r: number; text: string };

/** On which side of its circle a label stands. Left and right are those of the map, which is never mirrored. */
export type Side = "right" | "left" | "above" | "below";

/** How much room text takes, in units of the picture's box. */
export type TextSize = { perCharacter: number; height: number };

/** A part of the picture; in units of its box. */
export type Rectangle = { left: number; top: number; right: number; bottom: number };
type Box = { width: number; height: number };

type Placing = {
  box: Box;
  size: TextSize;
  most: number;
  fixed?: ReadonlyMap<string, Side>;
  avoid?: readonly Rectangle[];
};

const sides: readonly Side[] = ["right", "left", "above", "below"];
const gap = 3;

/**
 * Sides for the labels of `circles`, the first ones first, at most `most`: none leaves the box, meets another label or lies on a
 * circle (specks excepted) or on what is in `avoid`. What `fixed` has already placed stays where it is. A circle without a free side gets no label.
 */
export function placeLabels(
  circles: readonly Circle[],
  { box, size, most, fixed = new Map(), avoid = [] }: Placing,
): Map<string, Side> {
  const chosen = new Map<string, Side>();
  const taken: Rectangle[] = [...avoid];
  for (const circle of circles) {
    const side = fixed.get(circle.key);
    if (!side) continue;
    chosen.set(circle.key, side);
    taken.push(labelRectangle(circle, side, size));
  }
  for (const circle of circles) {
    if (chosen.size >= most) break;
    if (chosen.has(circle.key)) continue;
    const side = sides.find((one) => {
      const label = labelRectangle(circle, one, size);
      return (
        isInside(label, box) &&
        !taken.some((other) => meet(label, other)) &&
        !circles.some((other) => other !== circle && other.r > 6 && meet(label, around(other)))
      );
    });
    if (!side) continue;
    chosen.set(circle.key, side);
    taken.push(labelRectangle(circle, side, size));
  }
  return chosen;
}

/** The room that a circle's label takes on `side`. */
export function labelRectangle({ x, y, r, text }: Circle, side: Side, size: TextSize): Rectangle {
  const width = [...text].length * size.perCharacter;
  const half = size.height / 2;
  switch (side) {
    case "right":
      return { left: x + r + gap, right: x + r + gap + width, top: y - half, bottom: y + half };
    case "left":
      return { left: x - r - gap - width, right: x - r - gap, top: y - half, bottom: y + half };
    case "above":
      return { left: x - width / 2, right: x + width / 2, top: y - r - size.height, bottom: y - r };
    case "below":
      return { left: x - width / 2, right: x + width / 2, top: y + r, bottom: y + r + size.height };
  }
}

/** Where a label is tied to its circle: the middle of the edge, or of the side, that faces the circle. */
export function labelAnchor({ x, y, r }: Circle, side: Side): [number, number] {
  switch (side) {
    case "right":
      return [x + r + gap, y];
    case "left":
      return [x - r - gap, y];
    case "above":
      return [x, y - r];
    case "below":
      return [x, y + r];
  }
}

function around({ x, y, r }: Circle): Rectangle {
  // The square within the circle: corners of the outer one are paper.
  const half = r * 0.85;
  return { left: x - half, right: x + half, top: y - half, bottom: y + half };
}

function isInside({ left, top, right, bottom }: Rectangle, { width, height }: Box): boolean {
  return left >= 0 && top >= 0 && right <= width && bottom <= height;
}

function meet(one: Rectangle, other: Rectangle): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
