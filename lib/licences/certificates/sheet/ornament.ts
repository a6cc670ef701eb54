import { type Drawing, gold, green } from "./drawing.ts";

/** White at three quarters, on the green. */
const pale = "#c2d3ce";

/** A band of eight-pointed stars, two squares laid across each other, in tiles as high as the band. */
export function starBand(drawing: Drawing, y: number, height: number): void {
  drawing.rectangle(0, y, drawing.width, height, green);
  const tiles = Math.round(drawing.width / height);
  const tile = drawing.width / tiles;
  const line = height * 0.03;
  for (let i = 0; i < tiles; i++) {
    const [x, middle] = [i * tile + tile / 2, y + height / 2];
    for (const turn of [0, Math.PI / 4]) drawing.path(square(x, middle, height * 0.27, turn), pale, line);
    const reach = height * 0.38;
    drawing.path(
      `M${x - tile / 2} ${middle}L${x - reach} ${middle}M${x + reach} ${middle}L${x + tile / 2} ${middle}`,
      pale,
      line,
    );
    drawing.path(square(x, middle, height * 0.05, Math.PI / 4), gold);
  }
}

function square(x: number, y: number, half: number, turn: number): string {
  const corners = [1, 3, 5, 7].map((eighth) => {
    const angle = (eighth * Math.PI) / 4 + turn;
    const reach = half * Math.SQRT2;
    return `${(x + Math.cos(angle) * reach).toFixed(3)} ${(y + Math.sin(angle) * reach).toFixed(3)}`;
  });
  return `M${corners.join("L")}Z`;
}

/** The mark: a sheet with a folded corner, and on it the strokes of the letter seen; `size` wide. */
export function mark(drawing: Drawing, x: number, y: number, size: number): void {
  const at = (px: number, py: number) => `${(x + (px * size) / 32).toFixed(3)} ${(y + (py * size) / 32).toFixed(3)}`;
  drawing.path(
    `M${at(10, 1)}L${at(29, 1)}Q${at(31, 1)} ${at(31, 3)}L${at(31, 29)}Q${at(31, 31)} ${at(29, 31)}L${at(3, 31)}Q${at(1, 31)} ${at(1, 29)}L${at(1, 10)}Z`,
    green,
  );
  drawing.path(`M${at(10, 1)}L${at(10, 8)}Q${at(10, 10)} ${at(8, 10)}L${at(1, 10)}Z`, gold);
  const bowl = (left: number, right: number, top: number, bottom: number) =>
    `M${at(right, top)}L${at(right, bottom)}C${at(right, bottom + ((right - left) * 2) / 3)} ${at(left, bottom + ((right - left) * 2) / 3)} ${at(left, bottom)}L${at(left, top)}`;
  for (const stroke of [bowl(21, 26.5, 12.5, 14.5), bowl(15.5, 21, 12.5, 14.5), bowl(5.5, 15.5, 18.5, 20)])
    drawing.path(stroke, "#ffffff", (2.6 * size) / 32);
  drawing.path(`M${at(15.5, 14.5)}L${at(15.5, 20)}`, "#ffffff", (2.6 * size) / 32);
}

/** Says across the whole sheet that it is no licence, in both languages in turn; under everything else. */
export function watermark(drawing: Drawing, [english, urdu]: readonly [string, string], size: number): void {
  const pinkish = "#f3dedc";
  for (let row = 0; row * size * 5 < drawing.height; row++) {
    const y = size * 3 + row * size * 5;
    const x = drawing.width * (row % 4 < 2 ? 0.4 : 0.6);
    const style = { size, weight: "bold", colour: pinkish, align: "centre" } as const;
    if (row % 2 === 0) drawing.text(english, x, y, style);
    else drawing.text(urdu, x, y, { ...style, size: size * 1.3, language: "ur" });
  }
}
