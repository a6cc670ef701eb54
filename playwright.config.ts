import { defineConfig } from "@playwright/test";
import { type Browser, browserVariable, findBrowser } from "./scripts/testing/browser.mts";

const handed = process.env[browserVariable];
const browser = handed ? (JSON.parse(handed) as Browser) : await findBrowser();

/** What counts people, accounts and rows: before others have filled the portal that all share. */
const onFreshPortal = /(national|refusals|members)\.spec\.ts$/;

export default defineConfig({
  testDir: "e2e",
  outputDir: ".build/journeys",
  globalSetup: "./e2e/setup/stack.ts",
  // The journeys share one portal, and two cores.
  workers: 1,
  fullyParallel: false,
  projects: [
    { name: "fresh", testMatch: onFreshPortal },
    { name: "in use", testIgnore: onFreshPortal },
  ],
  forbidOnly: true,
  retries: 0,
  timeout: 180_000,
  expect: { timeout: 15_000 },
  use: {
    baseURL: process.env.SANAD_ORIGIN,
    // What waits for longer has gone wrong, and should say where.
    actionTimeout: 60_000,
    navigationTimeout: 60_000,
    viewport: { width: 1280, height: 900 },
    // CI keeps no files, so a film would be thrown away.
    trace: process.env.CI ? "off" : "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
      ...(browser && { executablePath: browser.executablePath, env: { ...process.env, ...browser.env } }),
    },
  },
});
