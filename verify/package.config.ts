/**
 * Builds what `npm pack` puts up: the library, what asks whether somebody holds a licence, and the command line as JavaScript, with all that
 * they use inside, so that neither Node nor another system's build meets TypeScript's sources in a package, and nothing else has to be
 * installed; and the types of what they export.
 */
import { execFile } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { defineConfig, type Plugin } from "vite";
import { withoutHosts } from "./withoutHosts.ts";

const here = import.meta.dirname;
const decoder = "zxing-wasm/reader/zxing_reader.wasm";

export default defineConfig({
  root: here,
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: true,
    outDir: path.join(here, "dist"),
    emptyOutDir: true,
    target: "node24",
    // Whoever passes these packages on has to pass on their licences.
    license: { fileName: "licences.md" },
    rollupOptions: {
      input: Object.fromEntries(["index", "entitlement", "cli"].map((name) => [name, path.join(here, `${name}.ts`)])),
      output: { banner: ({ name }) => (name === "cli" ? "#!/usr/bin/env node" : "") },
    },
  },
  plugins: [decoderBeside(), withoutHosts(), declarations()],
});

/** The decoder of photographs lies beside the command line, not in a package that would have to be there. */
function decoderBeside(): Plugin {
  const named = `import.meta.resolve("${decoder}")`;
  return {
    name: "sanad-verify-decoder",
    transform(code, id) {
      if (!id.endsWith("/verify/cli.ts")) return null;
      if (!code.includes(named)) throw new Error("the command line no longer names its decoder so");
      return code.replace(named, 'new URL("./zxing_reader.wasm", import.meta.url)');
    },
    async generateBundle() {
      const source = await readFile(fileURLToPath(import.meta.resolve(decoder)));
      this.emitFile({ type: "asset", fileName: "zxing_reader.wasm", source });
    },
  };
}

/** The types of what other systems import, a file for each of the sources. */
function declarations(): Plugin {
  const options = [
    ...["--ignoreConfig", "--declaration", "--emitDeclarationOnly", "--strict", "--allowImportingTsExtensions"],
    ...["--target", "es2024", "--lib", "es2024,esnext,dom,dom.iterable", "--module", "esnext", "--types", "node"],
    ...["--moduleResolution", "bundler", "--verbatimModuleSyntax", "--skipLibCheck", "--rootDir", here],
  ];
  return {
    name: "sanad-verify-declarations",
    async writeBundle({ dir = "" }) {
      const folder = path.join(dir, "types");
      const compiler = path.join(
        path.dirname(fileURLToPath(import.meta.resolve("typescript/package.json"))),
        "bin/tsc",
      );
      const sources = ["index.ts", "entitlement.ts"].map((name) => path.join(here, name));
      await promisify(execFile)(process.execPath, [compiler, ...options, "--outDir", folder, ...sources]);
      for (const name of await readdir(folder, { recursive: true })) {
        if (!name.endsWith(".d.ts")) continue;
        const text = await readFile(path.join(folder, name), "utf8");
        // The sources name each other with their own ending; what is installed has another.
        await writeFile(path.join(folder, name), text.replace(/(from "\.[^"]*)\.ts"/g, '$1.js"'));
      }
    },
  };
}
