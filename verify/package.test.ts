import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import qrcode from "qrcode-generator";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { paperProof, splitPaper } from "./index.ts";
import { ABSENT_NUMBER, DAY, NUMBERS, proofOf } from "./testing/registry.ts";
import { type Served, serveProofs } from "./testing/server.ts";

const [NUMBER = ""] = NUMBERS;
const run = promisify(execFile);
/** Nothing from elsewhere, and this Node. */
const env = {
  ...process.env,
  PATH: `${path.dirname(process.execPath)}:${process.env.PATH}`,
  npm_config_offline: "true",
};
let base: string;
let served: Served;
let network: string;

beforeAll(async () => {
  base = await mkdtemp(path.join(tmpdir(), "sanad-package-"));
  served = await serveProofs((argument) => {
    const time = BigInt(Date.now()) * 1_000_000n;
    return proofOf(Buffer.from(argument).toString().slice(-14), { making: { time, delegationTime: time - DAY } });
  });
  network = path.join(base, "network.json");
  await writeFile(network, JSON.stringify(served.network));
  await writeFile(path.join(base, "package.json"), JSON.stringify({ private: true, type: "module" }));
  await run("npm", ["pack", "--pack-destination", base], { cwd: import.meta.dirname, env });
  const [tarball = ""] = (await readdir(base)).filter((name) => name.endsWith(".tgz"));
  await run("npm", ["install", "--no-audit", "--no-fund", path.join(base, tarball)], { cwd: base, env });
}, 120_000);

afterAll(async () => {
  served.close();
  await rm(base, { recursive: true });
});

async function verify(...args: string[]): Promise<{ code: number; out: string }> {
  return run(path.join(base, "node_modules/.bin/sanad-verify"), args, { cwd: base, env }).then(
    ({ stdout }) => ({ code: 0, out: stdout }),
    ({ code, stdout, stderr }) => ({ code, out: stdout + stderr }),
  );
}

describe("the package, as another system installs it without a network", { timeout: 60_000 }, () => {
  it("has one package alone, no TypeScript, no host and no path of its maker's, and the licences of what is inside", async () => {
    const installed = path.join(base, "node_modules");
    expect((await readdir(installed)).filter((name) => !name.startsWith("."))).toEqual(["sanad-verify"]);
    const files = await readdir(path.join(installed, "sanad-verify"), { recursive: true });
    expect(files.filter((name) => /\.ts$/.test(name))).toEqual([]);
    for (const name of files.filter((file) => file.endsWith(".js"))) {
      const text = await readFile(path.join(installed, "sanad-verify", name), "utf8");
      expect(text, name).not.toMatch(/jsdelivr|127\.0\.0\.1/);
      expect(text, name).not.toContain(path.resolve(import.meta.dirname, ".."));
    }
    const licences = await readFile(path.join(installed, "sanad-verify/dist/licences.md"), "utf8");
    for (const name of ["@noble/curves", "@noble/hashes", "zxing-wasm"]) expect(licences).toContain(`## ${name} - `);
  });

  it("checks a number, and one that nobody has, with the command line's exit codes", async () => {
    const found = await verify(NUMBER, "--network", network, "--json");
    expect(found.code).toBe(0);
    expect(JSON.parse(found.out)).toMatchObject({ answer: "valid" });
    expect((await verify(ABSENT_NUMBER, "--network", network)).code).toBe(2);
    const wrong = await verify("SND-1", "--network", network);
    expect(wrong.code).toBe(64);
    expect(wrong.out).toContain("sanad-verify <number>");
  });

  it("reads a file: a licence's codes as text, and as a picture", async () => {
    const time = BigInt(Date.now()) * 1_000_000n;
    const proof = proofOf(NUMBER, { making: { time, delegationTime: time - DAY } });
    const codes = splitPaper(paperProof(served.network, NUMBER, proof), 2);
    await writeFile(path.join(base, "codes.txt"), codes.join("\n"));
    expect((await verify(path.join(base, "codes.txt"), "--network", network)).code).toBe(0);
    const pictures = await Promise.all(codes.map((code, n) => pictureOf(code, `${n}.png`)));
    const read = await verify(...pictures, "--network", network);
    expect(read).toMatchObject({ code: 0, out: expect.stringMatching(/valid/i) });
  });

  it("is a library with the same answer", async () => {
    const script = `
      import { readFileSync } from "node:fs";
      import { createVerifier } from "sanad-verify";
      const verifier = createVerifier(JSON.parse(readFileSync(process.argv[2], "utf8")));
      const { answer, record } = await verifier.licence(process.argv[3]);
      console.log(answer, record.number);`;
    await writeFile(path.join(base, "other.js"), script);
    const { stdout } = await run(process.execPath, ["other.js", network, NUMBER], { cwd: base, env });
    expect(stdout).toBe(`valid ${NUMBER}\n`);
  });
});

async function pictureOf(text: string, name: string): Promise<string> {
  const code = qrcode(0, "M");
  code.addData(text, "Alphanumeric");
  code.make();
  const file = path.join(base, name);
  await sharp(Buffer.from(code.createSvgTag({ cellSize: 4, margin: 16 })))
    .flatten({ background: "#fff" })
    .png()
    .toFile(file);
  return file;
}
