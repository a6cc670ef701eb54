import { geoConicEqualArea } from "d3-geo";
import { outline } from "./outline";

/** The picture's box, in its own units; the map fills it but for a margin for the largest circle. */
export const mapBox = { width: 600, height: 560, margin: 14 } as const;

const rings = outline.map((ring) => {
  const numbers = ring.split(" ").map((hundredths) => Number(hundredths) / 100);
  return Array.from({ length: numbers.length / 2 }, (_, at): [number, number] => [
    numbers[2 * at] ?? 0,
    numbers[2 * at + 1] ?? 0,
  ]);
});

// Two parallels through the country, so that areas (and circles beside them) compare.
const conic = geoConicEqualArea()
  .parallels([26, 35])
  .rotate([-69.5, 0])
  .fitExtent(
    [
      [mapBox.margin, mapBox.margin],
      [mapBox.width - mapBox.margin, mapBox.height - mapBox.margin],
    ],
    { type: "MultiPoint", coordinates: rings.flat() },
  );

/**
 * Where a place lies in the picture's box; null for what is no place, and for what lies outside of the picture (a district whose
 * centre nobody knows is at 0, 0). Degrees, north and east positive.
 */
export function placed(longitude: number, latitude: number): [number, number] | null {
  if (!Number.isFinite(longitude) || !Number.isFinite(latitude)) return null;
  const point = conic([longitude, latitude]);
  if (!point) return null;
  const [x, y] = point;
  return x >= 0 && x <= mapBox.width && y >= 0 && y <= mapBox.height ? point : null;
}

const round = (value: number) => Math.round(value * 10) / 10;

/** The outline as the path of an SVG. */
export const outlinePath = rings
  .map((ring) => {
    const points = ring.flatMap(([longitude, latitude]) => {
      const point = placed(longitude, latitude);
      return point ? [point.map(round).join(" ")] : [];
    });
    return `M${points.join("L")}Z`;
  })
  .join("");
