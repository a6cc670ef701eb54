import fs from "node:fs";
import path from "node:path";
import { inRoot } from "../parts/root.mts";
import { runTool } from "../parts/tool.mts";
import { browserVariable, ensureBrowser } from "./browser.mts";

/** What a suite counted. */
export type Count = { passed: number; failed: number };

/** A suite of tests: runs with its output on our own, and counts. */
export type Suite = { name: string; run(): Promise<Count> };

const echo = (chunk: Buffer) => void process.stdout.write(chunk);
const resultsFolder = inRoot(".build/results");

/** A tool whose exit code is the result: it counts as one test. What it says comes at its end, since another may run beside it. */
function check(name: string, command: string[]): Suite {
  return {
    name,
    run: async () => {
      const { code, output } = await runTool(command);
      process.stdout.write(output);
      return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
    },
  };
}

const vitest: Suite = {
  name: "Unit, canister and integration tests",
  run: async () => {
    const file = resultsFile("vitest.json");
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    const { code } = await runTool(["node_modules/vitest/vitest.mjs", "run", ...reporters], { onOutput: echo });
    return countVitest(readResults(file), code);
  },
};

const journeys: Suite = {
  name: "Journeys in a browser",
  run: async () => {
    const browser = await ensureBrowser((text) => console.log(text));
    console.log(`${browser.version}: ${browser.executablePath}`);
    const file = resultsFile("playwright.json");
    const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: file, [browserVariable]: JSON.stringify(browser) };
    const command = ["node_modules/@playwright/test/cli.js", "test", "--reporter=list,json"];
    const { code } = await runTool(command, { env, onOutput: echo });
    return countPlaywright(readResults(file), code);
  },
};

/**
 * Every suite, the quick ones first: stages one after the other, each of rows that run side by side. The build writes types
 * that the check of types reads, so it comes after it.
 */
export const stages: Suite[][][] = [
  [
    [
      check("Types", ["node_modules/typescript/bin/tsc", "--noEmit"]),
      check("The portal builds", ["scripts/build.mts"]),
    ],
    [
      check("Format and lint", ["node_modules/@biomejs/biome/bin/biome", "check", "."]),
      check("Import rules", ["scripts/import-rules.mts"]),
      check("Migrations in step with the schema", ["scripts/migrate.mts", "check"]),
      check("Canisters compile, match their interfaces and keep their memory", ["scripts/canisters.mts"]),
    ],
  ],
  [[vitest]],
  [[journeys]],
];

/** Vitest's JSON report. A file that could not run, and a skipped test, count as failed: neither showed anything. */
export function countVitest(report: unknown, code: number | null): Count {
  if (!isRecord(report)) return { passed: 0, failed: 1 };
  const files = Array.isArray(report.testResults) ? report.testResults.filter(isRecord) : [];
  const broken = files.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !(Array.isArray(assertionResults) && assertionResults.some(isFailed)),
  );
  const passed = number(report.numPassedTests);
  const failed = number(report.numTotalTests) - passed + broken.length;
  return settle({ passed, failed }, code);
}

/** Playwright's JSON report. What was skipped or passed only at a second try counts as failed. */
export function countPlaywright(report: unknown, code: number | null): Count {
  const stats = isRecord(report) && isRecord(report.stats) ? report.stats : {};
  const failed = number(stats.unexpected) + number(stats.flaky) + number(stats.skipped);
  return settle({ passed: number(stats.expected), failed }, code);
}

/** A run that failed for a reason that is no test's counts as one failure, and so does one without any test. */
function settle({ passed, failed }: Count, code: number | null): Count {
  return { passed, failed: failed === 0 && (code !== 0 || passed === 0) ? 1 : failed };
}

function isFailed(result: unknown): boolean {
  return isRecord(result) && result.status === "failed";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function number(value: unknown): number {
  return typeof value === "number" ? value : 0;
}

function resultsFile(name: string): string {
  fs.mkdirSync(resultsFolder, { recursive: true });
  // Two runs in one checkout must not read each other's results.
  const file = path.join(resultsFolder, `${process.pid}-${name}`);
  fs.rmSync(file, { force: true });
  return file;
}

function readResults(file: string): unknown {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch {
    return undefined;
  } finally {
    fs.rmSync(file, { force: true });
  }
}
