import type { Rectangle } from "./labels";
import { placed } from "./projection";

/** Where a province's name stands, on open ground beside its districts, by its code (ISO 3166-2). Degrees: the text's centre. */
const grounds: Readonly<Record<string, [longitude: number, latitude: number]>> = {
  "PK-BA": [63.4, 24.35],
  "PK-GB": [75.4, 37.3],
  "PK-JK": [76.7, 33.9],
  "PK-KP": [67.3, 34.5],
  "PK-PB": [76.3, 30.3],
  "PK-SD": [72.6, 25.3],
};

/** A province's name with its place in the picture; one without ground of its own (a single district) is left out. */
export function provinceNames(districts: readonly { provinceIso: string; province: string }[]) {
  const names = new Map(districts.map(({ provinceIso, province }) => [provinceIso, province]));
  return [...names].flatMap(([iso, name]) => {
    const ground = grounds[iso];
    const point = ground && placed(...ground);
    return point ? [{ iso, name, x: point[0], y: point[1] }] : [];
  });
}

/** The room that a province's name takes, in at most two lines, in units of the picture's box. */
export function provinceRoom(
  { name, x, y }: { name: string; x: number; y: number },
  { perCharacter, height }: { perCharacter: number; height: number },
): Rectangle {
  const width = (Math.min(name.length, 13) * perCharacter) / 2;
  const tall = name.length > 13 ? height : height / 2;
  return { left: x - width, right: x + width, top: y - tall, bottom: y + tall };
}
