import type { Stack, StackOptions } from "../stack.mts";
import { startStack } from "../stack.mts";
import { throwawayFolder, throwawayPorts } from "./throwaway.mts";

export type ThrowawayOptions = Partial<Omit<StackOptions, "stateFolder" | "ports">>;

/** Settings of a person's shell that would lead a test to a real database, network or mailbox. */
const outside = [
  ...["DATABASE_URL", "DATABASE_OWNER_URL", "IC_HOST", "NETWORK_FILE", "SMTP_URL", "MAIL_FROM", "STATE_DIR", "DEMO"],
  ...["NEXTAUTH_URL", "NEXTAUTH_SECRET", "IDENTITY_PROVIDER_URL", "PORTAL_KEY_FILE", "DERIVATION_ORIGIN"],
];

/**
 * A whole stack for one run: state in a folder of its own, free ports, a database that does not wait for the disk. It
 * stands beside any other, and `stop` leaves nothing of it, as does a kill -9 of this process.
 */
export async function startThrowawayStack(options: ThrowawayOptions = {}): Promise<Stack> {
  const { folder, remove } = throwawayFolder();
  const env = { ...(options.env ?? process.env) };
  for (const name of outside) delete env[name];
  const start = startStack({
    portal: "built",
    fast: true,
    ...options,
    env,
    stateFolder: folder,
    ports: await throwawayPorts(),
  });
  const stop = async () => {
    await start.stop();
    await remove();
  };
  try {
    return { ...(await start.ready), stop };
  } catch (error) {
    await remove();
    throw error;
  }
}
