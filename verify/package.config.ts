/**
 * Builds what `npm pack` puts up: the library and the command line as JavaScript, with all that they use inside, so that neither
 * Node nor another system's build meets TypeScript in a package, and nothing else has to be installed.
 */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
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
      input: { index: path.join(here, "index.ts"), cli: path.join(here, "cli.ts") },
      output: { banner: ({ name }) => (name === "cli" ? "#!/usr/bin/env node" : "") },
    },
  },
  plugins: [decoderBeside(), withoutHosts()],
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
