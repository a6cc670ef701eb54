// Writes the outline of Pakistan that the map is drawn on: node scripts/outline.mts
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { root } from "./parts/root.mts";
import { type Point, simplified } from "./parts/simplify.mts";

/** ISO 3166-1 numeric. */
const pakistan = "586";
/** Degrees: what a map of a few hundred pixels does not show. */
const tolerance = 0.025;

const require = createRequire(import.meta.url);
const atlas = JSON.parse(readFileSync(require.resolve("world-atlas/countries-10m.json"), "utf8")) as Topology<{
  countries: GeometryCollection;
}>;
const found = feature(atlas, atlas.objects.countries).features.find(({ id }) => id === pakistan);
if (!found) throw new Error("the atlas has no Pakistan");
const { geometry } = found;
const polygons =
  geometry.type === "MultiPolygon" ? geometry.coordinates : geometry.type === "Polygon" ? [geometry.coordinates] : [];

const rings = polygons
  .flatMap(([outer]) => (outer ? [simplified(outer as Point[], tolerance)] : []))
  .filter((ring) => ring.length > 3)
  .map((ring) => ring.map(([longitude, latitude]) => `${hundredths(longitude)} ${hundredths(latitude)}`).join(" "));

const file = path.join(root, "components/pictures/outline.ts");
writeFileSync(
  file,
  `// Made by scripts/outline.mts from world-atlas (ISC), which carries Natural Earth 1:10m (public domain). Not edited by hand.

/** Pakistan as Natural Earth draws it: rings of "longitude latitude …", in hundredths of a degree. */
export const outline: readonly string[] = [
${rings.map((ring) => `  "${ring}",\n`).join("")}];
`,
);
console.log(`${rings.length} rings, ${rings.join(" ").split(" ").length / 2} points, ${rings.join("").length} bytes`);

function hundredths(degrees: number): number {
  return Math.round(degrees * 100);
}
