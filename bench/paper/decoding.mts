// Whether the checker's own decoder reads what is printed, in photographs of more and less blur.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { codeSquares } from "../../lib/licences/certificates/qr.ts";
import { splitPaper } from "../../verify/index.ts";
import { codesInPicture, prepareDecoder } from "../../verify/paper/scan.ts";
import { seeded } from "../shared/random.mts";
import { type Conditions, photograph } from "./photograph.mts";

/** A phone held by hand over a sheet in a room: corners off by three hundredths, some noise, a JPEG of middling quality. */
export const byHand: Omit<Conditions, "blur"> = { skew: 0.03, noise: 4, quality: 70, share: 0.9 };

/** Makes the decoder ready, as the command line does. */
export async function readyDecoder(): Promise<void> {
  prepareDecoder(await readFile(fileURLToPath(import.meta.resolve("zxing-wasm/reader/zxing_reader.wasm"))));
}

/** The codes of a proof of so many bytes. */
export function codesOfSize(bytes: number, count: number): string[] {
  const random = seeded(bytes);
  return splitPaper(
    Uint8Array.from({ length: bytes }, () => Math.floor(random() * 256)),
    count,
  );
}

/** Modules a side of a code without its quiet zone, and its version. */
export function versionOf(text: string): number {
  return (codeSquares(text).side - 8 - 17) / 4;
}

/** How many of `tries` photographs of codes side by side, or of one alone, give every code in them. */
export async function decoded(texts: readonly string[], conditions: Conditions, tries: number): Promise<number> {
  const random = seeded(Math.round(conditions.blur * 10) + texts.length);
  const codes = texts.map(codeSquares);
  const side = Math.max(...codes.map((code) => code.side));
  // On the sheet the code that leads to the check stands between the two.
  const gap = texts.length > 1 ? side * 0.8 : 0;
  const width = side * texts.length + gap * (texts.length - 1);
  const squares = codes.map(({ path }, i) => `<path transform="translate(${i * (side + gap)} 0)" d="${path}"/>`);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${side}" shape-rendering="crispEdges"><rect width="100%" height="100%" fill="#fff"/>${squares.join("")}</svg>`;
  let read = 0;
  for (let i = 0; i < tries; i++) {
    const found = await codesInPicture(await photograph(svg, { width, height: side }, conditions, random));
    if (texts.every((text) => found.includes(text))) read += 1;
  }
  return read;
}
