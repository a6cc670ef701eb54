/** What the build leaves beside its files, for the server that sends them and for those who watch their weight. */
import type { Language } from "./messages.ts";

/** One file of the build: what a server needs to send it, and what it weighs. */
export interface BuiltFile {
  readonly type: string;
  readonly bytes: number;
  readonly gzip: number;
}

/** `manifest.json`: a page for each language, and every file by its path below the folder of the build. */
export interface PageManifest {
  readonly pages: Readonly<Record<Language, string>>;
  readonly files: Readonly<Record<string, BuiltFile>>;
}

/** Bytes over the wire that a page may cost, fonts included. */
export const BUDGETS: Readonly<Record<Language, number>> = { en: 100_000, ur: 260_000 };

/** What is fetched only when somebody reads a paper: its panel's script, and the decoder of pictures. */
const WHEN_ASKED = /(^|\/)(paper|scanner)-[^/]*\.js$|\.wasm$/;
/** What reads pictures: kept for the time without a network once the first visit's page is idle. */
const DECODER = /(^|\/)scanner-[^/]*\.js$|\.wasm$/;

/** The files of the decoder of pictures. */
export function decoderFiles(files: readonly string[]): string[] {
  return files.filter((file) => DECODER.test(file));
}

/** The files that a page in a language has, the decoder of pictures apart: what a browser keeps for the time without a network, first. */
export function keptFiles(files: readonly string[], language: Language): string[] {
  const isUrduOnly = (file: string) => /(^|\/)urdu-|\.woff2$/.test(file);
  return files.filter(
    (file) => !DECODER.test(file) && !file.endsWith(".html") && (language === "ur" || !isUrduOnly(file)),
  );
}

/** The files that a visitor of a page fetches, with their compressed sizes. A font is compressed already. */
export function pageWeight(manifest: PageManifest, language: Language): { file: string; bytes: number }[] {
  const others = Object.values(manifest.pages).filter((page) => page !== manifest.pages[language]);
  const isUrduOnly = (file: string) => /(^|\/)urdu-|\.woff2$/.test(file);
  return Object.entries(manifest.files)
    .filter(([file]) => !others.includes(file) && !WHEN_ASKED.test(file) && (language === "ur" || !isUrduOnly(file)))
    .map(([file, { bytes, gzip }]) => ({ file, bytes: Math.min(bytes, gzip) }));
}
