import { ConfigError } from "../../lib/platform/config.ts";
import { bearsStamp } from "../migrations/stamp.mts";
import type { Progress } from "../parts/progress.mts";
import { mustRun } from "../parts/tool.mts";
import { existingPortOfPostgres, startPostgres } from "../postgres.mts";

export type Database = { ownerUrl: string; appUrl: string; isRunning(): boolean };

type DatabaseOptions = {
  stateFolder: string;
  port: number;
  fast: boolean;
  env: NodeJS.ProcessEnv;
  progress: Progress;
};

/**
 * The database, migrated: the embedded server, or the one that DATABASE_URL (app role) and
 * DATABASE_OWNER_URL (owner) name.
 */
export async function startDatabase({ stateFolder, port, fast, env, progress }: DatabaseOptions): Promise<Database> {
  const database = env.DATABASE_URL
    ? external(env)
    : await progress.step("Starting the database", async () => {
        const postgres = await startPostgres({ stateFolder, port, fast });
        return {
          ownerUrl: postgres.url("owner"),
          appUrl: postgres.url("app"),
          isRunning: () => existingPortOfPostgres(stateFolder) !== undefined,
        };
      });
  if (!(await bearsStamp(database.ownerUrl))) {
    await progress.step("Applying the migrations", () =>
      mustRun(["scripts/migrate.mts", "deploy"], { env: { ...env, DATABASE_OWNER_URL: database.ownerUrl } }),
    );
  }
  return database;
}

function external(env: NodeJS.ProcessEnv): Database {
  const { DATABASE_URL: appUrl = "", DATABASE_OWNER_URL: ownerUrl } = env;
  if (!ownerUrl) {
    throw new ConfigError(
      "SettingMissing",
      "DATABASE_URL is set (the app role) but DATABASE_OWNER_URL is not: migrations run as the role that owns the tables (docs/deploy.md).",
    );
  }
  return { appUrl, ownerUrl, isRunning: () => true };
}
