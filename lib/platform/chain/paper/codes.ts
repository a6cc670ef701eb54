import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*+-/";
/** Characters of a code of version 25, level M (ISO/IEC 18004, table 7): finer ones are not printed. */
const mostCharacters = 1451;

/** The texts of the codes that carry a packed proof: two, or more where two would be too fine for paper. */
export function paperCodes(packed: Uint8Array): string[] {
  for (let count = 2; count <= 8; count++) {
    const texts = split(packed, count);
    if (texts.every((text) => text.length <= mostCharacters)) return texts;
  }
  throw new Error(`${packed.length} bytes are too many for paper`);
}

function split(packed: Uint8Array, count: number): string[] {
  const paper = createHash("sha256").update("sanad-paper").update(packed).digest().subarray(0, 6);
  return Array.from({ length: count }, (_, i) => {
    const begin = Math.floor((i * packed.length) / count);
    const data = packed.subarray(begin, Math.floor(((i + 1) * packed.length) / count));
    const place = Buffer.concat([paper, Buffer.of((i << 4) | count)]);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(Buffer.concat([place, data])));
    return `SANAD1:${textOf(Buffer.concat([place, sum, data]))}`;
  });
}

/** Two bytes in three characters, one byte in two. */
function textOf(bytes: Buffer): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 2) {
    const isPair = at + 1 < bytes.length;
    let value = isPair ? bytes.readUInt16BE(at) : bytes.readUInt8(at);
    for (let left = isPair ? 3 : 2; left > 0; left--) {
      text += alphabet[value % alphabet.length];
      value = Math.floor(value / alphabet.length);
    }
  }
  return text;
}
