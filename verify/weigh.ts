/** Prints what the built verification page weighs over the wire, and fails above the budget: `node verify/weigh.ts`. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { BUDGETS, type PageManifest, pageWeight } from "./page/manifest.ts";
import { LANGUAGES } from "./page/messages.ts";

const file = path.resolve(import.meta.dirname, "../.build/verify/manifest.json");
const manifest: PageManifest = JSON.parse(await readFile(file, "utf8"));

for (const language of LANGUAGES) {
  const weights = pageWeight(manifest, language);
  const total = weights.reduce((sum, { bytes }) => sum + bytes, 0);
  console.log(`${language}: ${kilobytes(total)} of ${kilobytes(BUDGETS[language])} KB`);
  for (const { file: name, bytes } of weights) console.log(`  ${kilobytes(bytes).padStart(6)}  ${name}`);
  if (total > BUDGETS[language]) process.exitCode = 1;
}

function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(1);
}
