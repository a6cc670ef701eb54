/** The largest document, in bytes: 10 MiB. */
export const largestDocument = 10 * 1024 * 1024;

/** At most this many documents stand beside one institution. */
export const documentsOfInstitution = 20;

/** What may be uploaded, as its content shows. */
export type MediaType = "application/pdf" | "image/png" | "image/jpeg";

/** The ending that a file of that type gets, whatever it was called. */
const endings: Record<MediaType, string> = {
  "application/pdf": ".pdf",
  "image/png": ".png",
  "image/jpeg": ".jpg",
};

/**
 * The type of a file by its content: signature and the least structure that a reader needs (PDF: header and end mark;
 * PNG: header chunk to end chunk; JPEG: segments up to the image data, and the end mark). Undefined for anything else.
 * The name and the browser's claim count for nothing.
 */
export function mediaTypeOf(bytes: Uint8Array): MediaType | undefined {
  if (isPdf(bytes)) return "application/pdf";
  if (isPng(bytes)) return "image/png";
  return isJpeg(bytes) ? "image/jpeg" : undefined;
}

/**
 * A name to show and to download under: the last part of what was sent, without control and direction marks or characters that
 * file systems reserve, at most 120 characters, ending as its content says.
 */
export function fileNameOf(sent: string, mediaType: MediaType): string {
  const last = sent.normalize("NFC").split(/[/\\]/).at(-1) ?? "";
  const stem = last
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}<>:"|?*%]/gu, "")
    .replace(/\s+/g, " ")
    .replace(/\.(pdf|png|jpe?g)$/i, "")
    .replace(/^[.\s]+|[.\s]+$/g, "");
  return `${Array.from(stem).slice(0, 110).join("") || "document"}${endings[mediaType]}`;
}

function isPdf(bytes: Uint8Array): boolean {
  if (!/^%PDF-[12]\.\d/.test(ascii(bytes, 0, 8))) return false;
  const end = ascii(bytes, Math.max(0, bytes.length - 2048), bytes.length);
  return /startxref\s+\d+\s+%%EOF/.test(end);
}

function isPng(bytes: Uint8Array): boolean {
  const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  if (!signature.every((byte, index) => bytes[index] === byte)) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 8;
  let hasData = false;
  for (let first = true; at + 12 <= bytes.length; first = false) {
    const length = view.getUint32(at);
    const type = ascii(bytes, at + 4, at + 8);
    if (at + 12 + length > bytes.length) return false;
    if (first && (type !== "IHDR" || length !== 13 || view.getUint32(at + 8) === 0 || view.getUint32(at + 12) === 0))
      return false;
    if (type === "IDAT") hasData = true;
    if (type === "IEND") return hasData && length === 0;
    at += 12 + length;
  }
  return false;
}

function isJpeg(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let hasFrame = false;
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return false;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at++;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    hasFrame ||= isFrame;
    if (marker === 0xda) return hasFrame && hasEndMark(bytes);
    const length = view.getUint16(at + 2);
    if (length < 2) return false;
    at += 2 + length;
  }
  return false;
}

/** Cameras append zero bytes or previews; the end mark of the image has to be there all the same. */
function hasEndMark(bytes: Uint8Array): boolean {
  for (let at = bytes.length - 2; at > 2; at--) if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return true;
  return false;
}

function ascii(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}
