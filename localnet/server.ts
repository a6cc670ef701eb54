import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { blsReady } from "./crypto/bls.ts";
import { principalText } from "./crypto/principal.ts";
import { listener } from "./http/listener.ts";
import { networkKeys, privateFolder } from "./keys.ts";
import { ReplicaHost } from "./replica/host.ts";
import { lockFolder } from "./state/lock.ts";

export interface LocalnetOptions {
  /** Where keys and state are kept; made when it is not there. One process at a time may use it. */
  stateDir: string;
  /** 0 for any free port. */
  port: number;
  /** For tests: nothing waits for the disk, and the state may not survive a power cut. */
  fast?: boolean;
  /** Address to listen on; 127.0.0.1 unless given. */
  host?: string;
  /** What people call the subnet; shown by the status endpoint. */
  subnetName?: string;
  /** How long one message may compute, in milliseconds of processor time, before it is ended by force. 20,000 unless given. */
  messageLimit?: number;
  /** Hears of failures of the network itself. Printed to standard error unless given. */
  report?: (error: unknown) => void;
  /** Hears that the network has failed for good; it answers nothing from then on. */
  onFailure?: (error: Error) => void;
}

export interface Localnet {
  url: string;
  /** The root key in its DER form, 133 bytes. */
  rootKey: Uint8Array;
  /** The application subnet's principal, as text. */
  subnetId: string;
  /** Ends the network after its last commit; the state stays. */
  stop(): Promise<void>;
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, fail) => {
    server.once("error", fail);
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/**
 * Starts a local Internet Computer: one application subnet under a root of its own, served over HTTP (interface
 * specification 0.66). It goes on from the state in `stateDir`.
 * @throws when the folder is in use by another process, or the port is taken.
 */
export async function startLocalnet(options: LocalnetOptions): Promise<Localnet> {
  const { stateDir, port, fast = false, host = "127.0.0.1", subnetName = "local", messageLimit = 20_000 } = options;
  const report = options.report ?? ((error: unknown) => console.error("localnet:", error));
  privateFolder(stateDir);
  const unlock = await lockFolder(stateDir);
  await blsReady();
  const keys = networkKeys(join(stateDir, "keys"));
  const { network } = keys.subnet;
  const replica = new ReplicaHost({ stateDir: join(stateDir, "state"), fast, keys: keys.subnet, messageLimit, report });
  replica.onFailure = (error) => options.onFailure?.(error);
  const context = { host: replica, network, nodePrivateKey: keys.nodePrivateKey, subnetName };
  const server = createServer(listener(context, report));
  server.keepAliveTimeout = 65_000;
  const stop = async () => {
    await close(server);
    await replica.stop();
    await unlock();
  };
  try {
    await replica.start();
    const bound = await listen(server, port, host);
    const name = host.includes(":") ? `[${host}]` : host;
    return {
      url: `http://${name}:${bound}`,
      rootKey: network.rootKey,
      subnetId: principalText(network.subnetId),
      stop,
    };
  } catch (error) {
    replica.onFailure = () => {};
    await replica.stop();
    await unlock();
    throw error;
  }
}
