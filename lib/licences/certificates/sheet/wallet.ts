import { Drawing, gold, green, muted } from "./drawing.ts";
import { mark, starBand, watermark } from "./ornament.ts";
import type { SheetText } from "./text.ts";

const [width, height] = [1080, 2340];
const side = 70;
const middle = width / 2;

/** The certificate as a picture for a phone, in pixels: who, until when, and the codes of its proof, each as wide as can be. */
export function walletDrawing(text: SheetText, codes: readonly string[]): Drawing {
  const card = new Drawing(width, height);
  if (text.watermark) watermark(card, text.watermark, 36);
  starBand(card, 0, 60);
  starBand(card, height - 60, 60);
  mark(card, middle - 55, 90, 110);
  card.text(text.name[0], side, 165, { size: 54, weight: "bold" });
  card.text(text.name[1], width - side, 160, { size: 58, language: "ur", align: "right" });
  card.text(text.title[0], middle, 275, { size: 54, weight: "bold", align: "centre" }, 940);
  card.text(text.title[1], middle, 355, { size: 54, language: "ur", align: "centre", colour: green }, 940);
  card.rectangle(side, 398, width - 2 * side, 4, gold);
  card.text(text.number, middle, 482, { size: 66, weight: "bold", align: "centre" }, 940);
  card.rectangle(side, 514, width - 2 * side, 4, gold);
  facts(card, text);

  const isStacked = codes.length <= 2;
  const size = isStacked ? 660 : 440;
  for (const [i, code] of codes.entries()) {
    const [column, row] = isStacked ? [0.5, i] : [i % 2 === 0 ? 0.27 : 0.73, i >> 1];
    card.code(code, width * column - size / 2, 792 + row * (size + 4), size, 1);
  }
  const proof = text.proofText;
  if (proof) {
    card.paragraph(proof[0], side, 2160, 440, { size: 23, colour: muted }, 31);
    card.paragraph(proof[1], width - side, 2150, 450, { size: 25, language: "ur", align: "right", colour: muted }, 44);
  }
  return card;
}

function facts(card: Drawing, { facts: all }: SheetText): void {
  let y = 574;
  for (const key of ["institution", "validUntil"]) {
    const fact = all.find((one) => one.key === key);
    if (!fact) continue;
    const { label, values } = fact;
    card.text(label[0], side, y, { size: 26, colour: muted });
    card.text(label[1], width - side, y, { size: 30, language: "ur", align: "right", colour: muted });
    const language = /\p{Script=Arabic}/u.test(values[0]) ? "ur" : "en";
    const isSame = values[0] === values[1];
    card.text(values[0], side, y + 54, { size: 40, weight: "semibold", language }, isSame ? 940 : 500);
    if (!isSame) card.text(values[1], width - side, y + 54, { size: 42, language: "ur", align: "right" }, 420);
    y += 120;
  }
}
