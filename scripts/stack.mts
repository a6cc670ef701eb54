// The one way to start the parts of Sanad: `up`, `dev`, the journeys, benchmarks and drills all use it.
import { ConfigError, isDemonstration, isLoopback, loadConfig, type Network } from "../lib/platform/config.ts";
import { build, buildVerification, keepBuild, verificationIn } from "./build.mts";
import { buildCanisters } from "./canisters.mts";
import type { Part } from "./parts/part.mts";
import { type Progress, silent } from "./parts/progress.mts";
import { makeStateFolder, randomToken, secret } from "./parts/state.mts";
import { endTools, mustRun } from "./parts/tool.mts";
import { stopPostgres } from "./postgres.mts";
import { startDatabase } from "./stack/database.mts";
import { deployToNetwork, givenNetwork, networkFile } from "./stack/network.mts";
import { seatOfficials } from "./stack/officials.mts";
import { identityPart, localNetworkPart, portalPart, workerPart } from "./stack/parts.mts";

export type Ports = { portal: number; network: number; database: number; identity: number };

export type StackOptions = {
  /** Absolute. Everything that lasts lies here. */
  stateFolder: string;
  ports: Ports;
  /** Built: the production build. Development: Next's development server. None: for drills that need no pages. */
  portal: "built" | "development" | "none";
  /** For tests: the database does not wait for the disk. */
  fast?: boolean;
  env?: NodeJS.ProcessEnv;
  progress?: Progress;
  /** Called once when a part ends that should not; the caller decides, usually to stop. */
  onUnexpectedEnd?: (reason: string) => void;
};

/** The processes of a running stack; a drill kills them and starts them again. */
export type Parts = { network?: Part; identity?: Part; worker: Part; portal?: Part };

export type Stack = {
  origin: string;
  demonstration: boolean;
  /** What portal and worker run with. */
  env: NodeJS.ProcessEnv;
  network: Network;
  ownerUrl: string;
  parts: Parts;
  /** Ends every process, the database too. */
  stop(): Promise<void>;
};

/** A start under way or a running stack: `stop` ends what there is of it so far. */
export type Start = { ready: Promise<Stack>; stop(): Promise<void>; killNow(): void };

/** Starts every part, one after the other; ready when all are. When one fails, nothing is left running. */
export function startStack(options: StackOptions): Start {
  const { stateFolder, env = process.env, progress = silent } = options;
  const parts: Part[] = [];
  let watch: NodeJS.Timeout | undefined;
  let stopping: Promise<void> | undefined;

  const unexpected = (reason: string) => {
    if (stopping === undefined) options.onUnexpectedEnd?.(reason);
  };
  const add = async (title: string, part: Part): Promise<Part> => {
    if (stopping !== undefined) throw new Error("The start was broken off.");
    parts.push(part);
    part.onUnexpectedEnd(unexpected);
    await progress.step(title, () => part.start());
    return part;
  };
  const stop = () => {
    stopping ??= (async () => {
      clearInterval(watch);
      endTools();
      // Those who ask end before those who answer.
      for (const part of parts.toReversed()) await part.stop();
      if (!env.DATABASE_URL) await stopPostgres(stateFolder);
    })();
    return stopping;
  };
  const killNow = () => {
    endTools("SIGKILL");
    for (const part of parts) part.killNow();
  };
  const watchDatabase = (isRunning: () => boolean) => {
    watch = setInterval(() => {
      if (isRunning()) return;
      clearInterval(watch);
      unexpected("The database server ended.");
    }, 2_000);
    watch.unref();
  };

  const ready = start({ ...options, env, progress, add, watchDatabase, stop }).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { ready, stop, killNow };
}

type Starting = StackOptions & {
  env: NodeJS.ProcessEnv;
  progress: Progress;
  add(title: string, part: Part): Promise<Part>;
  watchDatabase(isRunning: () => boolean): void;
  stop(): Promise<void>;
};

