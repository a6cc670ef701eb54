// Migrations without a download: Prisma's schema engine as WebAssembly.
//   node scripts/migrate.mts deploy        apply what is missing, queues included, to DATABASE_OWNER_URL
//   node scripts/migrate.mts check         fails when prisma/schema.prisma and prisma/migrations differ
//   node scripts/migrate.mts new <name>    write the difference as a new migration
//   node scripts/migrate.mts reset-init    before the first release only: write 0001_init anew from the schema
// All but deploy use a throwaway database server when DATABASE_OWNER_URL is not set.
import fs from "node:fs";
import path from "node:path";
import pg from "pg";
import { applyMigrations, migrationsFolder, sqlFromMigrations, sqlFromNothing } from "./migrations/engine.mts";
import { migrateJobs } from "./migrations/jobs.mts";
import { setStamp } from "./migrations/stamp.mts";
import { roles } from "./postgres.mts";
import { throwawayPostgres } from "./testing/throwaway-postgres.mts";

/** Any number, as long as it is always the same: two starts at once migrate one after the other. */
const migrationLock = 7_267_623;

async function deploy(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const app = await client.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [roles.app]);
    if (app.rowCount === 0) {
      throw new Error(`The database server has no role "${roles.app}", which the portal runs as: see docs/deploy.md.`);
    }
    await client.query("SELECT pg_advisory_lock($1)", [migrationLock]);
    const applied = await applyMigrations(ownerUrl);
    await migrateJobs(ownerUrl);
    await setStamp(ownerUrl);
    console.log(applied.length === 0 ? "No migration was missing" : `Applied ${applied.join(", ")}`);
  } finally {
    await client.end();
  }
}

function write(name: string, sql: string): void {
  const folder = path.join(migrationsFolder, name);
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, "migration.sql"), sql);
  console.log(`Wrote ${path.relative(process.cwd(), folder)}/migration.sql`);
}

async function withServer<T>(use: (ownerUrl: string) => Promise<T>): Promise<T> {
  if (process.env.DATABASE_OWNER_URL) return use(process.env.DATABASE_OWNER_URL);
  const postgres = await throwawayPostgres();
  try {
    return await use(postgres.url("owner"));
  } finally {
    await postgres.stop();
  }
}

async function main([command, name]: string[]): Promise<number> {
  switch (command) {
    case "deploy": {
      const url = process.env.DATABASE_OWNER_URL;
      if (!url) throw new Error("DATABASE_OWNER_URL is not set: it is the address for the role that owns the tables.");
      await deploy(url);
      return 0;
    }
    case "check": {
      const sql = await withServer(sqlFromMigrations);
      if (sql === "") return 0;
      console.error(`prisma/schema.prisma and prisma/migrations differ:\n${sql}`);
      return 1;
    }
    case "new": {
      if (!name || !/^[a-z0-9_]+$/.test(name)) throw new Error("Name the migration in a-z, 0-9 and _");
      const sql = await withServer(sqlFromMigrations);
      const stamp = new Date().toISOString().replaceAll(/\D/g, "").slice(0, 14);
      if (sql === "") console.log("Nothing changed");
      else write(`${stamp}_${name}`, sql);
      return 0;
    }
    case "reset-init":
      write("0001_init", await withServer(sqlFromNothing));
      return 0;
    default:
      console.error("node scripts/migrate.mts deploy | check | new <name> | reset-init");
      return 2;
  }
}

if (import.meta.main) {
  try {
    process.exit(await main(process.argv.slice(2)));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    // The engine's timer would keep the process for ten seconds more.
    process.exit(1);
  }
}
