// Compiles the canisters into .build/canisters, with what npm installed alone.
//
//   node scripts/canisters.mts            compile what has changed; print each module's SHA-256
//   node scripts/canisters.mts messenger  the same, of this canister alone
//   node scripts/canisters.mts --release [folder]  the same, and take stable types and interfaces as those of the last release: into
//                                         the checkout, or a folder that stands for canisters/
//   node scripts/canisters.mts --packages  arguments for dfx's moc: where mo:core and the page are (the packtool of dfx.json)
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import type { CompileInput, CompileOutput } from "./canisters/compile.mts";
import { pageInputs, pageModule } from "./canisters/page.mts";

/** The canisters of this project: folders below canisters/ with a main.mo. */
export const canisterNames = ["licence_registry", "messenger", "log_archive"] as const;

export type CanisterName = (typeof canisterNames)[number];

/** A compiled module: where it is, its interface, and the SHA-256 (hex) that the network reports once it is installed. */
export type BuiltCanister = { wasmPath: string; didPath: string; moduleHash: string };

const root = path.resolve(import.meta.dirname, "..");
const sourceFolder = path.join(root, "canisters");
const buildFolder = path.join(root, ".build", "canisters");

/**
 * Compiles every canister whose inputs have changed, checks it against its .did file and the stable types of the last
 * release, and says where the modules are. The same sources and compiler give the same bytes. Throws an `Error` that
 * lists every problem. `log` gets a line for each long step.
 */
export async function buildCanisters(
  log: (line: string) => void = () => {},
): Promise<Record<CanisterName, BuiltCanister>> {
  const built = await Promise.all(canisterNames.map(async (name) => [name, await buildCanister(name, log)] as const));
  return Object.fromEntries(built) as Record<CanisterName, BuiltCanister>;
}

/** The test program `canisters/testing/Probe.mo`, compiled as the canisters are. */
export function buildProbe(log: (line: string) => void = () => {}): Promise<BuiltCanister> {
  const sources = ["common", ...canisterNames, "testing"].map(motokoFiles);
  return build(
    "probe",
    { main: "testing/Probe.mo", sources: Object.assign({}, ...sources), did: null, released: null, page: null },
    log,
  );
}

/** Compiles a canister anew, whatever was built before. Gives the SHA-256 (hex) of the module; throws what is wrong with it. */
export async function compileAnew(name: CanisterName): Promise<string> {
  const { problems, wasm } = await compileInThread(await withPage(inputOf(name)));
  if (problems.length > 0) throw new Error(`${name} cannot be used:\n${problems.join("\n")}`);
  return sha256(wasm);
}

function buildCanister(name: CanisterName, log: (line: string) => void): Promise<BuiltCanister> {
  return build(name, inputOf(name), log);
}

function inputOf(name: CanisterName): Input {
  const released = releasedFile(name);
  return {
    main: `${name}/main.mo`,
    sources: { ...motokoFiles("common"), ...motokoFiles(name) },
    did: readFileSync(path.join(sourceFolder, name, `${name}.did`), "utf8"),
    released: existsSync(released) ? readFileSync(released, "utf8") : null,
    page: name === "licence_registry" ? pageInputs() : null,
  };
}

/** What a canister is built from: of the page that it serves, the inputs, since only a compilation needs the page itself. */
type Input = Omit<CompileInput, "page"> & { page: Record<string, string> | null };

async function withPage(input: Input): Promise<CompileInput> {
  return { ...input, page: input.page && (await pageModule()) };
}

async function build(name: string, input: Input, log: (line: string) => void): Promise<BuiltCanister> {
  const scripts = [compileScript, pageScript].map((script) => readFileSync(script, "utf8"));
  const inputHash = sha256(JSON.stringify([compilerVersion(), scripts, input]));
  const known = unchanged(name, inputHash);
  if (known !== null) return known;
  return alone(name, async () => unchanged(name, inputHash) ?? (await compiled(name, inputHash, input, log)));
}

function target(name: string, extension: string): string {
  return path.join(buildFolder, `${name}.${extension}`);
}

// The module of an earlier build, if it came from these inputs and nobody has touched it since.
function unchanged(name: string, inputHash: string): BuiltCanister | null {
  if (!existsSync(target(name, "json")) || !existsSync(target(name, "wasm"))) return null;
  const stamp = JSON.parse(readFileSync(target(name, "json"), "utf8")) as { inputHash: string; moduleHash: string };
  if (stamp.inputHash !== inputHash || stamp.moduleHash !== sha256(readFileSync(target(name, "wasm")))) return null;
  return { wasmPath: target(name, "wasm"), didPath: target(name, "did"), moduleHash: stamp.moduleHash };
}

