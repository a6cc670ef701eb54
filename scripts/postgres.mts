// The embedded database: PostgreSQL 18 from npm, driven with its own pg_ctl, so that it survives a killed parent and is
// found again. With DATABASE_URL set nothing of this runs: DATABASE_URL is then the app role's address,
// DATABASE_OWNER_URL the owner's (docs/deploy.md).
//   node scripts/postgres.mts start | stop | status | urls   the embedded server of the state folder
//   node scripts/postgres.mts bootstrap                      roles and database on a server of your own: reads its
//       superuser's address from DATABASE_SUPERUSER_URL, keeps the passwords in the state folder, prints both addresses
import fs from "node:fs";
import path from "node:path";
import pg from "pg";
import { isPortFree } from "./parts/ports.mts";
import { makeStateFolder, randomToken, secret, secretFile, stateFolder } from "./parts/state.mts";
import { clusterPlace, existingPlace, removePlace } from "./postgres/place.mts";
import { clearStaleLock, initialise, runningPort, startServer, stopServer } from "./postgres/server.mts";

/** Superuser: bootstrap only. Owner: migrations and the queues' tables. App: reads and writes, and audit rows only to add. */
export const roles = { superuser: "postgres", owner: "sanad_owner", app: "sanad_app" } as const;
export type DatabaseRole = keyof typeof roles;

export const databaseName = "sanad";

/** A running embedded server. */
export type Postgres = {
  port: number;
  /** The address for a role, of the portal's database or another. */
  url(role: DatabaseRole, database?: string): string;
  stop(): Promise<void>;
};

export type PostgresOptions = {
  stateFolder: string;
  port: number;
  /** For tests: no fsync. */
  fast?: boolean;
};

/** A port that the database needs is in somebody else's hands. */
export class DatabasePortTaken extends Error {
  readonly port: number;
  constructor(port: number) {
    super(`Port ${port} is taken, and the database needs it. Set PG_PORT to a free one, or end what listens there.`);
    this.port = port;
  }
}

/** Starts the embedded server, or finds it running; makes cluster, roles and database when they are not there yet. */
export async function startPostgres({ stateFolder: folder, port, fast = false }: PostgresOptions): Promise<Postgres> {
  makeStateFolder(folder);
  const place = await clusterPlace(folder);
  const password = (role: DatabaseRole) => passwordOf(folder, role);

  if (!fs.existsSync(path.join(place.folder, "PG_VERSION"))) {
    await initialise(place, roles.superuser, password("superuser"), fast);
  } else if (!fs.existsSync(secretFile(folder, "postgres-superuser"))) {
    throw new Error(
      `The database in ${place.folder} is there but its password, ${secretFile(folder, "postgres-superuser")}, is not. Put it back, or begin anew with --fresh.`,
    );
  }
  const serve = async () => {
    if (runningPort(place) !== undefined && runningPort(place) !== port) await stopServer(place);
    if (runningPort(place) !== undefined) return;
    await clearStaleLock(place);
    if (!(await isPortFree(port))) throw new DatabasePortTaken(port);
    await startServer(place, { port, fast });
  };

  const url = (role: DatabaseRole, database: string = databaseName) =>
    `postgresql://${roles[role]}:${password(role)}@127.0.0.1:${port}/${database}`;
  await bootstrap(url("superuser", "postgres"), { owner: password("owner"), app: password("app") }, serve);
  return { port, url, stop: () => stopServer(place) };
}

/** Stops the server of a state folder when one runs; nothing to do otherwise. */
export async function stopPostgres(folder: string): Promise<void> {
  const place = existingPlace(folder);
  if (place !== undefined) await stopServer(place);
}

/** The port that the embedded server of a state folder listens on; undefined when none runs. */
export function existingPortOfPostgres(folder: string): number | undefined {
  const place = existingPlace(folder);
  return place && runningPort(place);
}

/** Stops the server and removes its cluster, wherever it lies. */
export async function removePostgres(folder: string): Promise<void> {
  await stopPostgres(folder);
  removePlace(folder);
}

/** The password of a role, made on first use. */
function passwordOf(folder: string, role: DatabaseRole): string {
  return secret(folder, `postgres-${role}`, randomToken);
}

/** Roles and database, made or brought in step with the secrets. `serve` sees to it that there is a server to ask. */
async function bootstrap(
  superuserUrl: string,
  passwords: { owner: string; app: string },
  serve?: () => Promise<void>,
): Promise<void> {
  const client = await connect(superuserUrl, serve);
  try {
    for (const [role, rights] of [
      ["owner", "CREATEDB"],
      ["app", "NOCREATEDB"],
    ] as const) {
      const name = roles[role];
      const known = await client.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [name]);
      const password = client.escapeLiteral(passwords[role]);
      const attributes = `LOGIN NOSUPERUSER NOCREATEROLE ${rights} PASSWORD ${password}`;
      await client.query(`${known.rowCount === 0 ? "CREATE" : "ALTER"} ROLE ${name} ${attributes}`);
    }
    const known = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [databaseName]);
    if (known.rowCount === 0) await client.query(`CREATE DATABASE ${databaseName} OWNER ${roles.owner}`);
  } finally {
    await client.end();
  }
}

const passing = new Set(["57P03", "ECONNREFUSED", "ECONNRESET"]);

/**
 * A server in crash recovery refuses connections for a while (57P03): wait for it. One that was killed a moment ago still
 * looks alive and is gone at the next look: `serve` is asked again before each attempt.
 */
async function connect(url: string, serve?: () => Promise<void>): Promise<pg.Client> {
  const deadline = Date.now() + 120_000;
  for (;;) {
    await serve?.();
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
    // A connection that breaks off later tells the query that waits for it; without a listener it would end the process.
    client.on("error", () => undefined);
    try {
      await client.connect();
      return client;
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      const isPassing = passing.has(code ?? "") || /terminated/.test(message);
      if (!isPassing || Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

if (import.meta.main) {
  const folder = stateFolder();
  const port = Number(process.env.PG_PORT || 54329);
  switch (process.argv[2]) {
    case "start":
      console.log(`PostgreSQL listens on port ${(await startPostgres({ stateFolder: folder, port })).port}`);
      break;
    case "stop":
      await stopPostgres(folder);
      console.log("PostgreSQL is stopped");
      break;
    case "status": {
      const running = existingPortOfPostgres(folder);
      console.log(running === undefined ? "PostgreSQL does not run" : `PostgreSQL listens on port ${running}`);
      break;
    }
    case "urls": {
      const postgres = await startPostgres({ stateFolder: folder, port });
      for (const role of ["owner", "app"] as const) console.log(`${role} ${postgres.url(role)}`);
      break;
    }
    case "bootstrap": {
      const superuserUrl = process.env.DATABASE_SUPERUSER_URL;
      if (!superuserUrl) throw new Error("DATABASE_SUPERUSER_URL is not set");
      makeStateFolder(folder);
      const passwords = { owner: passwordOf(folder, "owner"), app: passwordOf(folder, "app") };
      await bootstrap(superuserUrl, passwords);
      for (const [variable, role] of [
        ["DATABASE_URL", "app"],
        ["DATABASE_OWNER_URL", "owner"],
      ] as const) {
        const url = new URL(superuserUrl);
        Object.assign(url, { username: roles[role], password: passwords[role], pathname: `/${databaseName}` });
        console.log(`${variable}=${url.href}`);
      }
      break;
    }
    default:
      console.error("node scripts/postgres.mts start | stop | status | urls | bootstrap");
      process.exitCode = 2;
  }
}
