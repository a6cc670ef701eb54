// A throwaway stack as a process of its own, for the journeys: writes one line of JSON when it is ready, and ends when
// its standard input is closed, so that it goes with whoever started it.
import { progressOn } from "../parts/progress.mts";
import { startThrowawayStack } from "./throwaway-stack.mts";

/** What the journeys are told of the stack. */
export type Served = {
  origin: string;
  stateFolder: string;
  databaseUrl: string;
  /** The database as the role that owns its tables. */
  ownerUrl: string;
  networkFile: string;
};

let isEnding = false;
const end = async (code: number) => {
  if (isEnding) return;
  isEnding = true;
  await stack?.stop();
  process.exit(code);
};
process.stdin.resume();
process.stdin.once("close", () => void end(0));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void end(0));

const stack = await startThrowawayStack({
  // A change of roles is waited for in a journey; as long as it takes to see that it does not happen at once.
  env: { ...process.env, ROLE_DELAY_SECONDS: "5" },
  progress: progressOn(process.stderr),
  onUnexpectedEnd: (reason) => {
    console.error(reason);
    void end(1);
  },
}).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
if (isEnding) await stack.stop();
else {
  const { origin, env, ownerUrl } = stack;
  const { STATE_DIR = "", DATABASE_URL = "", NETWORK_FILE = "" } = env;
  const served: Served = {
    origin,
    stateFolder: STATE_DIR,
    databaseUrl: DATABASE_URL,
    ownerUrl,
    networkFile: NETWORK_FILE,
  };
  process.stdout.write(`${JSON.stringify(served)}\n`);
}
