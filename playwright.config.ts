import { defineConfig } from "@playwright/test";
import { startedPortal } from "./e2e/support/portal.ts";
import { type Browser, browserVariable, findBrowser } from "./scripts/testing/browser.mts";

const handed = process.env[browserVariable];
const browser = handed ? (JSON.parse(handed) as Browser) : await findBrowser();

/** What counts people, accounts and rows: before others have filled the portal that all share. */
const onFreshPortal = /(national|refusals|members)\.spec\.ts$/;
const everyPage = /sweep\.spec\.ts$/;

export default defineConfig({
  testDir: "e2e",
  outputDir: ".build/journeys",
  globalSetup: "./e2e/setup/portals.ts",
  // Each with a portal of its own. More would wait for each other on two cores.
  workers: 2,
  fullyParallel: false,
  projects: [
    { name: "fresh", testMatch: onFreshPortal },
    // The longest begins early, so that the other worker does the rest meanwhile.
    { name: "every page", testMatch: everyPage },
    { name: "in use", testIgnore: [onFreshPortal, everyPage] },
  ],
  forbidOnly: true,
  retries: 0,
  timeout: 180_000,
  expect: { timeout: 15_000 },
  use: {
    baseURL: startedPortal()?.origin,
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
