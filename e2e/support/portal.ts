import type { Served } from "../../scripts/testing/serve.mts";

/** The portal of the journeys that run in this process: nobody else uses it. Undefined before the portals are started. */
export function startedPortal(): Served | undefined {
  const portals = JSON.parse(process.env.SANAD_PORTALS ?? "[]") as Served[];
  return portals[Number(process.env.TEST_PARALLEL_INDEX ?? 0)];
}

/** The portal of the journeys that run in this process. */
export function portal(): Served {
  const started = startedPortal();
  if (!started) throw new Error("No portal was started for this process.");
  return started;
}
