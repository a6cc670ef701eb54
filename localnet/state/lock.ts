import { createHash } from "node:crypto";
import { realpathSync, rmSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const listen = (server: Server, path: string) =>
  new Promise<NodeJS.ErrnoException | null>((resolve) => {
    server.once("error", resolve);
    server.listen(path, () => resolve(null));
  });

const answers = (path: string) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(path);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });

/**
 * Makes sure that one process only works on a state folder. The lock is a listening socket, so that the system itself ends
 * it with the process, however that ends. Gives back the function that releases it.
 * @throws when another process holds the folder.
 */
export async function lockFolder(dir: string): Promise<() => Promise<void>> {
  const id = createHash("sha256").update(realpathSync(dir)).digest("hex").slice(0, 32);
  // Linux has socket names outside the file system; elsewhere a file is left behind by a kill, and tried.
  const path = process.platform === "linux" ? `\0localnet-${id}` : join(tmpdir(), `localnet-${id}.sock`);
  const server = createServer((socket) => socket.destroy());
  let refused = await listen(server, path);
  if (refused?.code === "EADDRINUSE" && process.platform !== "linux" && !(await answers(path))) {
    rmSync(path, { force: true });
    refused = await listen(server, path);
  }
  if (refused) throw new Error(`another local network is running on ${dir}`);
  server.unref();
  return () => new Promise((resolve) => server.close(() => resolve()));
}
