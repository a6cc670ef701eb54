import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { startIdentityProvider } from "./server.ts";

// `--network` is the address of a network, or a JSON file whose `host` is one.
const { values } = parseArgs({
  options: {
    state: { type: "string" },
    port: { type: "string", default: "4944" },
    host: { type: "string", default: "127.0.0.1" },
    network: { type: "string" },
  },
});
const isAddress = values.network !== undefined && /^https?:/.test(values.network);
const file = values.network !== undefined && !isAddress ? values.network : undefined;
const networkHost = file ? (JSON.parse(readFileSync(file, "utf8")) as { host?: string }).host : values.network;
const stateDir = values.state ?? (file && join(dirname(file), "identity"));
if (!stateDir) {
  console.error(
    "usage: node localnet/identity/main.ts --state DIR [--port N] [--network ADDRESS-OR-FILE] [--host ADDRESS]",
  );
  process.exit(2);
}

const provider = await startIdentityProvider({
  port: Number(values.port),
  stateDir,
  host: values.host,
  ...(networkHost && { networkHost }),
}).catch((error: Error) => {
  console.error("identity provider:", error.message);
  process.exit(1);
});
console.log(JSON.stringify({ ready: provider.url }));

for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => {
    provider.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
