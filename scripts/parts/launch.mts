import fs from "node:fs";
import path from "node:path";
import { ConfigError } from "../../lib/platform/config.ts";
import { existingPortOfPostgres, removePostgres } from "../postgres.mts";
import { type Stack, type StackOptions, type Start, startStack } from "../stack.mts";
import { portSettings } from "./arguments.mts";
import { endOrphans, Locked, takeLock } from "./lock.mts";
import { progressOn } from "./progress.mts";
import { claimStateFolder, emptyStateFolder, stateFolder } from "./state.mts";
import { takenPorts } from "./taken.mts";

export type Launch = { portal: StackOptions["portal"]; fresh: boolean; announce(stack: Stack): Promise<string> };

/**
 * Starts the stack for a person at a terminal and stays until it is told to end (Ctrl-C, SIGTERM, the terminal closed)
 * or a part of it ends. The result is the exit code.
 */
export async function launch({ portal, fresh, announce }: Launch): Promise<number> {
  const progress = progressOn(process.stderr);
  const folder = stateFolder();
  let release: (() => void) | undefined;
  let start: Start | undefined;
  let isEnding = false;
  let firstSignal = 0;
  let reportEnd: (code: number) => void = () => {};
  const ended = new Promise<number>((resolve) => {
    reportEnd = resolve;
  });

  const end = async (code: number) => {
    if (isEnding) return;
    isEnding = true;
    await start?.stop();
    reportEnd(code);
  };
  const onSignal = (signal: NodeJS.Signals) => {
    if (firstSignal === 0) {
      firstSignal = Date.now();
      progress.say(`\n${signal === "SIGINT" ? "Ending" : `Ending (${signal})`}: portal, worker, network, database …`);
      void end(0);
    } else if (Date.now() - firstSignal > 1_000) {
      // A second Ctrl-C of a person in a hurry; npm alone doubles the first one within milliseconds.
      start?.killNow();
    }
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
  process.on("exit", () => start?.killNow());

  try {
    const settings = portSettings(process.env);
    claimStateFolder(folder);
    release = takeLock(path.join(folder, "run", "up.json"), `The state folder ${folder}`);
    const orphans = await endOrphans(folder);
    if (orphans.length > 0) progress.say(`Ended what a killed start had left: ${orphans.join(", ")}`);
    if (fresh) {
      await progress.step("Removing the old state", async () => {
        await removePostgres(folder);
        emptyStateFolder(folder, ["run"]);
      });
    }
    const ownDatabase = existingPortOfPostgres(folder);
    const taken = await takenPorts([
      ...(portal === "none" ? [] : [{ variable: "PORT", purpose: "portal", port: settings.PORT }]),
      ...(process.env.IC_HOST ? [] : [{ variable: "IC_PORT", purpose: "local network", port: settings.IC_PORT }]),
      ...(process.env.IDENTITY_PROVIDER_URL
        ? []
        : [{ variable: "IDENTITY_PORT", purpose: "identity provider", port: settings.IDENTITY_PORT }]),
      ...(process.env.DATABASE_URL || ownDatabase === settings.PG_PORT
        ? []
        : [{ variable: "PG_PORT", purpose: "database", port: settings.PG_PORT }]),
    ]);
    if (taken.length > 0) throw new ConfigError("PortTaken", taken.join("\n"));

    const { PORT, IC_PORT, PG_PORT, IDENTITY_PORT } = settings;
    start = startStack({
      stateFolder: folder,
      ports: { portal: PORT, network: IC_PORT, database: PG_PORT, identity: IDENTITY_PORT },
      portal,
      progress,
      onUnexpectedEnd: (reason) => {
        progress.say(`\n${reason}\nEnding the others.`);
        void end(1);
      },
    });
    if (isEnding) await start.stop();
    const stack = await start.ready;
    fs.writeSync(1, `${await announce(stack)}\n`);
    return await ended;
  } catch (error) {
    // What was broken off by a signal, or by a part that ended, has been told already.
    if (isEnding) return await ended;
    progress.say(explain(error));
    return 1;
  } finally {
    release?.();
  }
}

function explain(error: unknown): string {
  if (error instanceof Locked) {
    return `${error.message} Only one start can use it: end that one (Ctrl-C there, or kill ${error.pid}), or set STATE_DIR to another folder.`;
  }
  if (error instanceof ConfigError) return `${error.name}: ${error.message}`;
  return error instanceof Error ? (process.env.DEBUG ? (error.stack ?? error.message) : error.message) : String(error);
}
