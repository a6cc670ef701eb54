import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HttpAgent, type Identity } from "@dfinity/agent";
import { Ed25519KeyIdentity } from "@dfinity/identity";

export {
  type Installation,
  installCanister,
  managementOf,
  setEnvironment,
  type Upgrade,
  upgradeCanister,
} from "./client.ts";

import { type Localnet, type LocalnetOptions, startLocalnet } from "./server.ts";

export interface TestNetwork extends Localnet {
  stateDir: string;
  /** A stock agent with every verification on. */
  agent(identity?: Identity): Promise<HttpAgent>;
}

/** A network with a throwaway state on a free port. Who starts it stops it, which removes the state too. */
export async function throwawayLocalnet(options: Partial<LocalnetOptions> = {}): Promise<TestNetwork> {
  const stateDir = options.stateDir ?? mkdtempSync(join(tmpdir(), "localnet-"));
  const network = await startLocalnet({ port: 0, fast: true, ...options, stateDir });
  return {
    ...network,
    stateDir,
    agent: (identity) =>
      HttpAgent.create({ host: network.url, rootKey: network.rootKey, ...(identity && { identity }), retryTimes: 0 }),
    stop: async () => {
      await network.stop();
      if (!options.stateDir) rmSync(stateDir, { recursive: true, force: true });
    },
  };
}

/** Runs a test body with a throwaway network. */
export async function withLocalnet<T>(
  body: (network: TestNetwork) => Promise<T>,
  options: Partial<LocalnetOptions> = {},
): Promise<T> {
  const network = await throwawayLocalnet(options);
  try {
    return await body(network);
  } finally {
    await network.stop();
  }
}

/** A fresh Ed25519 identity. */
export const freshIdentity = (): Identity => Ed25519KeyIdentity.generate();
