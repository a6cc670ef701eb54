import { parseArgs } from "node:util";
import { startLocalnet } from "./server.ts";

const { values } = parseArgs({
  options: {
    state: { type: "string" },
    port: { type: "string", default: "4943" },
    host: { type: "string", default: "127.0.0.1" },
    name: { type: "string", default: "local" },
  },
});
if (!values.state) {
  console.error("usage: node localnet/main.ts --state DIR [--port N] [--host ADDRESS] [--name SUBNET]");
  process.exit(2);
}

function fail(error: unknown): never {
  console.error("localnet:", error instanceof Error ? error.message : error);
  process.exit(1);
}

const net = await startLocalnet({
  stateDir: values.state,
  port: Number(values.port),
  host: values.host,
  subnetName: values.name,
  onFailure: fail,
}).catch(fail);
console.log(
  JSON.stringify({ ready: net.url, rootKey: Buffer.from(net.rootKey).toString("hex"), subnetId: net.subnetId }),
);

let stopping = false;
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    net.stop().then(() => process.exit(0), fail);
  });
