// Loaded into every process that the stack starts (node --import). It holds the read end of a pipe whose other end is the
// launcher's: when the launcher ends in any way, kill -9 included, the pipe closes and the process ends its own group.
import net from "node:net";
import { isMainThread } from "node:worker_threads";

export const followedDescriptor = 3;
export const launcherVariable = "SANAD_LAUNCHER";

// Grandchildren inherit the arguments but not the pipe.
if (isMainThread && process.env[launcherVariable] === String(process.ppid)) {
  const pipe = new net.Socket({ fd: followedDescriptor, readable: true, writable: false });
  pipe.resume();
  pipe.unref();
  pipe.once("close", () => {
    setTimeout(() => process.kill(-process.pid, "SIGKILL"), 5_000);
    process.kill(-process.pid, "SIGTERM");
  });
}
