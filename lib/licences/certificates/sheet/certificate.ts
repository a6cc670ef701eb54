import { Drawing, gold, green, ink, muted } from "./drawing.ts";
import { mark, starBand, watermark } from "./ornament.ts";
import type { SheetText } from "./text.ts";

const [width, height] = [210, 297];
const left = 20;
const right = width - left;
const middle = width / 2;
const band = 9;
const hairline = "#ddd6c6";

/** The certificate on one sheet of A4, in millimetres, with the codes of its proof. */
export function certificateDrawing(text: SheetText, codes: readonly string[]): Drawing {
  const sheet = new Drawing(width, height);
  if (text.watermark) watermark(sheet, text.watermark, 7);
  starBand(sheet, 0, band);
  starBand(sheet, height - band, band);
  for (const [inset, line] of [
    [3.5, 0.5],
    [4.7, 0.2],
  ] as const) {
    const [top, bottom] = [band + inset, height - band - inset];
    const [begin, end] = [inset + 3, width - inset - 3];
    sheet.path(`M${begin} ${top}L${end} ${top}L${end} ${bottom}L${begin} ${bottom}Z`, gold, line);
  }
  head(sheet, text);
  const y = facts(sheet, text, 106);
  proof(sheet, text, codes, y + 5);
  foot(sheet, text);
  return sheet;
}

function head(sheet: Drawing, { name, tagline, title, says, number, numberLabel }: SheetText): void {
  mark(sheet, middle - 8, 19, 16);
  sheet.text(name[0], left, 26, { size: 6, weight: "bold" });
  sheet.text(tagline[0], left, 31.5, { size: 3.2, colour: muted }, 66);
  sheet.text(name[1], right, 25.5, { size: 6.4, language: "ur", align: "right" });
  sheet.text(tagline[1], right, 33.5, { size: 3.8, language: "ur", align: "right", colour: muted }, 66);
  sheet.text(title[0], middle, 49, { size: 11, weight: "bold", align: "centre", colour: ink }, 165);
  sheet.text(title[1], middle, 61, { size: 9.5, language: "ur", align: "centre", colour: green }, 165);
  sheet.paragraph(says[0], left, 71, 80, { size: 3.7 }, 5.2);
  sheet.paragraph(says[1], right, 71, 80, { size: 4.1, language: "ur", align: "right" }, 7.6);
  for (const y of [86, 102]) sheet.rectangle(left, y, right - left, 0.5, green);
  sheet.text(numberLabel[0], left, 95.5, { size: 3.4, colour: muted });
  sheet.text(numberLabel[1], right, 95.5, { size: 3.8, language: "ur", align: "right", colour: muted });
  sheet.text(number, middle, 97.2, { size: 9, weight: "bold", align: "centre" });
}

/** A row for each fact, labels outside, values inside; the line under the last. */
function facts(sheet: Drawing, text: SheetText, top: number): number {
  let y = top;
  for (const { key, label, values } of text.facts) {
    const isLong = key === "institution" || key === "givenTo";
    const size = isLong ? 4.1 : 3.7;
    const isWordy = label[0].length > 18;
    const [english, urdu] = isWordy ? [2.7, 2.9] : [3.3, 3.7];
    const of = { language: "ur", align: "right", colour: muted } as const;
    sheet.paragraph(label[0], left, y + (isWordy ? 4.4 : 6.6), 31, { size: english, colour: muted }, 3.5);
    sheet.paragraph(label[1], right, y + (isWordy ? 3.4 : 6), 31, { ...of, size: urdu }, 4.8);
    const isSame = values[0] === values[1];
    const language = /\p{Script=Arabic}/u.test(values[0]) ? "ur" : "en";
    sheet.text(values[0], left + 33, y + 6.6, { size, weight: "semibold", language }, isSame ? 104 : 51);
    if (!isSame) {
      const other = /\p{Script=Arabic}/u.test(values[1]) ? "ur" : "en";
      sheet.text(values[1], right - 33, y + 6, { size: size * 1.12, language: other, align: "right" }, 51);
    }
    y += 9.6;
    sheet.rectangle(left, y, right - left, 0.2, hairline);
  }
  return y;
}

/** The codes of the proof, and between them the one that leads to the check; under them what they are for. */
function proof(sheet: Drawing, text: SheetText, codes: readonly string[], top: number): void {
  const link = 30;
  const most = Math.min(49, (right - left - link - 8 * codes.length) / Math.max(codes.length, 1));
  const gap = (right - left - link - most * codes.length) / Math.max(codes.length, 1);
  const places = [...codes.slice(0, 1), null, ...codes.slice(1)];
  let x = codes.length === 0 ? middle - link / 2 : left;
  for (const code of places) {
    const size = code === null ? link : most;
    const y = top + (code === null && codes.length > 0 ? (most - link) / 2 - 2 : 0);
    sheet.code(code ?? text.link, x, y, size);
    const centre = { size: 3, align: "centre", colour: muted } as const;
    if (code === null) {
      sheet.text(
        text.address,
        x + size / 2,
        y + size + 3.4,
        { ...centre, weight: "semibold", colour: ink },
        size + gap,
      );
      sheet.links.push({ x, y, width: size, height: size + 5, address: text.link });
    } else
      sheet.text(`${codes.indexOf(code) + 1}/${codes.length}`, x + size / 2, y + size + 2.2, { ...centre, size: 2.6 });
    x += size + gap;
  }
  const below = top + (codes.length > 0 ? most : link);
  if (text.site) registryPage(sheet, text.site, below + 6.6);
  const y = below + (text.site ? 12 : 9);
  for (const [language, i] of [
    ["en", 0],
    ["ur", 1],
  ] as const) {
    const isUrdu = language === "ur";
    const x = isUrdu ? right : left;
    const style = { size: isUrdu ? 3.1 : 2.75, language, align: isUrdu ? "right" : "left" } as const;
    const leading = isUrdu ? 5.6 : 3.9;
    sheet.text(text.check[i], x, y, { ...style, size: style.size * 1.2, weight: "semibold" });
    const words = [text.checkText[i], ...(text.proofText ? [text.proofText[i]] : [])].join(" ");
    sheet.paragraph(words, x, y + leading * 1.05, 82, style, leading);
  }
}

/** A line across: the registry's own page of the licence, which stays when there is no portal. */
function registryPage(sheet: Drawing, { label, link }: NonNullable<SheetText["site"]>, y: number): void {
  const words = { size: 2.7, colour: muted } as const;
  sheet.text(label[0], left, y, words, 40);
  sheet.text(label[1], right, y - 0.4, { ...words, size: 3, language: "ur", align: "right" }, 40);
  sheet.text(link, middle, y, { size: 2.7, weight: "semibold", align: "centre" }, 86);
  sheet.links.push({ x: left + 42, y: y - 3, width: 86, height: 4.5, address: link });
}

function foot(sheet: Drawing, { printed, demonstration }: SheetText): void {
  const y = height - band - 11;
  const said = (i: 0 | 1) => [...(demonstration ? [demonstration[i]] : []), printed[i]].join(" ");
  sheet.paragraph(said(0), left, y, 82, { size: 2.4, colour: muted }, 3.3);
  sheet.paragraph(said(1), right, y - 0.6, 82, { size: 2.6, language: "ur", align: "right", colour: muted }, 4.6);
}
