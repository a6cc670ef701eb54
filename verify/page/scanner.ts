/** Reads pictures away from the page's own thread. The decoder's program is fetched when this starts, and not before. */
import program from "zxing-wasm/reader/zxing_reader.wasm?url";
import { codesInPicture, type Picture, prepareDecoder } from "../paper/scan.ts";

/** A picture to read; `isQuick` for one of a camera's, of which there is another soon. */
export interface ScanRequest {
  readonly id: number;
  readonly picture: Picture;
  readonly isQuick: boolean;
}

/** What was read, or null where the decoder could not be had. */
export interface ScanMessage {
  readonly id: number;
  readonly texts: readonly string[] | null;
}

prepareDecoder(new URL(program, location.href).href);

globalThis.addEventListener("message", async ({ data }: MessageEvent<ScanRequest>) => {
  const texts = await codesInPicture(data.picture, data.isQuick).catch(() => null);
  globalThis.postMessage({ id: data.id, texts } satisfies ScanMessage);
});
