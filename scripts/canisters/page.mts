// The verification page as a Motoko module, which the registry serves: the package `page` that its sources import.
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "fflate";
import type { PageManifest } from "../../verify/page/manifest.ts";
import { inRoot } from "../parts/root.mts";
import { mustRun } from "../parts/tool.mts";

/**
 * Everything that the page is built from, by path: sources, languages, and the versions of what builds it. Tests are no part of it.
 */
export function pageInputs(): Record<string, string> {
  const folder = inRoot("verify");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => statSync(path.join(folder, file)).isFile() && !/\.test\.ts$|^testing\//.test(file))
    .sort();
  const inputs = ["package-lock.json", ...files.map((file) => path.join("verify", file))];
  return Object.fromEntries(inputs.map((file) => [file, sha256(readFileSync(inRoot(file))).toString("hex")]));
}

/**
 * Builds the page and writes it as Motoko. The same inputs give the same text on every machine: the packer is JavaScript, too.
 * The decoder of photographs is left out: it would double the module, and a browser that has one of its own reads them without.
 */
export async function pageModule(): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), "sanad-page-"));
  try {
    const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: "production" };
    const command = ["node_modules/vite/bin/vite.js", "build", "verify", "--outDir", folder, "--emptyOutDir"];
    await mustRun([...command, "--configLoader", "native"], { env });
    const { pages, files }: PageManifest = JSON.parse(readFileSync(path.join(folder, "manifest.json"), "utf8"));
    const file = (name: string) => motokoFile(name, files[name]?.type ?? "", readFileSync(path.join(folder, name)));
    const assets = Object.keys(files).filter((name) => !/\.html$|\.wasm$|\/scanner-[^/]*\.js$/.test(name));
    return `module {
  public type File = { name : Text; kind : Text; packed : Bool; hash : Blob; body : Blob };
  public let english : File = ${file(pages.en)};
  public let urdu : File = ${file(pages.ur)};
  public let assets : [File] = [${assets.toSorted().map(file).join(", ")}];
};
`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function motokoFile(name: string, kind: string, content: Uint8Array): string {
  const isPacked = !name.endsWith(".woff2");
  const body = isPacked ? gzipSync(content, { level: 9, mtime: 0 }) : content;
  const fields = `name = "${name}"; kind = "${kind}"; packed = ${isPacked}`;
  return `{ ${fields}; hash = "${blob(sha256(body))}"; body = "${blob(body)}" }`;
}

function blob(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex").replaceAll(/../g, "\\$&");
}

function sha256(content: Uint8Array): Buffer {
  return createHash("sha256").update(content).digest();
}
