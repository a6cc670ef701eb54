import { crc32 } from "node:zlib";
import sharp from "sharp";
import type { Drawing } from "./drawing.ts";

/** The drawing as SVG, a unit a pixel. */
export function svgOf(drawing: Drawing): string {
  const { width, height, shapes } = drawing;
  const paths = shapes.map(({ path, colour, line }) =>
    line === undefined
      ? `<path d="${path}" fill="${colour}"/>`
      : `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${line}"/>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${paths.join("")}</svg>`;
}

/** A picture of a drawing in pixels, with a text inside the file under a keyword (PNG, "tEXt"), readable without looking at it. */
export async function pngOf(drawing: Drawing, keyword: string, text: string): Promise<Buffer> {
  const png = await sharp(Buffer.from(svgOf(drawing)))
    .flatten({ background: "#ffffff" })
    .png({ palette: true, compressionLevel: 9 })
    .toBuffer();
  const content = Buffer.concat([Buffer.from("tEXt"), Buffer.from(`${keyword}\0${text}`, "latin1")]);
  const chunk = Buffer.alloc(content.length + 8);
  chunk.writeUInt32BE(content.length - 4);
  content.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(content), content.length + 4);
  // After the header, which is of one length always.
  return Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)]);
}
