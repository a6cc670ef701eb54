import fs from "node:fs";
import path from "node:path";
import { inflateSync } from "node:zlib";
import * as hb from "harfbuzzjs";

export type Weight = "regular" | "semibold" | "bold";

/** Where the fonts lie; next.config.ts has the build take them along. */
const folder = path.join(/* turbopackIgnore: true */ process.cwd(), "node_modules", "@fontsource");
const inter = (weight: number) => [
  `inter/files/inter-latin-${weight}-normal.woff`,
  `inter/files/inter-latin-ext-${weight}-normal.woff`,
];
const files = {
  regular: inter(400),
  semibold: inter(600),
  bold: inter(700),
  nastaliq: ["noto-nastaliq-urdu/files/noto-nastaliq-urdu-arabic-400-normal.woff"],
} as const;

const open = new Map<string, hb.Font>();

/** A piece of text in one direction, drawn: its width and outline in the unit of `size`, from its left end on the line. */
export type Run = { width: number; outline(x: number, y: number): string };

const arabic = /\p{scx=Arab}/u;
/** Words of Arabic script with the spaces between them, or whatever else stands between such. Marks belong to their letters. */
const pieces = /[\p{scx=Arab}\p{M}]+(?:[\s\u200c]+[\p{scx=Arab}\p{M}]+)*|[^\p{scx=Arab}\p{M}]+/gu;

/** A line of text as it is seen, from left to right, in a direction. Arabic script is set in Nastaliq, all else in Inter. */
export function setLine(text: string, size: number, weight: Weight, direction: "ltr" | "rtl"): Run {
  const runs = (text.match(pieces) ?? []).flatMap((piece) => shaped(piece, size, weight));
  const seen = direction === "rtl" ? runs.toReversed() : runs;
  const width = seen.reduce((sum, run) => sum + run.width, 0);
  return {
    width,
    outline: (x, y) => {
      let at = x;
      return seen
        .map((run) => {
          const begin = at;
          at += run.width;
          return run.outline(begin, y);
        })
        .join("");
    },
  };
}

function shaped(text: string, size: number, weight: Weight): Run[] {
  if (arabic.test(text)) return [shapedIn(files.nastaliq[0], text, size)];
  // Spaces at the ends of a piece are pieces of their own, so that they stay there in a line from the right.
  const [, before = "", word = "", after = ""] = /^(\s*)(.*?)(\s*)$/su.exec(text) ?? [];
  const [latin, extended] = files[weight];
  const font = latin && extended && hasAll(latin, word) ? latin : (extended ?? "");
  return [before, word, after]
    .filter((part) => part !== "")
    .map((part) => shapedIn(part === word ? font : (latin ?? ""), part, size));
}

function hasAll(file: string, text: string): boolean {
  return glyphs(file, text).every(({ codepoint }) => codepoint !== 0);
}

function glyphs(file: string, text: string) {
  const buffer = new hb.Buffer();
  buffer.addText(text);
  buffer.guessSegmentProperties();
  hb.shape(fontIn(file), buffer);
  return buffer.getGlyphInfosAndPositions();
}

function shapedIn(file: string, text: string, size: number): Run {
  const font = fontIn(file);
  const scale = size / font.face.upem;
  const all = glyphs(file, text);
  const width = all.reduce((sum, { xAdvance = 0 }) => sum + xAdvance, 0) * scale;
  const outline = (x: number, y: number) => {
    let [left, up] = [0, 0];
    return all
      .map(({ codepoint, xAdvance = 0, yAdvance = 0, xOffset = 0, yOffset = 0 }) => {
        const [dx, dy] = [left + xOffset, up + yOffset];
        left += xAdvance;
        up += yAdvance;
        return moved(font.glyphToPath(codepoint), (px, py) => [x + (px + dx) * scale, y - (py + dy) * scale]);
      })
      .join("");
  };
  return { width, outline };
}

/** A path of absolute commands with each point moved. */
function moved(path: string, move: (x: number, y: number) => [number, number]): string {
  return path.replace(/([MLQCZ])([^MLQCZ]*)/g, (_, command: string, rest: string) => {
    const values = (rest.match(/-?[\d.]+(?:e-?\d+)?/g) ?? []).map(Number);
    const points: string[] = [];
    for (let i = 0; i + 1 < values.length; i += 2) {
      const [x, y] = move(values[i] ?? 0, values[i + 1] ?? 0);
      points.push(`${x.toFixed(3)} ${y.toFixed(3)}`);
    }
    return command + points.join(" ");
  });
}

function fontIn(file: string): hb.Font {
  const known = open.get(file);
  if (known) return known;
  const bytes = unpacked(fs.readFileSync(path.join(folder, file)));
  const font = new hb.Font(new hb.Face(new hb.Blob(new Uint8Array(bytes).buffer), 0));
  open.set(file, font);
  return font;
}

/** The font in a WOFF file (version 1: tables packed by zlib). */
function unpacked(woff: Buffer): Buffer {
  const count = woff.readUInt16BE(12);
  const head = Buffer.alloc(12 + 16 * count);
  head.writeUInt32BE(woff.readUInt32BE(4), 0);
  head.writeUInt16BE(count, 4);
  const power = Math.floor(Math.log2(count));
  head.writeUInt16BE(16 << power, 6);
  head.writeUInt16BE(power, 8);
  head.writeUInt16BE(16 * count - (16 << power), 10);
  const parts: Buffer[] = [head];
  let at = head.length;
  for (let i = 0; i < count; i++) {
    const entry = 44 + 20 * i;
    const [offset, packedLength, length] = [4, 8, 12].map((field) => woff.readUInt32BE(entry + field)) as [
      number,
      number,
      number,
    ];
    const packed = woff.subarray(offset, offset + packedLength);
    const table = packedLength < length ? inflateSync(packed) : packed;
    woff.copy(head, 12 + 16 * i, entry, entry + 4);
    head.writeUInt32BE(woff.readUInt32BE(entry + 16), 16 + 16 * i);
    head.writeUInt32BE(at, 20 + 16 * i);
    head.writeUInt32BE(length, 24 + 16 * i);
    const padding = Buffer.alloc((4 - (length % 4)) % 4);
    parts.push(table, padding);
    at += length + padding.length;
  }
  return Buffer.concat(parts);
}
