import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import type * as Bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";
import { inRoot } from "../parts/root.mts";
import { MigrationAdapter } from "./adapter.mts";

export const schemaFile = inRoot("prisma/schema.prisma");
export const migrationsFolder = inRoot("prisma/migrations");

const filters = { externalTables: [], externalEnums: [] };
const wasmFolder = path.dirname(createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm"));

type Engine = Bindings.SchemaEngine;
type Loadable = typeof Bindings & { __wbg_set_wasm(exports: WebAssembly.Exports): void };

/** Applies what the database has not had yet; the names of the migrations it applied. */
export function applyMigrations(url: string): Promise<string[]> {
  return withEngine(url, async (engine) => {
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList: migrationsList(), filters });
    return appliedMigrationNames;
  });
}

/** The SQL that leads from an empty database to prisma/schema.prisma. */
export function sqlFromNothing(url: string): Promise<string> {
  return withEngine(url, (engine) => difference(engine, { tag: "empty" }));
}

/**
 * The SQL that leads from the migrations to prisma/schema.prisma, empty when they agree. The migrations are replayed in
 * a database of their own beside the one at `url`, whose role must be allowed to make databases.
 */
export async function sqlFromMigrations(url: string): Promise<string> {
  const name = `scratch_${crypto.randomUUID().replaceAll("-", "")}`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  try {
    const scratch = new URL(url);
    scratch.pathname = `/${name}`;
    await applyMigrations(scratch.href);
    return await withEngine(scratch.href, (engine) =>
      difference(engine, { tag: "schemaDatasource", ...schema(), configDir: "." }),
    );
  } finally {
    await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await client.end();
  }
}

async function difference(engine: Engine, from: Bindings.DiffTarget): Promise<string> {
  const to: Bindings.DiffTarget = { tag: "schemaDatamodel", ...schema() };
  const result = await engine.diff({ from, to, script: true, exitCode: true, filters });
  return result.exitCode === 0 ? "" : (result.stdout ?? "");
}

let loaded: Promise<Loadable> | undefined;

/** Loads the engine from WebAssembly, since its native builds are not on npm. Once: its bindings keep one memory. */
function load(): Promise<Loadable> {
  loaded ??= (async () => {
    Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: (text: string) => console.error(text) } });
    const bindings = (await import(path.join(wasmFolder, "schema_engine_bg.js"))) as Loadable;
    const module = fs.readFileSync(path.join(wasmFolder, "schema_engine_bg.wasm"));
    const imports = { "./schema_engine_bg.js": { ...bindings } as WebAssembly.ModuleImports };
    const { instance } = await WebAssembly.instantiate(module, imports);
    bindings.__wbg_set_wasm(instance.exports);
    (instance.exports.__wbindgen_start as () => void)();
    return bindings;
  })();
  return loaded;
}

/** Every engine leaves a timer of ten seconds behind: run it in a process that is then ended. */
async function withEngine<T>(url: string, use: (engine: Engine) => Promise<T>): Promise<T> {
  const bindings = await load();
  const adapter = bindMigrationAwareSqlAdapterFactory(new MigrationAdapter(url));
  const datamodels: [string, string][] = [["schema.prisma", fs.readFileSync(schemaFile, "utf8")]];
  const engine = await bindings.SchemaEngine.new({ datamodels }, () => {}, adapter);
  try {
    return await use(engine);
  } finally {
    engine.free();
  }
}

function schema(): Bindings.SchemasContainer {
  return { files: [{ path: "schema.prisma", content: fs.readFileSync(schemaFile, "utf8") }] };
}

function migrationsList(): Bindings.MigrationList {
  const folders = fs.existsSync(migrationsFolder) ? fs.readdirSync(migrationsFolder, { withFileTypes: true }) : [];
  const names = folders.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return {
    baseDir: migrationsFolder,
    lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
    shadowDbInitScript: "",
    migrationDirectories: names.sort().map((name) => ({
      path: name,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok", value: fs.readFileSync(path.join(migrationsFolder, name, "migration.sql"), "utf8") },
      },
    })),
  };
}
