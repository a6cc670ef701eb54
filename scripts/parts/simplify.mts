/** Longitude and latitude in degrees. */
export type Point = [number, number];

/**
 * The line without the points that lie within `tolerance` of what is left (Douglas and Peucker, "Algorithms for the reduction of
 * the number of points", 1973). First and last points stay.
 */
export function simplified(line: readonly Point[], tolerance: number): Point[] {
  const keep = new Set([0, line.length - 1]);
  const open: [number, number][] = [[0, line.length - 1]];
  for (let span = open.pop(); span; span = open.pop()) {
    const [from, to] = span;
    let furthest = -1;
    let most = tolerance;
    for (let index = from + 1; index < to; index++) {
      const away = distance(line[index] as Point, line[from] as Point, line[to] as Point);
      if (away > most) [furthest, most] = [index, away];
    }
    if (furthest < 0) continue;
    keep.add(furthest);
    open.push([from, furthest], [furthest, to]);
  }
  return line.filter((_, index) => keep.has(index));
}

/** From `point` to the segment from `a` to `b`; a ring begins where it ends, and then it is the distance to that point. */
function distance([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}
