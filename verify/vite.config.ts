/**
 * Builds the verification page to `.build/verify`: one HTML file a language, the assets under the address that the
 * server gives them, and a manifest that names every file. Nothing in it depends on a network, a host or a key.
 */
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { defineConfig, type Plugin } from "vite";
import type { BuiltFile, PageManifest } from "./page/manifest.ts";
import { LANGUAGES } from "./page/messages.ts";
import { renderPage } from "./page/template.ts";

const page = path.resolve(import.meta.dirname, "page");

/** The folder of the assets' addresses, `/verify-assets/…`, and of their files. */
const ASSETS = "verify-assets";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
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
  worker: { format: "es" },
  plugins: [pages()],
});

/** Writes the HTML once the names of the assets are known, and then the manifest of everything. */
function pages(): Plugin {
  let icon = "";
  return {
    name: "sanad-verify-pages",
    async buildStart() {
      icon = this.emitFile({ type: "asset", name: "mark.svg", source: await readFile(path.join(page, "mark.svg")) });
    },
    generateBundle: {
      order: "post",
      handler(_, bundle) {
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
          const source = renderPage(language, { script, worker, icon: `/${this.getFileName(icon)}`, styles });
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
