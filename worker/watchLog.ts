import { execFile } from "node:child_process";
import fs from "node:fs/promises";
import path from "node:path";
import { LogReport, LogTip, lastLook, noteLook } from "../lib/chain/watching.ts";
import { type Config, config } from "../lib/platform/config.ts";
import { log } from "./log.ts";

/** Milliseconds between two looks, and that one may take. */
const pause = 3_600_000;
const patience = 10 * 60_000;

/** The command line that anybody runs; the portal's own look is that of a stranger, in a process of its own. */
const verifier = path.resolve(import.meta.dirname, "../verify/cli.ts");

/**
 * Follows the register's log from outside once an hour, into the folder `mirror` beside the other state, and keeps what was found, with
 * the certified tip, for others to compare theirs with.
 * Once a day it asks for a licence as everybody does: the one that is configured, or the first in force. Where others' tips are named, one of
 * them is compared with at each look, in turn.
 * Null where it is not yet time.
 */
export async function watchLog(
  now = new Date(),
  { network, stateDir, canary, otherTips }: Pick<Config, "network" | "stateDir" | "canary" | "otherTips"> = config(),
): Promise<LogReport | null> {
  const registry = network.canisters.licence_registry;
  const last = await lastLook(registry);
  if (last && now.getTime() - last.getTime() < pause) return null;
  const folder = path.join(stateDir, "mirror");
  await fs.mkdir(folder, { recursive: true });
  const description = path.join(folder, "asked.json");
  await fs.writeFile(description, JSON.stringify({ ...network, network: network.name }));
  const mirror = path.join(folder, registry);
  const other = otherTips[Math.floor(now.getTime() / pause) % otherTips.length];
  const report = LogReport.parse(JSON.parse(await look(mirror, description, canary, other)));
  if (report.answer !== "HOLDS")
    log.error({ registry, ...report }, "the register's log does not hold, or cannot be checked");
  await noteLook(registry, report, now, await tipIn(mirror));
  return report;
}

/** The mirror's certified tip; null before the first. */
async function tipIn(folder: string): Promise<LogTip | null> {
  const text = await fs.readFile(path.join(folder, "tip.json"), "utf8").catch(() => "null");
  return LogTip.nullable().parse(JSON.parse(text));
}

/** What the monitor says, whatever it found. Rejects when it could not run. */
function look(
  folder: string,
  description: string,
  canary: string | undefined,
  other: string | undefined,
): Promise<string> {
  const named = [
    ...(canary === undefined ? [] : ["--canary", canary]),
    ...(other === undefined ? [] : ["--with", other]),
  ];
  const args = [verifier, "monitor", folder, "--network", description, ...named, "--json"];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { timeout: patience }, (error, said, complaint) => {
      if (said === "") reject(new Error(`the monitor could not look: ${complaint || error?.message}`.slice(0, 300)));
      else resolve(said);
    });
  });
}
