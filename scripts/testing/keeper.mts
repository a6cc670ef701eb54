// Takes a throwaway state folder away with whoever made it, however that one ends: started with the folder as its
// argument, it waits until its standard input is closed, ends what still runs from the folder, and removes it.
import fs from "node:fs";
import { endOrphans } from "../parts/lock.mts";
import { removePostgres } from "../postgres.mts";

const folder = process.argv[2];
if (folder === undefined) throw new Error("node scripts/testing/keeper.mts <state folder>");

// A Ctrl-C reaches every process of the terminal; what counts here is the end of the one that asked.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});
process.stdin.resume();
process.stdin.once("close", async () => {
  await endOrphans(folder);
  await removePostgres(folder);
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});