async function compiled(
  name: string,
  inputHash: string,
  input: Input,
  log: (line: string) => void,
): Promise<BuiltCanister> {
  log(`Compiling ${name} …`);
  const started = Date.now();
  const { problems, wasm, did, most } = await compileInThread(await withPage(input));
  if (problems.length > 0) throw new Error(`canisters/${input.main} cannot be used:\n${problems.join("\n")}`);
  const moduleHash = sha256(wasm);
  writeWhole(target(name, "wasm"), wasm);
  writeWhole(target(name, "did"), did);
  writeWhole(target(name, "most"), most);
  // Last, since it vouches for the others.
  writeWhole(target(name, "json"), JSON.stringify({ inputHash, moduleHash }));
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  log(`Compiled ${name}: ${Math.round(wasm.length / 1024)} KiB in ${seconds} s`);
  return { wasmPath: target(name, "wasm"), didPath: target(name, "did"), moduleHash };
}

// One process compiles, the others wait and find its result. Two at once would do no harm but the same work.
async function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(buildFolder, { recursive: true });
  const lock = target(name, "lock");
  while (!taken(lock)) await setTimeout(200);
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function taken(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch {
    if (!isAlive(lock)) rmSync(lock, { force: true });
    return false;
  }
}

function isAlive(lock: string): boolean {
  try {
    process.kill(Number(readFileSync(lock, "utf8")), 0);
    return true;
  } catch (error) {
    // EPERM: it lives, as somebody else's. ENOENT: it has just given the lock back.
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

const compileScript = path.join(import.meta.dirname, "canisters", "compile.mts");
const pageScript = path.join(import.meta.dirname, "canisters", "page.mts");

function compileInThread(input: CompileInput): Promise<CompileOutput> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(path.join(import.meta.dirname, "canisters", "thread.mts"), {
      workerData: input,
      resourceLimits: { stackSizeMb: 16 },
    });
    worker.once("message", (output: CompileOutput) => {
      resolve(output);
      void worker.terminate();
    });
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`The compiler of ${input.main} ended with code ${code}`)));
  });
}

function releasedFile(name: CanisterName): string {
  return path.join(sourceFolder, name, "released.most");
}

function motokoFiles(folder: string): Record<string, string> {
  const files = readdirSync(path.join(sourceFolder, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".mo"))
    .map((file) => path.join(folder, file))
    .sort();
  return Object.fromEntries(files.map((file) => [file, readFileSync(path.join(sourceFolder, file), "utf8")]));
}

function compilerVersion(): string {
  const { version } = JSON.parse(readFileSync(motokoFile("package.json"), "utf8")) as { version: string };
  return version;
}

function motokoFile(file: string): string {
  return createRequire(import.meta.url).resolve(`motoko/${file}`);
}

// A reader in another process sees the old file or the new one, never half of it.
function writeWhole(file: string, content: Uint8Array | string): void {
  const whole = `${file}.${process.pid}`;
  writeFileSync(whole, content);
  renameSync(whole, file);
}

function sha256(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("hex");
}

// Lays mo:core out as files, which is how dfx's compiler wants it.
function unpackCore(): string {
  const { files } = JSON.parse(readFileSync(motokoFile("packages/latest/core.json"), "utf8")) as {
    files: Record<string, { content: string }>;
  };
  const folder = path.join(root, ".build", "packages", "core");
  for (const [file, { content }] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeWhole(path.join(folder, file), content);
  }
  return folder;
}

// The page as a package of its own, likewise.
async function unpackPage(): Promise<string> {
  const folder = path.join(root, ".build", "packages", "page");
  mkdirSync(folder, { recursive: true });
  writeWhole(path.join(folder, "Files.mo"), await pageModule());
  return folder;
}

/** Writes what the next release is held against: a canister's stable types and its interface. */
function release(name: CanisterName, folder: string): void {
  const target = path.join(folder, name);
  mkdirSync(target, { recursive: true });
  copyFileSync(path.join(buildFolder, `${name}.most`), path.join(target, "released.most"));
  copyFileSync(path.join(sourceFolder, name, `${name}.did`), path.join(target, "released.did"));
}

async function main(flag: string | undefined, folder = sourceFolder): Promise<void> {
  if (flag === "--packages") {
    console.log(`--package core ${unpackCore()} --package page ${await unpackPage()}`);
    return;
  }
  const one = canisterNames.find((name) => name === flag);
  if (one) {
    console.log(`${(await buildCanister(one, console.error)).moduleHash}  ${one}`);
    return;
  }
  const built = await buildCanisters(console.error);
  for (const name of canisterNames) {
    if (flag === "--release") release(name, folder);
    console.log(`${built[name].moduleHash}  ${name}`);
  }
}

if (import.meta.main) await main(process.argv[2], process.argv[3]);
