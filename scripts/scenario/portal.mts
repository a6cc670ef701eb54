import fs from "node:fs";
import { type Config, config } from "../../lib/platform/config.ts";
import { secret, secretFile, stateFolder } from "../parts/state.mts";
import { databaseName, existingPortOfPostgres, roles } from "../postgres.mts";
import { networkFile } from "../stack/network.mts";

/**
 * Makes this process a client of the demo portal that runs on the state folder: the same database role, secrets, network and
 * clock as the portal's own processes. Throws when none runs.
 */
export function joinRunningPortal(): Config {
  const folder = stateFolder();
  const port = existingPortOfPostgres(folder);
  if (port === undefined)
    throw new Error(`No portal runs on ${folder}. Start one with "npm run up", and leave it running.`);
  const kept = (name: string) => {
    if (!fs.existsSync(secretFile(folder, name))) throw new Error(`${secretFile(folder, name)} is missing.`);
    return secret(folder, name, () => "");
  };
  Object.assign(process.env, {
    DEMO: "1",
    // Appointments wait for nobody here: what takes a minute in a demonstration is not shorter to watch.
    ROLE_DELAY_SECONDS: process.env.ROLE_DELAY_SECONDS ?? "0",
    STATE_DIR: folder,
    NETWORK_FILE: networkFile(folder),
    DATABASE_URL: `postgresql://${roles.app}:${kept("postgres-app")}@127.0.0.1:${port}/${databaseName}`,
    NEXTAUTH_SECRET: kept("session-secret"),
    NEXTAUTH_URL: process.env.NEXTAUTH_URL || `http://127.0.0.1:${process.env.PORT || "3000"}`,
  });
  const running = config();
  if (!running.demonstration)
    throw new Error("The scenario issues demonstration licences only; this portal is no demonstration.");
  return running;
}
