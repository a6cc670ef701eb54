import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePorts } from "./parts/ports.mts";
import { makeThrowawayFolder, secretFile } from "./parts/state.mts";
import { existingPlace } from "./postgres/place.mts";
import {
  DatabasePortTaken,
  existingPortOfPostgres,
  type Postgres,
  removePostgres,
  startPostgres,
  stopPostgres,
} from "./postgres.mts";

let stateFolder: string;
let port: number;

beforeAll(async () => {
  stateFolder = makeThrowawayFolder();
  [port = 0] = await freePorts(1);
  const postgres = await start();
  await query(postgres, "CREATE TABLE kept (id int)");
});
afterAll(async () => {
  await removePostgres(stateFolder);
  fs.rmSync(stateFolder, { recursive: true, force: true });
});

const start = () => startPostgres({ stateFolder, port, fast: true });
const clusterFolder = () => existingPlace(stateFolder)?.folder ?? "";
const postmasterFile = () => path.join(clusterFolder(), "postmaster.pid");
const postmaster = () => Number(fs.readFileSync(postmasterFile(), "utf8").split("\n")[0]);

async function query(postgres: Postgres, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: postgres.url("owner") });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test("a start finds the server that runs already", async () => {
  const before = postmaster();
  await start();
  expect(postmaster()).toBe(before);
  expect(existingPortOfPostgres(stateFolder)).toBe(port);
});

test("after a kill -9 of the server the next start recovers, and nothing is lost", async () => {
  process.kill(postmaster(), "SIGKILL");
  const postgres = await start();
  expect(await query(postgres, "SELECT * FROM kept")).toEqual([]);
});

test("a stale postmaster.pid whose number belongs to another process now does not stop the start", async () => {
  await stopPostgres(stateFolder);
  fs.writeFileSync(postmasterFile(), `${process.pid}\n${clusterFolder()}\n1\n${port}\n\n127.0.0.1\n1 1\nready\n`);
  expect(existingPortOfPostgres(stateFolder)).toBeUndefined();
  await start();
  expect(existingPortOfPostgres(stateFolder)).toBe(port);
});

test("another port moves the server", async () => {
  const before = port;
  [port = 0] = await freePorts(1);
  const postgres = await start();
  expect(postgres.port).not.toBe(before);
  expect(await query(postgres, "SELECT * FROM kept")).toEqual([]);
});

test("a taken port is named", async () => {
  await stopPostgres(stateFolder);
  const other = net.createServer().listen(port, "127.0.0.1");
  await new Promise((resolve) => other.once("listening", resolve));
  await expect(start()).rejects.toThrow(DatabasePortTaken);
  await new Promise((resolve) => other.close(resolve));
  await start();
});

test("an initdb that was cut off is begun anew", async () => {
  const folder = makeThrowawayFolder();
  fs.mkdirSync(path.join(folder, "postgres.new/base"), { recursive: true });
  const [other = 0] = await freePorts(1);
  const postgres = await startPostgres({ stateFolder: folder, port: other, fast: true });
  expect(await query(postgres, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  await removePostgres(folder);
  fs.rmSync(folder, { recursive: true });
});

test("a database whose password was lost is not touched", async () => {
  await stopPostgres(stateFolder);
  const file = secretFile(stateFolder, "postgres-superuser");
  fs.renameSync(file, `${file}.away`);
  await expect(start()).rejects.toThrow("Put it back, or begin anew with --fresh");
  fs.renameSync(`${file}.away`, file);
  await start();
});

test("passwords are readable by their owner only, and the cluster by its account only", () => {
  for (const role of ["superuser", "owner", "app"]) {
    expect(fs.statSync(secretFile(stateFolder, `postgres-${role}`)).mode & 0o777).toBe(0o600);
  }
  expect(fs.statSync(clusterFolder()).mode & 0o077).toBe(0);
});
