/** The codes of a licence in a file that holds them as text: the PDF and the image that a portal hands out, or a plain text. */
import { concat } from "../bytes.ts";

/** Bytes of a file that are looked at, and that one packed part of it may unfold to. */
const MOST_BYTES = 20_000_000;
const MOST_UNPACKED = 200_000;
/** Packed parts of a PDF that are looked into. */
const MOST_STREAMS = 200;

const latin1 = new TextDecoder("latin1");

/**
 * The codes that stand in a file as text, a line each, empty where there is none: bare, or in the packed parts of a PDF that another
 * program has saved anew. Nothing is believed of the file, and nothing in it is run.
 */
export async function codesInFile(file: Uint8Array): Promise<string> {
  const bytes = file.subarray(0, MOST_BYTES);
  const found = codesIn(latin1.decode(bytes));
  if (found !== "" || latin1.decode(bytes.subarray(0, 5)) !== "%PDF-") return found;
  const texts: string[] = [];
  for (const stream of packedStreams(bytes)) texts.push(codesIn(await unpacked(stream)));
  return texts.filter((text) => text !== "").join("\n");
}

function codesIn(text: string): string {
  return [...new Set(text.match(/SANAD\d+:[0-9A-Z$*+\-/]{20,}/g))].join("\n");
}

function* packedStreams(bytes: Uint8Array): Generator<Uint8Array> {
  const text = latin1.decode(bytes);
  const begin = /FlateDecode[\s\S]{0,300}?stream\r?\n/g;
  for (let n = 0; n < MOST_STREAMS; n++) {
    const found = begin.exec(text);
    if (!found) return;
    const end = text.indexOf("endstream", begin.lastIndex);
    if (end < 0) return;
    yield bytes.subarray(begin.lastIndex, end);
    begin.lastIndex = end;
  }
}

/** What a packed part unfolds to, as far as it goes. */
async function unpacked(stream: Uint8Array): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    const whole = new Blob([new Uint8Array(stream)]).stream().pipeThrough(new DecompressionStream("deflate"));
    const reader = whole.getReader();
    for (let next = await reader.read(); !next.done && size < MOST_UNPACKED; next = await reader.read()) {
      parts.push(next.value);
      size += next.value.length;
    }
    await reader.cancel();
  } catch {
    // Cut short, or not packed in this way: what came before counts.
  }
  return latin1.decode(concat(...parts));
}
