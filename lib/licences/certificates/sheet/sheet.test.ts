import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { codesInFile } from "../../../../verify/paper/files.ts";
import { codesInPicture, prepareDecoder } from "../../../../verify/paper/scan.ts";
import { paperCodes } from "../../../platform/chain/paper/codes.ts";
import { certificateDrawing } from "./certificate.ts";
import { pdfOf } from "./pdf.ts";
import { pngOf } from "./png.ts";
import type { Both, SheetText } from "./text.ts";
import { walletDrawing } from "./wallet.ts";

const title: Both = ["Certificate of licence", "سندِ لائسنس"];
const words: Both = ["The large codes prove it.", "بڑے کوڈ اسے ثابت کرتے ہیں، 21 نومبر 2026 کو۔"];
const text: SheetText = {
  number: "SND-147AD-GKPSW-F",
  name: ["Sanad", "سند"],
  tagline: words,
  title,
  says: words,
  numberLabel: title,
  facts: [
    {
      key: "institution",
      label: title,
      values: ["University of the Punjab and all of its many affiliated colleges", "جامعہ پنجاب"],
    },
    { key: "validUntil", label: title, values: ["30 June 2027", "30 جون 2027"] },
  ],
  check: title,
  checkText: words,
  proofText: words,
  address: "portal.test/verify",
  link: "https://portal.test/verify/SND-147AD-GKPSW-F",
  site: { label: words, link: "https://aaaaa-aa.icp0.io/verify/SND-147AD-GKPSW-F" },
  printed: words,
  demonstration: words,
  watermark: title,
};
const codes = paperCodes(Uint8Array.from({ length: 1000 }, (_, i) => (i * 89) & 0xff));
const lines = `${codes.join("\n")}\n`;

async function read(picture: Uint8Array): Promise<string[]> {
  prepareDecoder(await readFile(fileURLToPath(import.meta.resolve("zxing-wasm/reader/zxing_reader.wasm"))));
  return codesInPicture(picture);
}

test("the PDF holds the codes as text, one page, and the address of the check", async () => {
  const drawing = certificateDrawing(text, codes);
  const attachment = { name: "licence.txt", description: title[1], text: lines };
  const pdf = pdfOf(drawing, { title: title[1], language: "ur", at: new Date(0), attachment });
  expect((await codesInFile(pdf)).split("\n")).toEqual(codes);
  const plain = pdf.toString("latin1");
  expect(plain.slice(0, 8)).toBe("%PDF-1.7");
  expect(plain).toContain(`/URI (${text.link})`);
  // The registry's own page, which needs no portal.
  expect(plain).toContain("/URI (https://aaaaa-aa.icp0.io/verify/SND-147AD-GKPSW-F)");
  // Where the table of objects is said to begin, it does.
  const table = Number(/startxref\n(\d+)/.exec(plain)?.[1]);
  expect(plain.slice(table, table + 4)).toBe("xref");
  // What is drawn is what the decoder of the page reads, beside the code that leads to the check.
  const found = await read(await pngOf(drawingOf(drawing), "Sanad", ""));
  expect(found.toSorted()).toEqual([...codes, text.link].toSorted());
}, 60_000);

test("the picture for a phone holds the codes as text, and shows them in whole pixels", async () => {
  const picture = await pngOf(walletDrawing(text, codes), "Sanad", lines);
  expect((await codesInFile(picture)).split("\n")).toEqual(codes);
  expect((await read(picture)).toSorted()).toEqual(codes.toSorted());
}, 60_000);

/** The same sheet, a millimetre drawn as six pixels. */
function drawingOf(drawing: ReturnType<typeof certificateDrawing>) {
  const scaled = Object.create(drawing) as typeof drawing;
  const shapes = drawing.shapes.map((shape) => ({
    ...shape,
    path: shape.path.replace(/-?\d+(\.\d+)?/g, (value) => String(Number(value) * 6)),
  }));
  return Object.assign(scaled, { width: drawing.width * 6, height: drawing.height * 6, shapes });
}
