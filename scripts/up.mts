// Sets everything up and runs it: npm run up [-- --fresh]

import { announcement } from "./parts/announcement.mts";
import { startArguments } from "./parts/arguments.mts";
import { launch } from "./parts/launch.mts";

const help = `npm run up [-- --fresh]

Compiles the canisters, starts the database and the local network, deploys, loads the reference data, builds and starts
portal and worker. Ctrl-C ends all of it; the next start goes on where this one stopped.

  --fresh        begin anew: removes the state folder's content first
  PORT           the portal's port (3000)
  IC_PORT        the local network's port (4943)
  IDENTITY_PORT  the local identity provider's port (4944)
  PG_PORT        the embedded database's port (54329)
  STATE_DIR      where everything that lasts lies (.data)
  DATABASE_URL, DATABASE_OWNER_URL, IC_HOST, NETWORK_FILE: a database or network of your own (docs/deploy.md)`;

try {
  const { fresh, help: isHelpAsked } = startArguments(process.argv.slice(2));
  if (isHelpAsked) console.log(help);
  else process.exit(await launch({ portal: "built", fresh, announce: announcement }));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(2);
}
