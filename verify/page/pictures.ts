/** From a file or a camera's picture to the texts of the codes in it: by the browser's own detector, or by the one that is fetched. */
import type { ScanMessage, ScanRequest } from "./scanner.ts";

/** Pixels on the longer side: what a code of version 25 on a whole sheet needs, and a phone's memory bears. */
const LONGEST = 3000;

interface Detector {
  detect(source: ImageBitmapSource): Promise<readonly { readonly rawValue: string }[]>;
}
type Detectors = { BarcodeDetector?: new (options: { formats: string[] }) => Detector };

let detector: Promise<Detector | null> | undefined;
let scanner: Worker | undefined;
let asked = 0;

/** The codes in a file's picture; null where the decoder could not be had. */
export async function codesOfPicture(file: Blob): Promise<readonly string[] | null> {
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (!bitmap) return [];
  const scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
  const pixels = pixelsOf(bitmap, Math.round(bitmap.width * scale), Math.round(bitmap.height * scale));
  return (await scan(pixels, false)) ?? (await detected(bitmap));
}

/** The codes that a camera sees now; null where no decoder can be had. */
export async function codesInSight(video: HTMLVideoElement): Promise<readonly string[] | null> {
  const { videoWidth: width, videoHeight: height } = video;
  if (width === 0) return [];
  return (await detected(video)) ?? (await scan(pixelsOf(video, width, height), true));
}

/** By the browser's own detector, null where there is none. */
async function detected(source: ImageBitmapSource): Promise<string[] | null> {
  detector ??= makeDetector();
  const own = await detector;
  if (!own) return null;
  try {
    return (await own.detect(source)).map(({ rawValue }) => rawValue);
  } catch {
    detector = Promise.resolve(null);
    return null;
  }
}

async function makeDetector(): Promise<Detector | null> {
  try {
    const { BarcodeDetector } = globalThis as typeof globalThis & Detectors;
    return BarcodeDetector ? new BarcodeDetector({ formats: ["qr_code"] }) : null;
  } catch {
    return null;
  }
}

function pixelsOf(source: CanvasImageSource, width: number, height: number): ImageData {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("no canvas");
  context.drawImage(source, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}

/** By the decoder in its worker. */
function scan(picture: ImageData, isQuick: boolean): Promise<readonly string[] | null> {
  scanner ??= new Worker(new URL("./scanner.ts", import.meta.url), { type: "module" });
  const worker = scanner;
  asked += 1;
  const request: ScanRequest = { id: asked, picture, isQuick };
  return new Promise((resolve) => {
    const listening = new AbortController();
    const { signal } = listening;
    const finish = (texts: readonly string[] | null) => {
      listening.abort();
      if (texts === null) {
        // Without its program it will not do better later: the next picture begins anew.
        worker.terminate();
        scanner = undefined;
      }
      resolve(texts);
    };
    worker.addEventListener(
      "message",
      ({ data }: MessageEvent<ScanMessage>) => data.id === request.id && finish(data.texts),
      { signal },
    );
    worker.addEventListener("error", () => finish(null), { signal });
    worker.postMessage(request, [picture.data.buffer]);
  });
}
