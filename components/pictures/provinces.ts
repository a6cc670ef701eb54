import type { Rectangle } from "./labels";

/**
 * Where a province's name stands, on open ground beside its districts, by its code (ISO 3166-2): the text's centre, in units of the
 * picture's box.
 */
const grounds: Readonly<Record<string, [x: number, y: number]>> = {
  "PK-BA": [95, 459],
  "PK-GB": [440, 20],
  "PK-JK": [506, 146],
  "PK-KP": [222, 115],
  "PK-PB": [487, 254],
  "PK-SD": [383, 430],
};

/** Longer names take two lines. */
const longest = 16;
const widest = 12;

/** A province's name with its place in the picture; one without ground of its own (a single district) is left out. */
export function provinceNames(districts: readonly { provinceIso: string; province: string }[]) {
  const names = new Map(districts.map(({ provinceIso, province }) => [provinceIso, province]));
  return [...names].flatMap(([iso, name]) => {
    const ground = grounds[iso];
    return ground ? [{ iso, name, x: ground[0], y: ground[1], isLong: name.length > longest }] : [];
  });
}

/** The room that a province's name takes, in units of the picture's box. */
export function provinceRoom(
  { name, x, y, isLong }: ReturnType<typeof provinceNames>[number],
  { perCharacter, height }: { perCharacter: number; height: number },
): Rectangle {
  const width = ((isLong ? widest : name.length) * perCharacter) / 2;
  const tall = isLong ? height : height / 2;
  return { left: x - width, right: x + width, top: y - tall, bottom: y + tall };
}