async function start({
  stateFolder,
  ports,
  env,
  progress,
  add,
  watchDatabase,
  stop,
  ...options
}: Starting): Promise<Stack> {
  const demonstration = isDemonstration(env);
  const bound = env.BIND_ADDRESS || "127.0.0.1";
  if (demonstration && !isLoopback(bound.includes(":") ? `http://[${bound}]` : `http://${bound}`))
    throw new ConfigError(
      "DemoNotOnLoopback",
      "A demonstration lets everybody in as anybody: it listens on this machine alone. Unset BIND_ADDRESS.",
    );
  makeStateFolder(stateFolder);
  const modules = await progress.step("Compiling the canisters", (note) => buildCanisters(note));
  const host = env.IC_HOST || `http://127.0.0.1:${ports.network}`;
  const startingNetwork = env.IC_HOST
    ? undefined
    : add("Starting the local network", localNetworkPart({ stateFolder, ports, env }));
  // Its failure is told where it is waited for.
  startingNetwork?.catch(() => {});
  const { fast = false } = options;
  const { appUrl, ownerUrl, isRunning } = await startDatabase({
    stateFolder,
    port: ports.database,
    fast,
    env,
    progress,
  });
  watchDatabase(isRunning);

  const origin = env.NEXTAUTH_URL || `http://127.0.0.1:${ports.portal}`;
  const identityUrl = env.IDENTITY_PROVIDER_URL || `http://127.0.0.1:${ports.identity}`;
  const portalEnv: NodeJS.ProcessEnv = {
    ...env,
    NODE_ENV: options.portal === "development" ? "development" : "production",
    DEMO: demonstration ? "1" : "0",
    DATABASE_URL: appUrl,
    STATE_DIR: stateFolder,
    NETWORK_FILE: env.NETWORK_FILE || networkFile(stateFolder),
    NEXTAUTH_URL: origin,
    NEXTAUTH_SECRET: env.NEXTAUTH_SECRET || (demonstration ? secret(stateFolder, "session-secret", randomToken) : ""),
    IDENTITY_PROVIDER_URL: identityUrl,
    NEXT_TELEMETRY_DISABLED: "1",
    PORT: String(ports.portal),
    HOSTNAME: env.BIND_ADDRESS || "127.0.0.1",
  };
  // Portal and worker run as the app role; the owner's address is for migrations.
  delete portalEnv.DATABASE_OWNER_URL;

  await progress.step("Loading the reference data", (note) => mustRun(["prisma/seed.ts"], { env: portalEnv, note }));

  const localNetwork = await startingNetwork;
  const network = env.NETWORK_FILE
    ? await givenNetwork(ownerUrl, env)
    : await deployToNetwork({ stateFolder, host, modules, ownerUrl, demonstration, env, progress });
  const { derivationOrigin = origin, roleDelaySeconds } = loadConfig(portalEnv);
  if (demonstration && !env.NETWORK_FILE && !env.IDENTITY_PROVIDER_URL)
    await seatOfficials({
      stateFolder,
      origin: derivationOrigin,
      ownerUrl,
      network,
      delaySeconds: roleDelaySeconds,
      progress,
    });
  const built = options.portal === "built" ? await build({ progress }) : undefined;
  if (built !== undefined) {
    keepBuild(built);
    portalEnv.VERIFY_DIR = verificationIn(built.folder);
  } else if (options.portal === "development") {
    portalEnv.VERIFY_DIR = await buildVerification(progress);
  }
  const context = { stateFolder, ports, env: portalEnv };
  const [identity, worker, portal] = await Promise.all([
    env.IDENTITY_PROVIDER_URL ? undefined : add("Starting the identity provider", identityPart(context)),
    add("Starting the worker", workerPart(context, options.portal === "development")),
    options.portal === "none" ? undefined : add("Starting the portal", portalPart(context, built)),
  ]);
  const parts: Parts = {
    worker,
    ...(localNetwork && { network: localNetwork }),
    ...(identity && { identity }),
    ...(portal && { portal }),
  };
  return { origin, demonstration, env: portalEnv, network, ownerUrl, parts, stop };
}
