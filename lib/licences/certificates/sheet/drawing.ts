import { codeSquares } from "../qr.ts";
import { setLine, type Weight } from "./font.ts";

/** A shape in one colour: filled, or drawn as a line of a width. Paths have absolute M, L, Q, C, Z, and h and v in codes. */
export type Shape = { path: string; colour: string; line?: number };

export type TextStyle = {
  size: number;
  weight?: Weight;
  colour?: string;
  language?: "en" | "ur";
  align?: "left" | "centre" | "right";
};

export const ink = "#15211c";
export const muted = "#505c55";
export const green = "#0b4f3c";
export const gold = "#d9992b";

/** A sheet that text and shapes are put on, in a unit of its own; y grows downwards. The same drawing becomes PDF and picture. */
export class Drawing {
  readonly width: number;
  readonly height: number;
  readonly shapes: Shape[] = [];
  /** Places that lead to an address. */
  readonly links: { x: number; y: number; width: number; height: number; address: string }[] = [];

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.rectangle(0, 0, width, height, "#ffffff");
  }

  rectangle(x: number, y: number, width: number, height: number, colour: string): void {
    this.path(`M${x} ${y}L${x + width} ${y}L${x + width} ${y + height}L${x} ${y + height}Z`, colour);
  }

  path(path: string, colour: string, line?: number): void {
    this.shapes.push({ path, colour, ...(line !== undefined && { line }) });
  }

  /** A line of text on the line `y`, made smaller where it would be wider than `most`. */
  text(words: string, x: number, y: number, style: TextStyle, most = Number.POSITIVE_INFINITY): number {
    const { size, weight = "regular", colour = ink, language = "en", align = "left" } = style;
    const direction = language === "ur" ? "rtl" : "ltr";
    const natural = setLine(words, size, weight, direction);
    const line = natural.width > most ? setLine(words, (size * most) / natural.width, weight, direction) : natural;
    const left = align === "left" ? x : align === "right" ? x - line.width : x - line.width / 2;
    this.path(line.outline(left, y), colour);
    return line.width;
  }

  /** Text over several lines of `width`, the first on the line `y`; gives the line that would come next. */
  paragraph(words: string, x: number, y: number, width: number, style: TextStyle, leading: number): number {
    const { size, weight = "regular", language = "en" } = style;
    const direction = language === "ur" ? "rtl" : "ltr";
    let line = "";
    let at = y;
    const put = (whole: string) => {
      this.text(whole, x, at, style, width);
      at += leading;
    };
    for (const word of words.split(/\s+/)) {
      const longer = line === "" ? word : `${line} ${word}`;
      if (line !== "" && setLine(longer, size, weight, direction).width > width) {
        put(line);
        line = word;
      } else line = longer;
    }
    if (line !== "") put(line);
    return at;
  }

  /** A QR code on white, `size` wide with its quiet zone. `unit` is what a module is a multiple of: a picture's whole pixels. */
  code(words: string, x: number, y: number, size: number, unit = 0): void {
    const { side, path } = codeSquares(words);
    const module = unit > 0 ? Math.max(unit, Math.floor(size / side / unit) * unit) : size / side;
    const begin = (size - module * side) / 2;
    const [left, top] = unit > 0 ? [Math.round(x + begin), Math.round(y + begin)] : [x + begin, y + begin];
    this.rectangle(left, top, module * side, module * side, "#ffffff");
    const squares = path.replace(/M(\d+) (\d+)h(\d+)v1h-\d+z/g, (_, column, row, length) => {
      const [a, b] = [left + Number(column) * module, top + Number(row) * module];
      const [c, d] = [a + Number(length) * module, b + module];
      return `M${n(a)} ${n(b)}L${n(c)} ${n(b)}L${n(c)} ${n(d)}L${n(a)} ${n(d)}Z`;
    });
    this.path(squares, "#000000");
  }
}

function n(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
