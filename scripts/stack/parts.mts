import path from "node:path";
import type { Build } from "../build.mts";
import { Part } from "../parts/part.mts";
import type { Ports } from "../stack.mts";
import { networkFile } from "./network.mts";

export type PartContext = { stateFolder: string; ports: Ports; env: NodeJS.ProcessEnv };

/** The local Internet Computer. */
export function localNetworkPart({ stateFolder, ports, env }: PartContext): Part {
  const command = ["localnet/main.ts", "--state", path.join(stateFolder, "localnet"), "--port", String(ports.network)];
  const isReady = () => answers(`http://127.0.0.1:${ports.network}/api/v2/status`);
  return new Part({ name: "local network", command, env, stateFolder, isReady });
}

/** The identity provider that stands for Internet Identity, on an origin of its own. */
export function identityPart({ stateFolder, ports, env }: PartContext): Part {
  const network = networkFile(stateFolder);
  const command = ["localnet/identity/main.ts", "--port", String(ports.identity), "--network", network];
  const isReady = () => answers(`http://127.0.0.1:${ports.identity}`);
  return new Part({ name: "identity provider", command, env, stateFolder, isReady });
}

/** The portal's worker. In development it starts again when its code changes, as the pages do. */
export function workerPart({ stateFolder, env }: PartContext, isDevelopment: boolean): Part {
  const watching = isDevelopment ? ["--watch", "--watch-preserve-output"] : [];
  return new Part({ name: "worker", command: [...watching, "worker/main.ts"], env, stateFolder });
}

/** The portal: a build, ready when it finds database, network and worker well; or Next's development server. */
export function portalPart({ stateFolder, ports, env }: PartContext, build: Build | undefined): Part {
  const health = `http://127.0.0.1:${ports.portal}/api/health`;
  if (build !== undefined) {
    const command = [path.join(build.folder, "server.js")];
    return new Part({ name: "portal", command, env, stateFolder, cwd: build.folder, isReady: () => isHealthy(health) });
  }
  const next = "node_modules/next/dist/bin/next";
  const command = [next, "dev", "--port", String(ports.portal), "--hostname", "127.0.0.1"];
  return new Part({ name: "portal", command, env, stateFolder, isReady: () => answers(health), patience: 120_000 });
}

/** Whether a server answers at all, whatever it says. */
async function answers(url: string): Promise<boolean> {
  const response = await fetch(url, { signal: AbortSignal.timeout(10_000), redirect: "manual" });
  await response.body?.cancel();
  return true;
}

async function isHealthy(url: string): Promise<boolean> {
  const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
  await response.body?.cancel();
  return response.ok;
}
