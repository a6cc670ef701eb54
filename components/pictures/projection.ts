import { geoConicEqualArea } from "d3-geo";

/** The picture's box, in its own units; the map fills it but for a margin for the largest circle. */
export const mapBox = { width: 600, height: 510, margin: 14 } as const;

/** Degrees: what the picture has to hold, with room for names in the east and the south. */
const corners: [number, number][] = [
  [61.4, 24.0],
  [61.4, 30.0],
  [68.0, 23.4],
  [74.5, 37.4],
  [79.4, 33.0],
];

// Two parallels through the country, so that areas (and circles beside them) compare.
const conic = geoConicEqualArea()
  .parallels([26, 35])
  .rotate([-69.5, 0])
  .fitExtent(
    [
      [mapBox.margin, mapBox.margin],
      [mapBox.width - mapBox.margin, mapBox.height - mapBox.margin],
    ],
    { type: "MultiPoint", coordinates: corners },
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
