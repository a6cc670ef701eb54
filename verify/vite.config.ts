/**
 * Builds the verification page to `.build/verify`: one HTML file a language, the assets under the address that the
 * server gives them, and a manifest that names every file. Nothing in it depends on a network, a host or a key.
 */
import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { defineConfig, type Plugin } from "vite";
import { type BuiltFile, decoderFiles, keptFiles, type PageManifest } from "./page/manifest.ts";
import { LANGUAGES } from "./page/messages.ts";
import { renderPage } from "./page/template.ts";
import { withoutHosts } from "./withoutHosts.ts";

const page = path.resolve(import.meta.dirname, "page");

/** The folder of the assets' addresses, `/verify-assets/…`, and of their files. */
const ASSETS = "verify-assets";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
};

export default defineConfig({
  root: page,
  base: "/",
  publicDir: false,
  build: {
    outDir: path.resolve(import.meta.dirname, "../.build/verify"),
    emptyOutDir: true,
    assetsDir: ASSETS,
    assetsInlineLimit: 0,
    modulePreload: false,
    target: ["chrome111", "firefox115", "safari16.4"],
    rollupOptions: {
      input: { page: path.join(page, "page.ts"), urdu: path.join(page, "urdu.css") },
    },
  },
  worker: { format: "es", plugins: () => [withoutHosts()] },
  plugins: [pages()],
});

function digest(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 10);
}

/** Writes the HTML once the names of the assets are known, and then the manifest of everything. */
function pages(): Plugin {
  let icon = "";
  let keeper = "";
  return {
    name: "sanad-verify-pages",
    async buildStart() {
      icon = this.emitFile({ type: "asset", name: "mark.svg", source: await readFile(path.join(page, "mark.svg")) });
      keeper = await readFile(path.join(page, "offline.js"), "utf8");
    },
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        const names = Object.keys(bundle).toSorted();
        const build = digest(names.join(" "));
        const kept = Object.fromEntries(
          LANGUAGES.map((language) => [language, keptFiles(names, language).map((name) => `/${name}`)]),
        );
        const decoder = decoderFiles(names).map((name) => `/${name}`);
        const lists = Object.entries({ BUILD: build, FILES: kept, DECODER: decoder });
        const code = `${lists.map(([name, value]) => `const ${name} = ${JSON.stringify(value)};\n`).join("")}${keeper}`;
        const offline = `${ASSETS}/offline-${digest(code)}.js`;
        this.emitFile({ type: "asset", fileName: offline, source: code });
        const address = (pattern: RegExp) => {
          const name = Object.keys(bundle).find((file) => pattern.test(file));
          if (!name) throw new Error(`the build has no ${pattern}`);
          return `/${name}`;
        };
        const script = address(/\/page-[^/]*\.js$/);
        const worker = address(/\/worker-[^/]*\.js$/);
        const common = address(/\/page-[^/]*\.css$/);
        const urdu = address(/\/urdu-[^/]*\.css$/);
        for (const language of LANGUAGES) {
          const styles = language === "ur" ? [urdu, common] : [common];
          const source = renderPage(language, {
            script,
            worker,
            icon: `/${this.getFileName(icon)}`,
            offline: `/${offline}`,
            styles,
          });
          this.emitFile({ type: "asset", fileName: `${language}.html`, source });
        }
      },
    },
    async writeBundle({ dir = "" }) {
      const files: Record<string, BuiltFile> = {};
      for (const name of await readdir(dir, { recursive: true })) {
        const type = TYPES[path.extname(name)];
        if (type === undefined) continue;
        const content = await readFile(path.join(dir, name));
        files[name.replaceAll(path.sep, "/")] = { type, bytes: content.length, gzip: gzipSync(content).length };
      }
      const manifest: PageManifest = { pages: { en: "en.html", ur: "ur.html" }, files };
      await writeFile(path.join(dir, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
    },
  };
}
