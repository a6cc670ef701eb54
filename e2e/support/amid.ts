import fs from "node:fs";
import path from "node:path";
import pg from "pg";
import type { Trouble } from "./routeTable.ts";

/** A portal that may be hurt for a moment, because nobody else uses it. */
export type OwnPortal = { stateFolder: string; ownerUrl: string };

/**
 * Does something while a portal is in trouble: it is closed for work, or its database lacks a table, so that whatever reads it
 * fails. All is well again afterwards, whatever was done.
 */
export async function amid<T>(trouble: Trouble, portal: OwnPortal, during: () => Promise<T>): Promise<T> {
  return trouble === "maintenance" ? closed(portal, during) : withoutTable(trouble, portal, during);
}

async function withoutTable<T>(table: string, { ownerUrl }: OwnPortal, during: () => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(`ALTER TABLE "${table}" RENAME TO "${table}Away"`);
    return await during().finally(() => client.query(`ALTER TABLE "${table}Away" RENAME TO "${table}"`));
  } finally {
    await client.end();
  }
}

/** The portal looks for the file once in a second. */
const noticed = 1_500;

async function closed<T>({ stateFolder }: OwnPortal, during: () => Promise<T>): Promise<T> {
  const file = path.join(stateFolder, "maintenance");
  fs.writeFileSync(file, new Date(Date.now() + 3_600_000).toISOString());
  try {
    await new Promise((done) => setTimeout(done, noticed));
    return await during();
  } finally {
    fs.rmSync(file);
    await new Promise((done) => setTimeout(done, noticed));
  }
}
