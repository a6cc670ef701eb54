import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { freePorts } from "../parts/ports.mts";
import { makeThrowawayFolder } from "../parts/state.mts";
import { type Postgres, startPostgres } from "../postgres.mts";

/**
 * A database server for one run: its own folder, a free port, no fsync. `stop` removes everything; when this process is
 * killed instead, its keeper does.
 */
export async function throwawayPostgres(): Promise<Postgres> {
  const stateFolder = makeThrowawayFolder();
  const keeper = spawn(process.execPath, [path.join(import.meta.dirname, "keeper.mts"), stateFolder], {
    detached: true,
    stdio: ["pipe", "ignore", "inherit"],
  });
  keeper.unref();
  const ended = once(keeper, "exit");
  const stop = async () => {
    keeper.stdin.end();
    await ended;
  };
  try {
    const [port] = await freePorts(1);
    const postgres = await startPostgres({ stateFolder, port: port ?? 0, fast: true });
    return { ...postgres, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
