// Checks the rules that the design makes about who may import what: node scripts/import-rules.mts
import { rules } from "./import-rules/rules.mts";
import { parseSources, readTexts } from "./import-rules/source.mts";
import { root } from "./parts/root.mts";

const folders = [
  "app",
  "components",
  "lib",
  "worker",
  "verify",
  "localnet",
  "prisma",
  "scripts",
  "bench",
  "e2e",
  "canisters",
];

/** Every breach in the checkout, as `file: what (the rule)`. */
export function breaches(): string[] {
  const sources = parseSources(readTexts(root, folders));
  return [...sources.values()].flatMap((source) =>
    rules.flatMap(({ says, broken }) => broken(source, sources).map((what) => `${source.file}: ${what}\n    ${says}`)),
  );
}

if (import.meta.main) {
  const found = breaches();
  for (const line of found) console.error(line);
  console.log(found.length === 0 ? `${rules.length} import rules hold` : `${found.length} imports break a rule`);
  process.exitCode = found.length === 0 ? 0 : 1;
}
