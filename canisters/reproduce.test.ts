// The same sources give the same modules, wherever they lie and from wherever they are built: anybody can make the certified ones.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { buildCanisters } from "../scripts/canisters.mts";
import { inRoot } from "../scripts/parts/root.mts";

// The registry is the largest, and has the page in it. `npm run canisters:reproduce` makes all of them anew.
it("the module that another folder and another working directory give is this one, byte for byte", {
  timeout: 600_000,
}, async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "sanad copy-"));
  const copy = path.join(folder, "elsewhere");
  try {
    mkdirSync(copy);
    for (const part of [
      "canisters",
      "scripts",
      "verify",
      "messages",
      "package.json",
      "package-lock.json",
      "tsconfig.json",
    ])
      cpSync(inRoot(part), path.join(copy, part), { recursive: true });
    symlinkSync(inRoot("node_modules"), path.join(copy, "node_modules"));
    const name = "licence_registry";
    const { moduleHash, wasmPath } = (await buildCanisters(console.error))[name];
    const printed = execFileSync(process.execPath, [path.join(copy, "scripts/canisters.mts"), name], {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    });
    expect(printed).toBe(`${moduleHash}  ${name}\n`);
    const module = readFileSync(path.join(copy, ".build/canisters", `${name}.wasm`));
    expect(module.equals(readFileSync(wasmPath))).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
