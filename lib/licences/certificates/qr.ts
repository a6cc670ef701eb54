import qrcode from "qrcode-generator";

/** Modules that readers need free around a code. */
const quiet = 4;

/**
 * The dark squares of a QR code of level M as a path of SVG, on a square of `side` modules, the quiet zone among them. A text of the
 * characters that codes hold most densely is written in them.
 */
export function codeSquares(text: string): { side: number; path: string } {
  const code = qrcode(0, "M");
  code.addData(text, /^[0-9A-Z $%*+\-./:]+$/.test(text) ? "Alphanumeric" : "Byte");
  code.make();
  const size = code.getModuleCount();
  let path = "";
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const begin = column;
      while (column < size && code.isDark(row, column)) column++;
      if (column > begin) path += `M${begin + quiet} ${row + quiet}h${column - begin}v1h${begin - column}z`;
    }
  }
  return { side: size + 2 * quiet, path };
}
