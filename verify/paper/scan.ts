/** Reads the QR codes in a picture, by ZXing in WebAssembly. Fetched only when somebody has a picture to read. */
import { prepareZXingModule, type ReaderOptions, readBarcodes } from "zxing-wasm/reader";

const WHOLE: ReaderOptions = { formats: ["QRCode"], tryHarder: true, tryInvert: false, maxNumberOfSymbols: 16 };
/** For a camera's pictures, of which there is another soon. */
const QUICK: ReaderOptions = { ...WHOLE, tryHarder: false, tryRotate: false };

/** What a picture is: an image file's bytes, or pixels. */
export type Picture = Uint8Array | ImageData;

/** Where the decoder's program comes from: an address, or its bytes. */
export function prepareDecoder(program: string | Uint8Array): void {
  const overrides =
    typeof program === "string" ? { locateFile: () => program } : { wasmBinary: new Uint8Array(program).buffer };
  prepareZXingModule({ overrides });
}

/** The texts of all QR codes that can be read in a picture. Never throws for a picture that is none. */
export async function codesInPicture(picture: Picture, isQuick = false): Promise<string[]> {
  const results = await readBarcodes(picture, isQuick ? QUICK : WHOLE);
  return results.filter(({ isValid }) => isValid).map(({ text }) => text);
}
