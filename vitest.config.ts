import path from "node:path";
import { defineConfig } from "vitest/config";

// Programs that tests start, dozens of times, find their modules compiled.
process.env.NODE_COMPILE_CACHE ??= path.resolve(import.meta.dirname, ".build/compiled");

const integration = "**/*.integration.test.ts";
const units = "{app,lib,verify,scripts,components,worker,prisma,messages,bench}/**/*.test.{ts,tsx,mts}";
// They change the environment, or put another module in a module's place.
const changing = [
  "app/proxy.test.ts",
  "components/pictures/BrokenGlass.test.tsx",
  "lib/platform/web/{statePages,verificationPage}.test.ts",
];
// They have a network of their own, and a process reads its configuration once.
const configuring = [
  "worker/**/*.integration.test.ts",
  "{app/api/v1/log/tip/tip,lib/audit/export,lib/licences/seats/idle}.integration.test.ts",
];
const integrationLimits = { testTimeout: 60_000, hookTimeout: 60_000 };
const notTests = ["**/node_modules/**", "**/.next/**", "**/.build/**", "**/.data/**", "e2e/**"];

export default defineConfig({
  resolve: { alias: { "@": path.resolve(import.meta.dirname) } },
  test: {
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: [units],
          exclude: [integration, ...changing, ...notTests],
          // Modules are loaded once for all of them: what they test keeps nothing.
          isolate: false,
          // Properties and processes take their time where others work on the same cores.
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: { name: "unit by itself", include: changing, testTimeout: 30_000 },
      },
      {
        extends: true,
        test: {
          name: "canister",
          include: ["{canisters,localnet}/**/*.test.ts"],
          exclude: [integration, ...notTests],
          testTimeout: 120_000,
          // Modules are compiled in it.
          hookTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: [integration],
          exclude: [...configuring, ...notTests],
          isolate: false,
          globalSetup: ["scripts/testing/postgres-setup.mts"],
          setupFiles: ["scripts/testing/ownEnvironment.ts"],
          ...integrationLimits,
        },
      },
      {
        extends: true,
        test: {
          name: "integration by itself",
          include: configuring,
          exclude: notTests,
          globalSetup: ["scripts/testing/postgres-setup.mts"],
          ...integrationLimits,
        },
      },
    ],
  },
});
