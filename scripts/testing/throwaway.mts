import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { freePorts } from "../parts/ports.mts";
import { makeThrowawayFolder } from "../parts/state.mts";

/** A state folder for one run, which goes away with everything in it when the run ends, in whatever way. */
export type ThrowawayFolder = { folder: string; remove(): Promise<void> };

/** Makes a throwaway state folder, and a keeper that removes it (and stops its database) when this process is killed. */
export function throwawayFolder(): ThrowawayFolder {
  const folder = makeThrowawayFolder();
  const keeper = spawn(process.execPath, [path.join(import.meta.dirname, "keeper.mts"), folder], {
    detached: true,
    stdio: ["pipe", "ignore", "inherit"],
  });
  keeper.unref();
  const ended = once(keeper, "exit");
  const remove = async () => {
    keeper.ref();
    keeper.stdin.end();
    await ended;
  };
  return { folder, remove };
}

/** Ports for a stack beside any other. */
export async function throwawayPorts() {
  const [portal = 0, network = 0, database = 0, identity = 0] = await freePorts(4);
  return { portal, network, database, identity };
}
