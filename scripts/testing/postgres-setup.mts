import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import type { TestProject } from "vitest/node";
import { databaseName } from "../postgres.mts";
import { throwawayPostgres } from "./throwaway-postgres.mts";

declare module "vitest" {
  interface ProvidedContext {
    postgres: { superuser: string; owner: string; app: string; template: string };
  }
}

/** Before the integration tests: a real server with one migrated database, which every test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await throwawayPostgres();
  const owner = postgres.url("owner");
  await promisify(execFile)(process.execPath, [path.resolve(import.meta.dirname, "../migrate.mts"), "deploy"], {
    env: { ...process.env, DATABASE_OWNER_URL: owner },
  });
  project.provide("postgres", {
    superuser: postgres.url("superuser", "postgres"),
    owner,
    app: postgres.url("app"),
    template: databaseName,
  });
  return postgres.stop;
}
