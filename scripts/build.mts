// Builds the portal and the verification page. The build holds no configuration, so it is the same for every network and
// database, and is used again as long as its inputs are unchanged.
//   node scripts/build.mts [--force]
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Locked, takeLock } from "./parts/lock.mts";
import { isAlive, recordedProcess, recordProcess } from "./parts/processes.mts";
import { type Progress, progressOn } from "./parts/progress.mts";
import { inRoot, root } from "./parts/root.mts";
import { mustRun } from "./parts/tool.mts";

const inputs = [
  ...[
    "app",
    "components",
    "lib",
    "messages",
    "public",
    "verify",
    "prisma/schema.prisma",
    "proxy.ts",
    "instrumentation.ts",
  ],
  ...[
    "next.config.ts",
    "postcss.config.mjs",
    "tsconfig.json",
    "package-lock.json",
    "messages.d.ts",
    "scripts/build.mts",
  ],
];
const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
const buildsFolder = inRoot(".build/portal");
/** Where the development server finds the verification page. */
const developmentVerification = inRoot(".build/verify");

/** A finished build: its folder holds `server.js`. */
export type Build = { folder: string; wasReused: boolean };

/**
 * Builds what changed; the folder of the result. Each build gets a folder named after its inputs, so that a portal that
 * runs keeps its own while another is built.
 */
export async function build({ force = false, progress }: { force?: boolean; progress: Progress }): Promise<Build> {
  const release = await waitForLock(progress);
  try {
    const key = inputsHash();
    const folder = path.join(buildsFolder, key);
    if (!force && fs.existsSync(path.join(folder, "server.js"))) return { folder, wasReused: true };
    await progress.step("Building the portal", async (note) => {
      await mustRun(["node_modules/next/dist/bin/next", "build"], { env, note });
      note("");
    });
    const standalone = inRoot(".next/standalone");
    await buildVerification(progress, verificationIn(standalone));
    fs.cpSync(inRoot(".next/static"), path.join(standalone, ".next/static"), { recursive: true });
    if (fs.existsSync(inRoot("public")))
      fs.cpSync(inRoot("public"), path.join(standalone, "public"), { recursive: true });
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(buildsFolder, { recursive: true });
    fs.renameSync(standalone, folder);
    removeOldBuilds(key);
    return { folder, wasReused: false };
  } finally {
    release();
  }
}

/** Where a build keeps the verification page that belongs to it. */
export function verificationIn(folder: string): string {
  return path.join(folder, "verify");
}

/** Builds the verification page alone; the folder it lies in. */
export async function buildVerification(progress: Progress, folder = developmentVerification): Promise<string> {
  const command = [
    "node_modules/vite/bin/vite.js",
    "build",
    "verify",
    "--outDir",
    folder,
    "--emptyOutDir",
    "--configLoader",
    "native",
  ];
  await progress.step("Building the verification page", () => mustRun(command, { env }));
  return folder;
}

/** SHA-256 over names and contents of everything that goes into a build. */
function inputsHash(): string {
  const hash = crypto.createHash("sha256").update(process.version);
  for (const input of inputs) addToHash(hash, inRoot(input));
  return hash.digest("hex").slice(0, 20);
}

function addToHash(hash: crypto.Hash, file: string): void {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (stat === undefined || /\/generated$|\.test\.tsx?$/.test(file)) return;
  if (stat.isDirectory()) {
    for (const name of fs.readdirSync(file).sort()) addToHash(hash, path.join(file, name));
  } else {
    hash.update(`${path.relative(root, file)}\0${stat.size}\0`).update(fs.readFileSync(file));
  }
}

/** Notes that this process uses a build, so that it stays until the process ends. */
export function keepBuild({ folder }: Build): void {
  recordProcess(`${folder}.${process.pid}.user`, process.pid);
}

/** Only builds that somebody runs stay, and the present one. */
function removeOldBuilds(present: string): void {
  const names = fs.readdirSync(buildsFolder);
  const inUse = new Set([present]);
  for (const name of names.filter((file) => file.endsWith(".user"))) {
    const user = recordedProcess(path.join(buildsFolder, name));
    if (user !== undefined && isAlive(user)) inUse.add(name.split(".")[0] ?? "");
    else fs.rmSync(path.join(buildsFolder, name));
  }
  for (const name of names) {
    if (!inUse.has(name.split(".")[0] ?? ""))
      fs.rmSync(path.join(buildsFolder, name), { recursive: true, force: true });
  }
}

async function waitForLock(progress: Progress): Promise<() => void> {
  for (let isFirst = true; ; isFirst = false) {
    try {
      return takeLock(inRoot(".build/lock.json"), "The build folder");
    } catch (error) {
      if (!(error instanceof Locked)) throw error;
      if (isFirst) progress.say(`Another build runs (process ${error.pid}): waiting for it`);
      await sleep(500);
    }
  }
}

if (import.meta.main) {
  try {
    const { folder, wasReused } = await build({
      force: process.argv.includes("--force"),
      progress: progressOn(process.stdout),
    });
    console.log(
      `${wasReused ? "Nothing changed: the build is" : "The build is"} in ${path.relative(process.cwd(), folder)}`,
    );
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
